import { cutStatement, sentences } from '../../language/sentences.js';
import { estimateTokens } from '../../language/tokens.js';
import type { StoredEpisode } from '../../store/port.js';

/** A stretch `[start, end)` of an episode, as a window shows it. */
export interface ShownPiece {
  /** What the model calls it: `e1`, `e2`, … */
  ref: string;
  episode: StoredEpisode;
  start: number;
  end: number;
  /** False for what stands there to be understood: nothing is drawn from it alone. */
  isNew: boolean;
}

/** What one call of the model is shown. */
export interface Window {
  pieces: readonly ShownPiece[];
  /** Of the new text, by estimate. */
  tokens: number;
  /** Ids of the episodes that end in it: nothing more of them is to come. */
  completes: readonly string[];
}

export interface WindowOptions {
  /** New text of one window, at most. */
  mostTokens: number;
  /** Turns of the same session before the first new one, at most. */
  overlapTurns: number;
}

/** What stands before the new text takes at most this part of a window. */
const OVERLAP_SHARE = 0.2;
const NO_EARLIER: ReadonlyMap<string, readonly StoredEpisode[]> = new Map();

type Piece = Omit<ShownPiece, 'ref' | 'isNew'> & {
  tokens: number;
  /** Of an episode that is longer than a window: it has one of its own, whatever stands beside it. */
  isCut?: boolean;
};

/**
 * Cuts what was said into windows of about equal size, none larger than allowed. Sessions may share one, so
 * that many short ones do not cost a call each; an episode that is longer than a window is cut at sentences.
 * What comes from outside has windows of its own, after the others: a page must not tell the model what to
 * draw from the words of the user, and to quote them for it.
 *
 * @param episodes in the order of their sessions
 * @param earlier by session: what was said before the first of these episodes, in order
 */
export function planWindows(
  episodes: readonly StoredEpisode[],
  options: WindowOptions,
  earlier = NO_EARLIER,
): Window[] {
  const pieces = episodes.flatMap((episode) => piecesOf(episode, options.mostTokens));
  const groups = [
    ...evenGroups(pieces.filter(isOurs), options.mostTokens),
    ...evenGroups(
      pieces.filter((piece) => !isOurs(piece)),
      options.mostTokens,
    ),
  ];
  return groups.map((group) => windowOf(group, overlapOf(pieces, group[0], options, earlier)));
}

/** Two windows that together show what a window shows; undefined where it cannot be cut. */
export function splitWindow(window: Window, options: WindowOptions): Window[] | undefined {
  const context = window.pieces.filter(({ isNew }) => !isNew).map(withTokens);
  const pieces = window.pieces.filter(({ isNew }) => isNew).map(withTokens);
  const finer = pieces.length > 1 ? pieces : pieces.flatMap((piece) => halvesOf(piece));
  if (finer.length < 2) return undefined;
  const half = finer.reduce((sum, { tokens }) => sum + tokens, 0) / 2;
  let [sum, cut] = [0, 0];
  while (cut < finer.length - 1 && (cut === 0 || sum < half)) sum += finer[cut++]?.tokens ?? 0;
  const [first, second] = [finer.slice(0, cut), finer.slice(cut)];
  return [
    windowOf(first, context),
    windowOf(second, overlapOf(finer, second[0], options, NO_EARLIER)),
  ];
}

/** The new stretches of a window, as ids and numbers: the same for the same work. */
export function identityOf({ pieces }: Window): string {
  const isNew = pieces.filter((piece) => piece.isNew);
  return JSON.stringify(isNew.map(({ episode, start, end }) => [episode.id, start, end]));
}

function piecesOf(episode: StoredEpisode, mostTokens: number): Piece[] {
  const spans = cutStatement(episode.text, mostTokens);
  const isCut = spans.length > 1;
  return spans.map((span) => ({ ...withTokens({ episode, ...span }), isCut }));
}

function withTokens({ episode, start, end }: Omit<Piece, 'tokens'>): Piece {
  return { episode, start, end, tokens: estimateTokens(episode.text.slice(start, end)) };
}

/** Of one long episode. */
function halvesOf({ episode, start, end, tokens }: Piece): Piece[] {
  const text = episode.text.slice(start, end);
  // Half a sentence says nothing.
  if (sentences(text).length < 2) return [];
  const spans = cutStatement(text, Math.ceil(tokens / 2));
  return spans.map((span) =>
    withTokens({ episode, start: start + span.start, end: start + span.end }),
  );
}

/** As few groups as hold all, each of about the same size: the last would else be a call for a line. */
function evenGroups(pieces: readonly Piece[], mostTokens: number): Piece[][] {
  const whole = pieces.filter(({ isCut }) => !isCut);
  const total = whole.reduce((sum, { tokens }) => sum + tokens, 0);
  const wanted = total / Math.max(1, Math.ceil(total / mostTokens));
  const groups: Piece[][] = [];
  let size = 0;
  for (const piece of pieces) {
    const last = groups.at(-1);
    const isApart = piece.isCut || last?.at(-1)?.isCut;
    const hasRoom = size + piece.tokens <= mostTokens && size + piece.tokens / 2 <= wanted;
    const fits = hasRoom && !isApart;
    if (last && fits) last.push(piece);
    else groups.push([piece]);
    size = last && fits ? size + piece.tokens : piece.tokens;
  }
  return groups;
}

/** The turns before a group in the session that it begins in; from outside only beside their like. */
function overlapOf(
  pieces: readonly Piece[],
  first: Piece | undefined,
  { mostTokens, overlapTurns }: WindowOptions,
  earlier: ReadonlyMap<string, readonly StoredEpisode[]>,
): Piece[] {
  if (!first) return [];
  const { session } = first.episode;
  const before = [
    ...(earlier.get(session) ?? []).flatMap((episode) => piecesOf(episode, mostTokens)),
    ...pieces.slice(0, pieces.indexOf(first)).filter(({ episode }) => episode.session === session),
  ].filter((piece) => !isOurs(first) || isOurs(piece));
  const kept: Piece[] = [];
  let room = mostTokens * OVERLAP_SHARE;
  for (const piece of before
    .slice(before.length - Math.min(overlapTurns, before.length))
    .reverse()) {
    room -= piece.tokens;
    if (room < 0) break;
    kept.unshift(piece);
  }
  return kept;
}

function windowOf(group: readonly Piece[], overlap: readonly Piece[]): Window {
  const shown = [
    ...overlap.map((piece) => ({ piece, isNew: false })),
    ...group.map((piece) => ({ piece, isNew: true })),
  ];
  return {
    pieces: shown.map(({ piece: { episode, start, end }, isNew }, index) => {
      return { ref: `e${index + 1}`, episode, start, end, isNew };
    }),
    tokens: group.reduce((sum, { tokens }) => sum + tokens, 0),
    completes: [...new Set(group.filter(isLast).map(({ episode }) => episode.id))],
  };
}

function isOurs({ episode: { trust } }: Pick<Piece, 'episode'>): boolean {
  return trust !== 'outside';
}

/** Whether nothing but white space follows in its episode. */
function isLast({ episode, end }: Piece): boolean {
  return episode.text.slice(end).trim() === '';
}
