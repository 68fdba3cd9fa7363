import { z } from 'zod';

/** What a language model costs, in US dollars for a million tokens. */
export interface Price {
  readonly input: number;
  readonly output: number;
}

interface Tokens {
  input: number;
  output: number;
}

const MILLION = 1_000_000;

export const costSchema = z.number().nullable();

/** US dollars; null where the price is not known. */
export function costOf(price: Price | undefined, { input, output }: Tokens): number | null {
  if (!price) return null;
  return (price.input * input + price.output * output) / MILLION;
}
