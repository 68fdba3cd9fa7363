import { unsupported } from './failures.js';

/**
 * The text of bytes. The rule, in order: a mark of byte order; UTF-16, where every second byte of
 * most is zero; UTF-8, if all of it is; what the file says of itself; then the first that fits of
 * Shift_JIS, GB18030 and windows-1252, by what their texts look like. What fits none is refused: a wrong guess would be kept, and never found.
 *
 * @param options.isCut the last character may be incomplete
 * @param options.declared what the file says of itself
 */
export function decodeText(
  bytes: Uint8Array,
  { isCut = false, declared }: { isCut?: boolean; declared?: string | undefined } = {},
): string {
  const decode = (encoding: string) => decodeAs(encoding, bytes, isCut);
  const marked = byMark(bytes);
  if (marked !== undefined) {
    const text = decode(marked);
    if (text !== undefined) return text;
    throw unsupported(`It begins as ${marked}, and is none.`, { remedy });
  }
  const known = [wideOf(bytes), 'utf-8', declared].filter((name) => name !== undefined);
  for (const encoding of known) {
    const text = decode(encoding);
    if (text !== undefined) return refuseBinary(text);
  }
  for (const encoding of guesses(bytes)) {
    const text = decode(encoding);
    if (text !== undefined) return refuseBinary(text);
  }
  throw unsupported('Its encoding cannot be told.', { remedy });
}

const remedy =
  'Save it as UTF-8, such as: iconv -f GB18030 -t UTF-8 <file>. In PowerShell, set $OutputEncoding = [Text.Encoding]::UTF8.';

function byMark([first, second, third]: Uint8Array): string | undefined {
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return undefined;
}

/** Undefined where it does not fit, or where there is no such encoding. */
function decodeAs(encoding: string, bytes: Uint8Array, isCut: boolean): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: isCut });
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return undefined;
    throw error;
  }
}

/** ASCII in UTF-16 has a zero in every second byte. */
function wideOf(bytes: Uint8Array): string | undefined {
  const zeros = [0, 0];
  const looked = Math.min(bytes.length, LOOKED_AT);
  for (let at = 0; at < looked; at++)
    if (bytes[at] === 0) zeros[at % 2] = (zeros[at % 2] as number) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > looked / 3 && even < odd / 20) return 'utf-16le';
  if (even > looked / 3 && odd < even / 20) return 'utf-16be';
  return undefined;
}

const LOOKED_AT = 65_536;

/** Which of the old encodings it may be, the likeliest first. */
function guesses(bytes: Uint8Array): string[] {
  const sample = bytes.subarray(0, LOOKED_AT);
  const japanese = decodeAs('shift_jis', sample, true) ?? '';
  const chinese = decodeAs('gb18030', sample, true) ?? '';
  const rows = [
    ['shift_jis', shareOf(japanese, /[\u3041-\u30fc]/g) > 0.15],
    ['gb18030', shareOf(chinese, COMMON_HAN) > 0.2],
    ['windows-1252', isWestern(sample)],
  ] as const;
  return rows.filter(([, fits]) => fits).map(([encoding]) => encoding);
}

/** Characters that make more than a third of any Chinese text, and its marks. */
const COMMON_HAN =
  /[的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔，。、]/g;

/** Of what is beyond ASCII. */
function shareOf(text: string, pattern: RegExp): number {
  const beyond = text.match(/[^\u0000-\u007f]/g)?.length ?? 0; // oxlint-disable-line no-control-regex
  return beyond === 0 ? 0 : (text.match(pattern)?.length ?? 0) / beyond;
}

const UNUSED = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d]);

/** In a text of Western Europe letters with accents stand alone, among plain ones. */
function isWestern(bytes: Uint8Array): boolean {
  let beyond = 0;
  let beside = 0;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at] as number;
    if (UNUSED.has(byte) || byte === 0) return false;
    if (byte < 0x80) continue;
    beyond += 1;
    if ((bytes[at + 1] ?? 0) >= 0x80) beside += 1;
  }
  return beside <= beyond / 5 && beyond <= bytes.length / 4;
}

/** What decodes and still is no text. */
function refuseBinary(text: string): string {
  if (!text.slice(0, LOOKED_AT).includes('\0')) return text;
  throw unsupported('It is no text, and no type of file that is read.', {
    remedy: 'Add PDF, DOCX, PPTX, XLSX, CSV, JSON, HTML, Markdown or text.',
  });
}
