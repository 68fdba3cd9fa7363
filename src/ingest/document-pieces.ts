import { sentences, type Span } from '../language/sentences.js';
import { estimateTokens } from '../language/tokens.js';
import { linesOf, type Block, type Place, type BlockKind } from './document-blocks.js';
import { columnOf, ITEM } from './markdown-blocks.js';

export interface Piece extends Span {
  kind: BlockKind;
  place: Place;
  tokens: number;
  /** Of the whole block, at its first piece; of itself at the others. */
  whole: number;
  /** Of the white space between it and the piece before. */
  gap: number;
}

/** What is not cut any further: a block, or the parts of one that is too large. */
export function* piecesOf(text: string, blocks: Iterable<Block>, target: number): Generator<Piece> {
  let last = 0;
  for (const { kind, place, start, end } of blocks) {
    const whole = estimateTokens(text.slice(start, end));
    const most = kind === 'prose' || kind === 'heading' ? target : 2 * target;
    const parts = whole <= most ? [start] : cutFiner(text, { start, end }, cutsOf(kind), target);
    for (let at = 0; at < parts.length; at++) {
      const from = parts[at] as number;
      const to = parts[at + 1] ?? end;
      const tokens = parts.length === 1 ? whole : estimateTokens(text.slice(from, to));
      const gap = from === last ? 0 : estimateTokens(text.slice(last, from));
      yield { start: from, end: to, kind, place, tokens, whole: at === 0 ? whole : tokens, gap };
      last = to;
    }
  }
}

/** Where the parts of a text begin; 0 is understood. */
type Starts = (text: string, target: number) => number[];

const lineStarts: Starts = (text) => linesOf(text).map(({ start }) => start);

const itemStarts: Starts = (text) =>
  lineStarts(text, 0).filter((start) => ITEM.test(text.slice(start, start + 32)));

const outerItemStarts: Starts = (text, target) => {
  const starts = itemStarts(text, target);
  const columns = starts.map((start) => columnOf(text.slice(start, start + 32)));
  const outermost = columns.reduce((least, column) => Math.min(least, column), Infinity);
  return starts.filter((_, index) => columns[index] === outermost);
};

/** Where a line goes on in lower case it was broken by its writer's editor, not by a sentence. */
const BROKEN_LINE = /\n(?=[ \t]{0,32}\p{Ll})/gu;

export const sentenceStarts: Starts = (text) =>
  sentences(text.replaceAll(BROKEN_LINE, ' ')).map(({ start }) => start);

/** A sixth of the target apart, if the text is even; after a clause or a space where there is one. */
const phraseStarts: Starts = (text, target) => {
  const step = Math.max(1, Math.floor((text.length * target) / (6 * estimateTokens(text))));
  const starts: number[] = [];
  let last = 0;
  for (let next = step; next < text.length; next = Math.max(next, last) + step) {
    const nearest = next - Math.floor(step / 2);
    const end = lastEnd(text, nearest, next, CLAUSE_END) ?? lastEnd(text, nearest, next, SPACE_END);
    const start = characterStart(text, end ?? next);
    if (start <= last) continue;
    starts.push(start);
    last = start;
  }
  return starts;
};

const CLAUSE_END = /[,;:—–]\s$|[，；：、]$/;
const SPACE_END = /\s$/;

function lastEnd(text: string, from: number, to: number, pattern: RegExp): number | undefined {
  for (let end = to; end > from; end--) {
    if (pattern.test(text.slice(Math.max(0, end - 2), end))) return end;
  }
  return undefined;
}

/** In UTF-16 units, around a cut; a longer character is cut. */
const WINDOW = 64;
const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** What never grows together. Asking the segmenter takes a thousand times as long. */
const TWO_CHARACTERS = /^[a-z0-9 \p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]{2}$/iu;

/** The start of the character that a place lies in. */
function characterStart(text: string, at: number): number {
  if (TWO_CHARACTERS.test(text.slice(at - 1, at + 1))) return at;
  const from = Math.max(0, at - WINDOW);
  const around = graphemes.segment(text.slice(from, at + WINDOW));
  return from + (around.containing(at - from)?.index ?? 0);
}

/** From coarse to fine; the last twice, for parts that are denser than their text. */
function cutsOf(kind: BlockKind): readonly Starts[] {
  if (kind === 'prose')
    return [outerItemStarts, itemStarts, sentenceStarts, phraseStarts, phraseStarts];
  return [lineStarts, phraseStarts, phraseStarts];
}

/** Where the parts of a span begin. */
function cutFiner(text: string, span: Span, cuts: readonly Starts[], target: number): number[] {
  const [cut, ...finer] = cuts;
  const own = text.slice(span.start, span.end);
  if (!cut || estimateTokens(own) <= target) return [span.start];
  const starts = [0, ...cut(own, target).filter((start) => start > 0)];
  return starts.flatMap((start, at) => {
    const end = starts[at + 1] ?? own.length;
    return cutFiner(text, { start: span.start + start, end: span.start + end }, finer, target);
  });
}
