import { TulvingError } from '../errors.js';
import { redactValue } from './redact.js';

/** What happens to secrets in what is to be kept. */
export type SecretPolicy = 'redact' | 'refuse' | 'keep';

/** Takes out of a text what must not be kept, besides the secrets that are known here. */
export type RedactHook = (text: string) => string;

export interface Redactor {
  policy: SecretPolicy;
  hook?: RedactHook | undefined;
}

/** The fields of a request that are kept as they are written. */
const keptFields = ['text', 'messages', 'metadata', 'categories', 'tags'] as const;

type Kept = Partial<Record<(typeof keptFields)[number], unknown>>;

/**
 * Redacts a request before anything is planned, so that no secret is stored, indexed, queued or
 * logged.
 *
 * @returns the request to go on with, and which kinds of secrets it held, each once
 * @throws TulvingError `secret_found` when secrets are refused
 */
export function redactRequest<Request extends Kept>(
  request: Request,
  { policy, hook }: Redactor,
): { request: Request; found: string[] } {
  const kept = Object.fromEntries(
    keptFields
      .filter((field) => request[field] !== undefined)
      .map((field) => [field, request[field]]),
  );
  const { value, found } = policy === 'keep' ? { value: kept, found: [] } : redactValue(kept);
  const kinds = [...new Set(found)].toSorted();
  if (policy === 'refuse' && kinds.length > 0) {
    throw new TulvingError('secret_found', `The text holds ${kinds.join(', ')}.`);
  }
  const cleaned = hook ? mapStrings(value, hook) : value;
  return { request: { ...request, ...(cleaned as Kept) }, found: kinds };
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]),
  );
}
