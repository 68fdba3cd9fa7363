import { TulvingError } from '../../errors.js';
import type { EmbedEstimate } from '../../lifecycle/embed-work.js';
import { dollars } from '../dollars.js';
import type { Output } from '../output.js';

/** Nothing is sent elsewhere, and nothing spent, that nobody agreed to. */
export async function requireConsentToEmbed(
  estimate: EmbedEstimate,
  agreed: boolean,
  output: Pick<Output, 'line' | 'json'>,
): Promise<void> {
  const told = tellEstimate(estimate);
  if (!output.json) output.line(told);
  if (agreed || !estimate.remote) return;
  const { canAsk, askWhether } = await import('../install/prompt.js');
  if (!canAsk()) throw unagreed(`${told} Give --yes to go on.`);
  if (!(await askWhether('Go on?'))) throw unagreed('Nobody agreed to that.');
}

export function tellEstimate(estimate: EmbedEstimate): string {
  const { model, memories, tokens, seconds, cost, remote } = estimate;
  const number = (value: number) => value.toLocaleString('en');
  const minutes = Math.ceil(seconds / 60);
  const time = minutes <= 1 ? 'about a minute' : `about ${number(minutes)} minutes`;
  const price = cost === null ? 'at a price not known here' : `for about ${dollars(cost)}`;
  const paid = remote ? `, ${price}` : ', on this machine';
  return `${model} is to make vectors of ${number(memories)} memories: about ${number(tokens)} tokens${paid}, ${time}.`;
}

function unagreed(detail: string): TulvingError {
  const remedy = 'Nothing was sent. Searches go on with what they have.';
  return new TulvingError('usage', detail, { remedy });
}
