import {
  type Accept,
  MASK,
  SHORTEST,
  expressions,
  LONGEST_STAND_IN,
  isAny,
  looksSecret,
  QUOTE,
  SECRET_NAMES,
  SECRET_NAME_END,
} from './secret-values.js';

/** Quotes, `&`, `;` and `,` belong to a value where something other than the next field follows. */
const VALUE_CHARACTER = [
  '[!#-%(-+\\x2d-:=-\\[\\]-_a-~\\u00C0-\\u024F]',
  `[&;,](?![\\w${MASK}-]{1,40}[=:])`,
  '<(?!/)',
  `["'\`](?=[A-Za-z0-9${MASK}])`,
  '\\\\(?!["\'`nrt])',
].join('|');
/** A value was read with the secret that is masked now; what remains of it is not read again. */
export const notAsFarAsMask = (character: string): string =>
  `(?!(?:${character}){0,${LONGEST_STAND_IN}}${MASK})`;
const VALUE_END = '[!#-%*+\\x2d/0-9=?@A-Z\\[^_a-{|~\\u00C0-\\u024F]';
/** `PASSWORD=` without a value, and then another field. */
const NEXT_FIELD = [
  `(?![\\w.${MASK}-]{1,60}(?::\\s|=[^=\\s"'\`&;,)]))`,
  `(?!(?<=\\n\\s{0,4})[\\w.${MASK}-]{1,60}\\s?[:=])`,
].join('');

export const assignment = new RegExp(
  [
    `(?:(?:${SECRET_NAMES})${SECRET_NAME_END}|pass(?=${QUOTE}?\\s{0,4}=))`,
    `(?:${QUOTE})?\\]?`,
    '(?:\\s{0,4}(?<sign>:=|={1,3}>?|!={1,2}|::?|[：＝]|[是为為][：:]?)\\s{0,4}',
    '|\\s{1,4}(?<verb>is|was):?\\s{1,4}',
    // `--password value` and `<password>value</password>`.
    '|(?<=--[\\w-]{1,40})\\s{1,4}(?!-)|(?<=(?<!\\?)<[\\w:-]{1,40})>)',
    `(?<quote>${QUOTE}|[“‘「『])?`,
    `(?!${QUOTE})${NEXT_FIELD}${notAsFarAsMask(VALUE_CHARACTER)}`,
    `(?<secret>(?:${VALUE_CHARACTER}){${SHORTEST - 1},4095}${VALUE_END})`,
  ].join(''),
  'gi',
);

/** "The token is base64-encoded." */
const COMPOUND = /^[a-z0-9]+(?:-[a-z]{2,})+$/i;

export const acceptAssigned: Accept = (secret, { sign, verb, quote }) => {
  if (quote !== undefined) return looksSecret(secret);
  if (isAny(expressions, secret)) return false;
  if (verb !== undefined) {
    return !isAny([COMPOUND], secret) && looksSecret(secret, true);
  }
  return looksSecret(secret, sign !== undefined && /^(?:::?|[：是为為])/.test(sign));
};
