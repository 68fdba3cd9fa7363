import type { EmbeddingEstimate, Estimate } from '../../evaluation/index.js';
import { dollars, tellCost } from '../dollars.js';
import { TulvingError } from '../../errors.js';

/** Nothing is spent that nobody agreed to. */
export async function requireConsent(estimate: Estimate, agreed: boolean): Promise<void> {
  if (agreed || estimate.calls === 0) return;
  await requireYes(tellEstimate(estimate));
}

/** Nothing of a set is sent elsewhere, either; on this machine an embedder costs nothing. */
export async function requireConsentToEmbed(
  estimate: EmbeddingEstimate,
  agreed: boolean,
): Promise<void> {
  if (agreed || !estimate.remote) return;
  const { model, texts, tokens, cost } = estimate;
  const number = (value: number) => value.toLocaleString('en');
  const price = cost === null ? 'at a price not known here' : `for about ${dollars(cost)}`;
  await requireYes(
    `${model} is to make vectors of ${number(texts)} texts: about ${number(tokens)} tokens, ${price}.`,
  );
}

async function requireYes(told: string): Promise<void> {
  const { canAsk, askWhether } = await import('../install/prompt.js');
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
