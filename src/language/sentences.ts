/** `[start, end)` in UTF-16 units. */
export interface Span {
  start: number;
  end: number;
}

const ABBREVIATION =
  /(?:^|[\s(])(?:dr|mr|mrs|ms|prof|st|jr|sr|vs|etc|e\.g|i\.e|approx|no|fig|vol|inc|ltd|co|u\.s|u\.k|a\.m|p\.m|\p{Lu})\.$/iu;
const SENTENCE_END = /[.!?…]+["'”’)\]]*(?=\s|$)|[。！？｡]+[」』”’）]*|\n+/gu;
const CLAUSE_END = /[,;:—–](?=\s)|[，；：、]/gu;
const SPACE = /\s+/gu;
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/gu;

/**
 * About how many tokens a model would count: one for four characters of text with spaces, one for
 * each character of scripts that models cut finely. An estimate, to cut and to budget by.
 */
export function countTokens(text: string): number {
  const wide = text.match(WIDE)?.length ?? 0;
  return Math.ceil((text.length - wide) / 4) + wide;
}

/** The sentences of a text, trimmed. */
export function sentences(text: string): Span[] {
  return trimAll(text, splitAt(text, { start: 0, end: text.length }, sentenceEnds));
}

/**
 * The spans that become statements: the whole text when it is short, else pieces of at most
 * `maxTokens`, cut at sentence ends; where a sentence is longer than that, at clause ends, then at
 * spaces, then anywhere but inside a character.
 */
export function cutStatement(text: string, maxTokens = 300): Span[] {
  const whole = trimAll(text, [{ start: 0, end: text.length }]);
  if (countTokens(text) <= maxTokens) return whole;
  return trimAll(text, cutFiner(text, { start: 0, end: text.length }, maxTokens, 0));
}

type Ends = (text: string, maxTokens: number) => number[];

const sentenceEnds = (text: string): number[] => {
  const ends: number[] = [];
  for (const match of text.matchAll(SENTENCE_END)) {
    const end = match.index + match[0].length;
    if (match[0] === '.' && ABBREVIATION.test(text.slice(Math.max(0, end - 8), end))) continue;
    ends.push(end);
  }
  return ends;
};
const endsOf =
  (pattern: RegExp): Ends =>
  (text) =>
    Array.from(text.matchAll(pattern), (match) => match.index + match[0].length);

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** In UTF-16 units, around a cut; a longer character is cut. Segmenting a long text takes seconds. */
const WINDOW = 64;

/** Ends of characters, a step of at most `maxTokens` apart. */
const characterEnds: Ends = (text, maxTokens) => {
  const ends: number[] = [];
  const step = Math.max(1, Math.min(WINDOW, maxTokens));
  for (let at = step; at < text.length; at += step) {
    const from = Math.max(0, at - WINDOW);
    const around = graphemes.segment(text.slice(from, at + WINDOW));
    const end = from + (around.containing(at - from)?.index ?? 0);
    if (end > (ends.at(-1) ?? 0)) ends.push(end);
  }
  return ends;
};

/** From coarse to fine. */
const cuts: readonly Ends[] = [sentenceEnds, endsOf(CLAUSE_END), endsOf(SPACE), characterEnds];

/** Splits a span, cuts what is still too long more finely, and joins neighbours that fit together. */
function cutFiner(text: string, span: Span, maxTokens: number, level: number): Span[] {
  const ends = cuts[level];
  if (!ends || countTokens(text.slice(span.start, span.end)) <= maxTokens) return [span];
  const pieces = splitAt(text, span, (piece) => ends(piece, maxTokens)).flatMap((piece) =>
    cutFiner(text, piece, maxTokens, level + 1),
  );
  return joinWhileFitting(text, pieces, maxTokens);
}

function joinWhileFitting(text: string, pieces: readonly Span[], maxTokens: number): Span[] {
  const joined: Span[] = [];
  let tokens = 0;
  for (const piece of pieces) {
    const last = joined.at(-1);
    // Sums of estimates are not below the estimate of the sum, so the bound holds.
    const own = countTokens(text.slice(piece.start, piece.end));
    if (last && tokens + own <= maxTokens) {
      last.end = piece.end;
      tokens += own;
    } else {
      joined.push({ ...piece });
      tokens = own;
    }
  }
  return joined;
}

function splitAt(text: string, { start, end }: Span, ends: (piece: string) => number[]): Span[] {
  const spans: Span[] = [];
  let from = start;
  for (const cut of ends(text.slice(start, end))) {
    if (start + cut <= from) continue;
    spans.push({ start: from, end: start + cut });
    from = start + cut;
  }
  if (from < end) spans.push({ start: from, end });
  return spans;
}

function trimAll(text: string, spans: readonly Span[]): Span[] {
  return spans
    .map(({ start, end }) => {
      const piece = text.slice(start, end);
      return {
        start: start + piece.length - piece.trimStart().length,
        end: end - (piece.length - piece.trimEnd().length),
      };
    })
    .filter(({ start, end }) => start < end);
}
