import { isDeepStrictEqual } from 'node:util';
import { TulvingError } from '../errors.js';
import { findSecrets, redactValue } from './redact.js';

/** What happens to secrets in what is to be kept. */
export type SecretPolicy = 'redact' | 'refuse' | 'keep';

/** Takes out of a text what must not be kept, besides the secrets that are known here. */
export type RedactHook = (text: string) => string;

export interface Redactor {
  policy: SecretPolicy;
  hook?: RedactHook | undefined;
}

/** The fields of a request that are kept as they are written. */
const keptFields = ['text', 'title', 'name', 'messages', 'metadata', 'categories', 'tags'] as const;
/** Names that things are found by: a mark in their place would make two of them one. */
const nameFields = ['cube', 'user_id', 'agent_id', 'app_id', 'run_id'] as const;

type Kept = Partial<Record<(typeof keptFields)[number] | (typeof nameFields)[number], unknown>>;

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
  if (policy !== 'keep') refuseSecretNames(request);
  const cleaned = hook ? applyHook(value, hook) : value;
  return { request: { ...request, ...(cleaned as Kept) }, found: kinds };
}

/**
 * Redacts a question that is kept to be asked again. None is refused: what is asked is no memory.
 *
 * @returns the question, and what was taken out of it
 */
export function redactQuestion<Question extends Record<string, unknown>>(
  question: Question,
  { policy, hook }: Redactor,
): { question: Question; found: string[] } {
  const { value, found } =
    policy === 'keep' ? { value: question, found: [] } : redactValue(question);
  const kinds = [...new Set(found)].toSorted();
  if (!hook) return { question: value, found: kinds };
  const { query, filters } = value;
  const words = { query, ...(filters !== undefined && { filters }) };
  const cleaned = applyHook(words, hook) as typeof words;
  const changed = !isDeepStrictEqual(cleaned, words);
  return { question: { ...value, ...cleaned }, found: changed ? [...kinds, 'redact_hook'] : kinds };
}

function refuseSecretNames(request: Kept): void {
  for (const field of nameFields) {
    const name = request[field];
    const [found] = typeof name === 'string' ? findSecrets(name) : [];
    if (!found) continue;
    throw new TulvingError('secret_found', `${field} holds ${found.name}.`, {
      remedy: 'Give it another name; a name is not redacted, because it is looked up.',
    });
  }
}

function applyHook(value: unknown, hook: RedactHook): unknown {
  try {
    return mapStrings(value, hook);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new TulvingError('invalid_input', `The redact hook refused it: ${reason}`, {
      cause: error,
    });
  }
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, mapStrings(item, change)]),
  );
}
