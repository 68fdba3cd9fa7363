import { parseModelName } from './providers.js';

/** Readers of the settings that name models; what they throw says what would be right. */

export function readLanguageModel(value: string): string | undefined {
  parseModelName(value, 'text');
  return value.trim();
}

/** `builtin` names none besides the one that is always there. */
export function readEmbedder(value: string): string | undefined {
  if (value.trim() === 'builtin') return undefined;
  parseModelName(value, 'embed');
  return value.trim();
}

export function readDimension(value: string): number | undefined {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 8 || number > 8_192)
    throw new RangeError('a whole number from 8 to 8192');
  return number;
}

/** `llm`, or the address of a cross-encoder: what is no provider's. */
export function isOwnReranker(value: string): boolean {
  return value === 'llm' || value.startsWith('url:');
}

export function readCandidates(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 2 || number > 200)
    throw new RangeError('a whole number from 2 to 200');
  return number;
}
