import { TulvingError } from '../../errors.js';
import type { Estimate } from '../../evaluation/index.js';
import type { LanguageModel } from '../../models/port.js';
import type { Settings } from '../../settings.js';
import { usage } from '../input.js';

/** The one place where `tulving eval --answer` gets its model. */
export function modelForAnswers(_settings: Settings): Promise<LanguageModel> {
  throw new TulvingError('invalid_setting', 'No language model is configured.', {
    remedy: 'Leave --answer out: recall is measured without a model.',
  });
}

/** Nothing is spent that nobody agreed to. */
export async function requireConsent(estimate: Estimate, agreed: boolean): Promise<void> {
  if (agreed || estimate.calls === 0) return;
  const { canAsk, askWhether } = await import('../install/prompt.js');
  const cost = costOf(estimate);
  if (!canAsk()) throw usage(`${cost} Give --yes to go on.`);
  if (!(await askWhether(`${cost} Go on?`))) throw usage('Nothing was asked, and nothing spent.');
}

export function costOf({ questions, calls, input_tokens: input, output_tokens: output }: Estimate) {
  const number = (value: number) => value.toLocaleString('en');
  return `${number(questions)} questions take ${number(calls)} calls of the model, with at most ${number(input)} tokens in and ${number(output)} out.`;
}
