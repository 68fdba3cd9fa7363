import { fold } from '../terms/fold.js';

export type Kind = (typeof kinds)[number][0];

/** A word, a run of an eastern script, digits with what joins them, or a mark. */
export interface Piece {
  kind: Kind;
  /** Folded. */
  text: string;
  capital: boolean;
  start: number;
  end: number;
}

/** The repetitions are bounded: digits without end must not be tried at each of them anew. */
const kinds = [
  ['skipped', /[^\S\n]|['’()[\]]/u],
  ['shortened', /(?<!\p{Script=Latin})[HQhq][1-4](?![\p{Script=Latin}\d])\/?/u],
  ['western', /\p{Script=Latin}[\p{Script=Latin}\p{M}]*/u],
  ['han', /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]+/u],
  ['hangul', /\p{Script=Hangul}+/u],
  [
    'dateTime',
    /\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:[Zz]|[+-]\d\d:?\d\d)?(?!\d)/u,
  ],
  ['clock', /\d{1,2}(?::\d\d)?\s?[aApP]\.?[mM]\b/u],
  [
    'digits',
    /[\d０-９](?:[\d０-９./:-]{0,10}[\d０-９])?(?:st|nd|rd|th|er|s)?(?:(?![\p{Script=Latin}\d０-９%])|(?=\p{Lu}\p{Ll}{2}))/u,
  ],
  ['comma', /[,，、]/u],
  ['dash', /[-–—〜～]/u],
  ['stop', /[.!?;。！？；\n]/u],
  ['other', /[^]/u],
] as const;
const PIECES = new RegExp(kinds.map(([, { source }]) => `(${source})`).join('|'), 'gu');

/** The text in pieces, without spaces, brackets and apostrophes. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  for (const match of text.matchAll(PIECES)) {
    const kind = kindOf(match);
    if (kind === 'skipped') continue;
    const [piece] = match;
    const start = match.index;
    const folded = kind === 'western' || kind === 'digits' ? fold(piece) : piece;
    const capital = folded.charAt(0) !== piece.charAt(0);
    pieces.push({ kind, text: folded, capital, start, end: start + piece.length });
  }
  return pieces;
}

function kindOf(match: RegExpExecArray): Kind {
  for (const [at, [kind]] of kinds.entries()) if (match[at + 1] !== undefined) return kind;
  return 'other';
}
