/** Says no to what only has the shape of a secret. */
export type Accept = (
  secret: string,
  groups: Readonly<Record<string, string | undefined>>,
) => boolean;

/**
 * Stands for what is redacted already. No pattern may match it, and every boundary must refuse it:
 * then text beside a mark is never found that was not found beside the secret itself.
 */
export const MASK = '\uFFFF';

/** gitleaks' threshold for its `generic-api-key`, in bits for one character. */
const HIGH_ENTROPY = 3.5;
export const SHORTEST = 8;

/** To be filled in: `****`, `<password>`, `${VAR}`, `process.env.X`. */
export const templates: readonly RegExp[] = [
  /^(.)\1*$/,
  /^[xX*._#•-]+$/,
  /^<[\w .:-]+>?$/,
  /^\$[{(]|^\{\{|^\{[\w.-]+\}?$|^%[A-Za-z_]+%?$|^\$(?:[A-Z_][A-Z0-9_]*|[a-z_]+)$/,
  /^(?:process\.env|import\.meta\.env|deno\.env|os\.environ|os\.getenv|system\.getenv|env[.[])/i,
];

/** What stands where a secret would, or says where it is. */
export const placeholders: readonly RegExp[] = [
  ...templates,
  /^(?:your|my|some|the|an?|insert|enter|put|replace|add)[-_.][\w.-]*$/i,
  /^(?:example|sample|dummy|fake|placeholder)[-_.A-Za-z]*$/i,
  /^change[-_]?(?:me|this|it)[-_]?\d*!*$/i,
  /[-_]here$/i,
  /^[[(<{*]*(?:redacted|hidden|removed|masked|filtered|omitted)[\])>}*]*$/i,
  // The name of a variable that holds it.
  /^[A-Za-z_$.-]*(?:password|passwd|passphrase|pwd|token|secret|credentials|key)s?[:=]?$/i,
  /^[a-z][a-z0-9+.-]{1,20}:\/\//i,
  /^[\w.+-]+@[A-Za-z0-9-]+\.[A-Za-z.]+$/,
  /^\d{4}-\d{2}-\d{2}(?:$|T)/,
  /^(?:~|\.{0,2})\/(?:bin|dev|etc|home|mnt|opt|root|run|srv|tmp|usr|var|Users)\//,
];

/** Calls, look-ups and types, as they stand unquoted after `=` or `:`. */
export const expressions: readonly RegExp[] = [
  /^[A-Za-z_$.]+[([]/,
  /^[A-Za-z_$]+(?:\.[A-Za-z_$]+)+$/,
  /^(?:string|number|boolean|null|undefined|unknown)(?:[|&<[?].*)?$/,
];

/**
 * Longer than any stand-in or word. No longer value is refused, because what was refused is read
 * again: the bound keeps nested assignments to linear time.
 */
export const LONGEST_STAND_IN = 200;

export const isAny = (patterns: readonly RegExp[], value: string): boolean =>
  value.length <= LONGEST_STAND_IN && patterns.some((pattern) => pattern.test(value));

const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
const LETTER = /\p{L}/u;
const DIGIT = /\d/;
const SYMBOL = /[^\p{L}\d]/u;
/** Symbols that prose does not put inside a word. */
const ODD_SYMBOL = /[^\p{L}\d\-_.'’/,;:]/u;
const WORD = /^(?:\p{L}?\p{Ll}+|\p{Lu}+)$/u;
const UNSPEAKABLE = /[^aeiouy\W_]{5}/i;

/**
 * Whether a value given to something called a password, key or token is one: no white space, and
 * letters mixed with digits or symbols, or high entropy. In prose (`token: well-known`) the symbols
 * that join words do not count.
 */
export function looksSecret(value: string, prose = false): boolean {
  if (value.length < SHORTEST || /\s/.test(value)) return false;
  if (WITHOUT_SPACES.test(value) || isAny(placeholders, value)) return false;
  if (value.length > LONGEST_STAND_IN) return true;
  if (LETTER.test(value)) {
    if (DIGIT.test(value)) return true;
    if ((prose ? ODD_SYMBOL : SYMBOL).test(value)) return true;
  }
  return entropy(value) >= HIGH_ENTROPY && !(prose && isWords(value));
}

export function isWords(value: string): boolean {
  return value
    .split(/[-_.'’/,;:]+/)
    .every((piece) => piece === '' || (WORD.test(piece) && !UNSPEAKABLE.test(piece)));
}

/** Shannon's, in bits for one character. */
function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const character of value) counts.set(character, (counts.get(character) ?? 0) + 1);
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / total) * Math.log2(count / total);
  return bits;
}

export const QUOTE = '\\\\?["\'`]';
export const SECRET_NAMES = [
  'pass(?:word|wd|phrase|code)',
  'pwd',
  '(?:api|access|secret|private|encryption|signing|auth|account|master|subscription)[-_ ]?key',
  'secret',
  'token',
  'credentials?',
  'authorization',
  '密码|密碼|密钥|密鑰|口令|令牌',
].join('|');
export const SECRET_NAME_END =
  '\\d{0,2}(?:[-_](?:base|value|prod|production|dev|test|staging|live|old|new|default))?';
const NAMES_SECRET = new RegExp(`(?:${SECRET_NAMES})${SECRET_NAME_END}$`, 'i');

/** Whether a field of this name holds a secret: `apiKey`, `DB_PASSWORD`, `x-auth-token`. */
export function namesSecret(key: string): boolean {
  return NAMES_SECRET.test(key.slice(-100));
}
