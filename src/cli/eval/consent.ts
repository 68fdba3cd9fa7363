import type { Estimate } from '../../evaluation/index.js';
import { usage } from '../input.js';

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
