import { isDeepStrictEqual } from 'node:util';
import { TulvingError } from '../errors.js';
import type { PersonalPolicy } from '../model/personal.js';
import { redactPersonal } from './gate/personal.js';
import { findSecrets, holdsNoSecret, redactValue } from './redact.js';

/** What happens to secrets in what is to be kept. */
export type SecretPolicy = 'redact' | 'refuse' | 'keep';

/** Takes out of a text what must not be kept, besides the secrets that are known here. */
export type RedactHook = (text: string) => string;

export interface Redactor {
  policy: SecretPolicy;
  /** Default: keep. */
  personal?: PersonalPolicy | undefined;
  hook?: RedactHook | undefined;
}

/** The fields of a request that are kept as they are written. */
const keptFields = [
  'text',
  'title',
  'name',
  'messages',
  'metadata',
  'categories',
  'tags',
  'reason',
] as const;
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
  { policy, personal, hook }: Redactor,
): { request: Request; found: string[] } {
  const kept = Object.fromEntries(
    keptFields
      .filter((field) => request[field] !== undefined)
      .map((field) => [field, request[field]]),
  );
  const { value, found } = policy === 'keep' ? { value: kept, found: [] } : redactValue(kept);
  const secrets = [...new Set(found)].toSorted();
  if (policy === 'refuse' && secrets.length > 0) {
    throw new TulvingError('secret_found', `The text holds ${secrets.join(', ')}.`);
  }
  if (policy !== 'keep') refuseSecretNames(request);
  const impersonal = personal === 'redact' ? withoutPersonal(value, found) : value;
  const kinds = [...new Set(found)].toSorted();
  const cleaned = hook ? applyHook(impersonal, hook) : impersonal;
  return { request: { ...request, ...(cleaned as Kept) }, found: kinds };
}

/**
 * Redacts a question that is kept to be asked again. None is refused: what is asked is no memory.
 *
 * @returns the question, and what was taken out of it
 */
export function redactQuestion<Question extends Record<string, unknown>>(
  question: Question,
  { policy, personal, hook }: Redactor,
): { question: Question; found: string[] } {
  const { value: clean, found } =
    policy === 'keep' ? { value: question, found: [] } : redactValue(question);
  const { query: asked, filters: filtered } = clean;
  const asWords = { query: asked, ...(filtered !== undefined && { filters: filtered }) };
  const words = (
    personal === 'redact' ? withoutPersonal(asWords, found) : asWords
  ) as typeof asWords;
  const value = { ...clean, ...words };
  const kinds = [...new Set(found)].toSorted();
  if (!hook) return { question: value, found: kinds };
  const cleaned = applyHook(words, hook) as typeof words;
  const changed = !isDeepStrictEqual(cleaned, words);
  return { question: { ...value, ...cleaned }, found: changed ? [...kinds, 'redact_hook'] : kinds };
}

/** @param found what was taken out is added to it */
function withoutPersonal(value: unknown, found: string[]): unknown {
  return mapStrings(value, (text) => {
    const redaction = redactPersonal(text);
    found.push(...redaction.found);
    return redaction.text;
  });
}

function refuseSecretNames(request: Kept): void {
  for (const field of nameFields) {
    const name = request[field];
    if (typeof name !== 'string' || holdsNoSecret(name)) continue;
    const [found] = findSecrets(name);
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
