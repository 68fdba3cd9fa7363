import { isCard, isCnId, isCpf, isDeTaxId, isEsId, isFrNir, isIban } from './check-digits.js';

export interface PersonalRule {
  code: string;
  /** Global; matches what is to be taken out. */
  pattern: RegExp;
  /** What a shape alone does not tell. */
  accept?: (match: string) => boolean;
  /** Where the rule comes from. */
  source: string;
}

/** Digits of a match, without what groups them. */
const digits = (match: string) => match.replaceAll(/\D/gu, '').length;

/** What tells who somebody is or where to reach them. Precision before recall: numbers need their check digits. */
export const personalRules: readonly PersonalRule[] = [
  {
    code: 'email',
    pattern:
      /(?<![\w.+-])[\w.+-]{1,64}@(?:[\p{L}\d](?:[\p{L}\d-]{0,61}[\p{L}\d])?\.)+\p{L}{2,24}(?![\w@-])/gu,
    source: 'RFC 5321, local part as it is used',
  },
  {
    code: 'iban',
    pattern: /(?<![A-Z\d])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?(?![A-Z\d])/gu,
    accept: isIban,
    source: 'ISO 13616, check digits after ISO 7064 MOD 97-10',
  },
  {
    code: 'card',
    pattern: /(?<![\d.-])(?:\d[ -]?){12,18}\d(?![\d.-]*\d)/gu,
    accept: isCard,
    source: 'ISO/IEC 7812-1, Luhn; first digits of the networks in use',
  },
  {
    code: 'cn_id',
    pattern:
      /(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])/gu,
    accept: isCnId,
    source: 'GB 11643-1999, ISO 7064 MOD 11-2',
  },
  {
    code: 'es_id',
    pattern: /(?<![\dA-Za-z])(?:\d{8}|[XYZxyz]\d{7})-?[A-HJ-NP-TV-Za-hj-np-tv-z](?![\dA-Za-z])/gu,
    accept: isEsId,
    source: 'Real Decreto 1553/2005: the letter is the number modulo 23',
  },
  {
    code: 'fr_nir',
    pattern:
      /(?<!\d)[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-4]\d) ?(?:\d{2}|2[AB]) ?\d{3} ?\d{3} ?\d{2}(?!\d)/gu,
    accept: isFrNir,
    source: 'INSEE, key 97 less the number modulo 97',
  },
  {
    code: 'br_cpf',
    pattern: /(?<![\d.])\d{3}\.\d{3}\.\d{3}-\d{2}(?!\d)/gu,
    accept: isCpf,
    source: 'Receita Federal, two digits modulo 11; as it is written, with its points',
  },
  {
    code: 'de_tax_id',
    pattern: /(?<!\d)[1-9]\d(?: ?\d{3}){3}(?!\d)/gu,
    accept: isDeTaxId,
    source: 'Steuer-ID, ISO 7064 MOD 11,10',
  },
  {
    code: 'us_ssn',
    pattern: /(?<![\d-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\d-])/gu,
    source: 'Social Security Administration, numbers never assigned left out',
  },
  {
    code: 'phone',
    // With a country code; or as a national number that is grouped or announced.
    pattern:
      /(?<![\w+/=.-])(?:\+[1-9]\d{0,2}[ .-]?(?:\(0?\d{1,4}\)[ .-]?)?\d{1,4}(?:[ .-]?\d{2,4}){2,4}|\(\d{3}\) ?\d{3}[ -]\d{4}|\d{3}-\d{3}-\d{4}|1[3-9]\d{9}|0\d{1,4}-\d{2,4}-\d{3,4}|(?:0\d[ .]){1}(?:\d{2}[ .]){3}\d{2})(?![\w-]|\.\d)/gu,
    accept: (match) => digits(match) >= 8 && digits(match) <= 15,
    source: 'E.164; national forms of the US, China, Japan and France',
  },
  {
    code: 'address',
    pattern:
      /(?<![\w.])\d{1,5}[A-Za-z]? (?:[A-Z][\p{L}'.-]+ ){1,3}(?:Street|St|Avenue|Ave|Road|Rd|Boulevard|Blvd|Lane|Ln|Drive|Dr|Court|Ct|Square|Place|Terrace|Way)\b\.?|(?<!\p{L})\p{Lu}[\p{L}-]{2,30}(?:straße|strasse|str\.|gasse|allee|platz|weg) \d{1,4} ?[a-z]?(?!\w)|(?<!\w)\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|boulevard|place|impasse|chemin|quai) (?:d[eu] |de la |des |d'|du )?[\p{L}'-]+(?: [\p{Lu}][\p{L}'-]+){0,3}|(?:Calle|Avenida|Plaza|Paseo) (?:de |del |de la )?[\p{Lu}][\p{L}]+(?: [\p{Lu}][\p{L}]+){0,2},? (?:n\.?º? ?)?\d{1,4}|\p{Script=Han}{2,10}(?:路|街|巷|弄|大道|胡同)\d{1,5}(?:号|弄)(?:\p{Script=Han}{0,6}\d{1,4}(?:室|楼|栋|单元|号))*|〒\d{3}-\d{4}/gu,
    source: 'forms of addresses in English, German, French, Spanish, Chinese and Japanese',
  },
];
