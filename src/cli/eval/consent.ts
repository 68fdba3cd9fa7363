import type { Estimate } from '../../evaluation/index.js';
import { TulvingError } from '../../errors.js';

/** Nothing is spent that nobody agreed to. */
export async function requireConsent(estimate: Estimate, agreed: boolean): Promise<void> {
  if (agreed || estimate.calls === 0) return;
  const { canAsk, askWhether } = await import('../install/prompt.js');
  const cost = costOf(estimate);
  if (!canAsk()) throw unagreed(`${cost} Give --yes to go on.`);
  if (!(await askWhether(`${cost} Go on?`))) throw unagreed('Nobody agreed to spend that.');
}

function unagreed(detail: string): TulvingError {
  const remedy = 'The model was not asked, and nothing was spent; --limit asks fewer questions.';
  return new TulvingError('usage', detail, { remedy });
}

export function costOf({ questions, calls, input_tokens: input, output_tokens: output }: Estimate) {
  const number = (value: number) => value.toLocaleString('en');
  return `${number(questions)} questions take ${number(calls)} calls of the model, with at most ${number(input)} tokens in and ${number(output)} out.`;
}
