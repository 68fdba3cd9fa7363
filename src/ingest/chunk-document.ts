import type { Span } from '../language/sentences.js';
import { estimateTokens } from '../language/tokens.js';
import { type BlockKind, paragraphs, type Place } from './document-blocks.js';
import { type Piece, piecesOf, sentenceStarts } from './document-pieces.js';
import { markdownBlocks } from './markdown-blocks.js';

export interface Chunk extends Span {
  /** The tail of the chunk before that is repeated for context: `[overlapStart, start)`. */
  overlapStart: number;
  /** In force where the chunk begins to say something, the outermost first. */
  headings: readonly string[];
}

export interface ChunkOptions {
  type: 'markdown' | 'text';
  /** In estimated tokens, about. A chunk is larger by its headings, or if it is code or a table. */
  target?: number;
  /** In estimated tokens, at most. */
  overlap?: number;
}

/**
 * Cuts a document into chunks in order that do not overlap and leave out white space only. Every
 * heading begins a chunk. Under one heading blocks are joined up to the target, and one that is
 * larger is cut: at list items, sentences, clauses, spaces, characters. Code and tables stay whole
 * up to twice the target, and are then cut at line ends.
 */
export function chunkDocument(
  text: string,
  { type, target = 350, overlap = 50 }: ChunkOptions,
): Chunk[] {
  const blocks = type === 'markdown' ? markdownBlocks(text) : paragraphs(text);
  const packed = pack(text, piecesOf(text, blocks, target), target);
  return packed.map((chunk, index) => ({
    start: chunk.start,
    end: chunk.end,
    overlapStart: overlapStart(text, packed[index - 1], chunk, overlap),
    headings: chunk.place.headings,
  }));
}

interface Packed extends Span {
  place: Place;
  tokens: number;
  /** Since where it is prose that whole sentences can be repeated from. */
  proseStart: number;
}

/** While it holds headings only, `said` is false. */
interface Growing extends Packed {
  said: boolean;
}

function pack(text: string, pieces: Iterable<Piece>, target: number): Packed[] {
  const chunks: Growing[] = [];
  let last: BlockKind | undefined;
  for (const piece of pieces) {
    const chunk = chunks.at(-1);
    const leavesFrontMatter = last === 'front-matter' && piece.kind !== 'front-matter';
    if (!chunk || leavesFrontMatter || beginsChunk(piece, chunk, target)) {
      chunks.push(newChunk(piece));
    } else extend(chunk, piece);
    last = piece.kind;
  }
  return chunks
    .map((chunk) => ({ ...chunk, ...trim(text, chunk) }))
    .filter(({ start, end }) => start < end);
}

function beginsChunk(piece: Piece, chunk: Growing, target: number): boolean {
  const filled = chunk.tokens + piece.gap;
  // Headings stay with what follows them, unless they alone are a text.
  if (!chunk.said) return piece.kind === 'heading' && filled + piece.tokens > target / 2;
  if (piece.kind === 'heading') return true;
  if (filled + piece.tokens > target) return true;
  // A block that must be cut anyway may fill a chunk that has little yet.
  return filled + piece.whole > target && filled >= target / 2;
}

function newChunk(piece: Piece): Growing {
  const { start, end, place, tokens, kind } = piece;
  const proseStart = kind === 'prose' ? start : end;
  return { start, end, place, tokens, proseStart, said: kind !== 'heading' };
}

function extend(chunk: Growing, piece: Piece): void {
  chunk.end = piece.end;
  chunk.tokens += piece.gap + piece.tokens;
  chunk.place = piece.place;
  if (piece.kind !== 'prose') chunk.proseStart = piece.end;
  if (piece.kind !== 'heading') chunk.said = true;
}

/** Without white space at its ends, but with the indentation of its first line. */
function trim(text: string, { start, end }: Span): Span {
  let last = end;
  while (last > start && /\s/.test(text.charAt(last - 1))) last -= 1;
  let first = start;
  while (first < last && /\s/.test(text.charAt(first))) first += 1;
  let line = first;
  while (line > start && /[ \t]/.test(text.charAt(line - 1))) line -= 1;
  const atLineStart = line === 0 || text[line - 1] === '\n' || text[line - 1] === '\ufeff';
  return { start: atLineStart ? line : first, end: last };
}

/**
 * Where the last whole sentences of the chunk before begin, as many as fit: not across an outermost
 * heading, no headings, code or tables, and at most half of that chunk.
 */
function overlapStart(
  text: string,
  before: Packed | undefined,
  { start, place }: Packed,
  overlap: number,
): number {
  if (!before || before.place.part !== place.part || before.proseStart >= before.end) return start;
  const half = before.start + Math.ceil((before.end - before.start) / 2);
  const most = Math.min(overlap, Math.floor(before.tokens / 2));
  const tail = text.slice(before.proseStart, before.end);
  const starts = sentenceStarts(tail, 0).map((at) => before.proseStart + at);
  let from = start;
  for (const at of starts.toReversed()) {
    if (at < half || estimateTokens(text.slice(at, start)) > most) break;
    from = at;
  }
  return from;
}
