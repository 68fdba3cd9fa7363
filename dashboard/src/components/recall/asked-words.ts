export interface Piece {
  readonly text: string;
  /** Whether it holds a word of the query. */
  readonly isAsked: boolean;
}

/** Scripts that are written without spaces: there a term is a part of a run. */
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]/u;
/** What a word may have beyond its stem: "run" and "running". */
const longestEnding = 5;
/** "charity" has the stem "chariti". */
const otherEnding = 1;

/**
 * Cuts a text where it holds words of a query. Terms are stems, and the browser has no stemmer, so
 * that this is a guess for the eye; what counts is told by the numbers.
 */
export function askedWords(text: string, terms: readonly string[]): Piece[] {
  const pieces: Piece[] = [];
  for (const part of text.match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]+/gu) ?? []) {
    const pieced = spaceless.test(part) ? cutRun(part, terms) : [wordPiece(part, terms)];
    for (const piece of pieced) addPiece(pieces, piece);
  }
  return pieces;
}

function wordPiece(word: string, terms: readonly string[]): Piece {
  const folded = fold(word);
  return { text: word, isAsked: terms.some((term) => hasStem(folded, fold(term))) };
}

function hasStem(word: string, stem: string): boolean {
  if (word === stem) return true;
  if (stem.length < 3 || word.length > stem.length + longestEnding) return false;
  return word.startsWith(stem.length > 4 ? stem.slice(0, -otherEnding) : stem);
}

function cutRun(run: string, terms: readonly string[]): Piece[] {
  const asked = Array.from({ length: run.length }, () => false);
  for (const term of terms) {
    if (term === '') continue;
    for (let at = run.indexOf(term); at >= 0; at = run.indexOf(term, at + 1)) {
      asked.fill(true, at, at + term.length);
    }
  }
  return run.split('').map((text, at) => ({ text, isAsked: asked[at] === true }));
}

function addPiece(pieces: Piece[], piece: Piece): void {
  const last = pieces.at(-1);
  if (last?.isAsked !== piece.isAsked) pieces.push(piece);
  else pieces[pieces.length - 1] = { ...last, text: last.text + piece.text };
}

function fold(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
}
