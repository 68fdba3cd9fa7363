import type { Estimate } from '../../evaluation/index.js';
import { tellCost } from '../dollars.js';
import { TulvingError } from '../../errors.js';

/** Nothing is spent that nobody agreed to. */
export async function requireConsent(estimate: Estimate, agreed: boolean): Promise<void> {
  if (agreed || estimate.calls === 0) return;
  const { canAsk, askWhether } = await import('../install/prompt.js');
  const told = tellEstimate(estimate);
  if (!canAsk()) throw unagreed(`${told} Give --yes to go on.`);
  if (!(await askWhether(`${told} Go on?`))) throw unagreed('Nobody agreed to spend that.');
}

function unagreed(detail: string): TulvingError {
  const remedy = 'The model was not asked, and nothing was spent; --limit asks fewer questions.';
  return new TulvingError('usage', detail, { remedy });
}

export function tellEstimate({ questions, calls, cost, ...tokens }: Estimate): string {
  const { input_tokens: input, output_tokens: output } = tokens;
  const number = (value: number) => value.toLocaleString('en');
  return `${number(questions)} questions take ${number(calls)} calls of the model, with at most ${number(input)} tokens in and ${number(output)} out (${tellCost(cost)}).`;
}
