import { type SecretPattern, secretPatterns } from './secret-patterns.js';
import { looksSecret, MASK, namesSecret } from './secret-values.js';

export interface FoundSecret {
  name: string;
  /** In UTF-16 units of the text as it was given. */
  start: number;
  end: number;
}

export interface Redaction {
  text: string;
  found: readonly FoundSecret[];
}

const MARK = /\[REDACTED:[a-z0-9_]{1,64}\]/g;
const ONLY_MARK = new RegExp(`^${MARK.source}$`);
const mark = (name: string): string => `[REDACTED:${name}]`;

/** Secrets in ascending order, none overlapping. Marks of an earlier redaction are no secrets. */
export function findSecrets(text: string): FoundSecret[] {
  const masked = text.replace(MARK, ({ length }) => MASK.repeat(length));
  let folded: string | undefined;
  const hinted = ({ pattern, hints }: SecretPattern): boolean => {
    const searched = pattern.ignoreCase ? (folded ??= masked.toLowerCase()) : masked;
    return hints.some((hint) => searched.includes(hint));
  };
  const spans = secretPatterns.flatMap((row, rank) =>
    hinted(row) ? spansOf(row, masked).map((span) => ({ ...span, rank })) : [],
  );
  return merge(spans).map(({ rank, start, end }) => ({ name: nameOf(rank), start, end }));
}

/** Names without secrets: keys and users are the same few in every memory. */
const harmless = new Set<string>();
const MOST_HARMLESS = 1_000;
/** In UTF-16 units. */
const LONGEST_HARMLESS = 64;

/** For names, which come again. */
export function holdsNoSecret(name: string): boolean {
  if (harmless.has(name)) return true;
  if (findSecrets(name).length > 0) return false;
  if (harmless.size >= MOST_HARMLESS) harmless.clear();
  if (name.length <= LONGEST_HARMLESS) harmless.add(name);
  return true;
}

/** Each secret becomes `[REDACTED:<name>]`. Doing it twice changes nothing. */
export function redactText(text: string): Redaction {
  const found = findSecrets(text);
  if (found.length === 0) return { text, found };
  const pieces: string[] = [];
  let at = 0;
  for (const { name, start, end } of found) {
    pieces.push(text.slice(at, start), mark(name));
    at = end;
  }
  pieces.push(text.slice(at));
  return { text: pieces.join(''), found };
}

/**
 * Redacts every string of a JSON value, keys too; where a key names a secret, all of its value.
 * The very value that was given comes back when there is nothing to redact.
 */
export function redactValue<T>(value: T): { value: T; found: string[] } {
  const found: string[] = [];
  // A JSON value keeps its shape: strings stay strings.
  return { value: redactJson(value, found) as T, found };
}

function redactJson(value: unknown, found: string[]): unknown {
  if (typeof value === 'string') return redactString(value, found);
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => redactJson(item, found));
    return items.every((item, index) => item === value[index]) ? value : items;
  }
  if (typeof value === 'object' && value !== null) return redactObject(value, found);
  return value;
}

function redactObject(given: object, found: string[]): object {
  const entries = new Map<string, unknown>();
  let changed = false;
  for (const [key, value] of Object.entries(given)) {
    const redacted = redactEntry(key, value, found);
    const name = redactKey(key, found);
    changed ||= redacted !== value || name !== key;
    entries.set(free(name, entries), redacted);
  }
  // Unlike assignment, this keeps a key called `__proto__` a key.
  return changed ? Object.fromEntries(entries) : given;
}

function redactEntry(key: string, value: unknown, found: string[]): unknown {
  if (typeof value !== 'string' || !namesSecret(key)) return redactJson(value, found);
  const inside: string[] = [];
  const redacted = redactString(value, inside);
  const whole = ONLY_MARK.test(redacted) || !looksSecret(value.replace(AUTHORIZATION_SCHEME, ''));
  for (const name of whole ? inside : [GENERIC]) found.push(name);
  return whole ? redacted : mark(GENERIC);
}

const GENERIC = 'generic_secret';
const AUTHORIZATION_SCHEME = /^(?:bearer|basic|token|api-?key)\s+/i;

function redactString(text: string, found: string[]): string {
  const redaction = redactText(text);
  for (const { name } of redaction.found) found.push(name);
  return redaction.text;
}

function redactKey(key: string, found: string[]): string {
  return holdsNoSecret(key) ? key : redactString(key, found);
}

/** Two keys that are secrets of one kind stay two keys. */
function free(name: string, taken: ReadonlyMap<string, unknown>): string {
  let candidate = name;
  for (let count = 2; taken.has(candidate); count++) candidate = `${name}#${count}`;
  return candidate;
}

interface Span {
  start: number;
  end: number;
}

function spansOf({ pattern, accept }: SecretPattern, text: string): Span[] {
  const spans: Span[] = [];
  // A copy, because `lastIndex` is state.
  const search = new RegExp(pattern);
  for (let match = search.exec(text); match !== null; match = search.exec(text)) {
    const groups = match.groups ?? {};
    const secret = groups['secret'] ?? match[0];
    const end = match.index + match[0].length;
    const start = end - secret.length;
    if (accept === undefined || accept(secret, groups)) spans.push({ start, end });
    // What was refused may hold a secret: `token=https://host/?key=…`.
    else search.lastIndex = Math.max(start, match.index + 1);
  }
  return spans;
}

interface RankedSpan extends Span {
  rank: number;
}

/** Overlapping spans become one, so that no end of the longer one stays; the first row names it. */
function merge(spans: RankedSpan[]): RankedSpan[] {
  const merged: RankedSpan[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1);
    if (last === undefined || span.start >= last.end) merged.push({ ...span });
    else {
      last.end = Math.max(last.end, span.end);
      last.rank = Math.min(last.rank, span.rank);
    }
  }
  return merged;
}

function nameOf(rank: number): string {
  return secretPatterns[rank]?.name ?? GENERIC;
}
