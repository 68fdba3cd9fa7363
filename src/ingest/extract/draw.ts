import { fold } from '../../language/terms/fold.js';
import type { Metadata } from '../../model/memory.js';
import { leastOf } from '../../model/trust.js';
import type { Evidence } from '../../store/change-set.js';
import { readDate, withDates } from './absolute-dates.js';
import { graphOf } from './draw-graph.js';
import type { DrawnItem } from './drawn.js';
import { findQuote, tellsSomething } from './quotes.js';
import type { ReplyItem } from './reply.js';
import type { ShownPiece, Window } from './windows.js';

/** Why an item of a reply is not kept. */
export type Refusal = 'schema' | 'quote_not_found' | 'only_context' | 'too_many';

/** No window says so much; a model that does not end says it again and again. */
const MOST_ITEMS = 300;

/** What was said of the words when they were added; what is drawn from them has it too. */
export interface Labels {
  metadata: Metadata;
  tags: readonly string[];
  categories: readonly string[];
}

export interface DrawContext {
  timezone: string;
  /** By id of the episode. */
  labels: ReadonlyMap<string, Labels>;
  /** Names of the categories that there are. */
  categories: readonly string[];
}

export interface Drawn {
  items: readonly DrawnItem[];
  refused: Readonly<Partial<Record<Refusal, number>>>;
}

/**
 * What a reply holds against its window: an item stays when each of its quotes stands in the source that it
 * names, and one of them in what is new. A quote that is nowhere takes its item along: what a model makes up
 * is not kept for having said something true beside it.
 */
export function draw(reply: readonly ReplyItem[], window: Window, context: DrawContext): Drawn {
  const refused: Partial<Record<Refusal, number>> = {};
  if (reply.length > MOST_ITEMS) refused.too_many = reply.length - MOST_ITEMS;
  const items = reply.slice(0, MOST_ITEMS).flatMap((item) => {
    const drawn = drawOne(item, window, context);
    if (typeof drawn !== 'string') return [drawn];
    refused[drawn] = (refused[drawn] ?? 0) + 1;
    return [];
  });
  return { items: withoutTwins(items), refused };
}

interface Cited extends Evidence {
  piece: ShownPiece;
}

function drawOne(item: ReplyItem, window: Window, context: DrawContext): DrawnItem | Refusal {
  const cited = item.quotes.map((quote) => cite(quote, window));
  if (!cited.every((one) => one !== undefined)) return 'quote_not_found';
  const [first] = cited.filter(({ piece }) => piece.isNew);
  if (!first) return 'only_context';
  const { scope } = first.piece.episode;
  // What stands around may have been said by somebody else, elsewhere.
  const own = cited.filter(({ piece: { episode } }) => {
    return episode.scope.cube === scope.cube && episode.scope.user === scope.user;
  });
  const occurredAt = Math.max(...own.map(({ piece }) => piece.episode.occurredAt));
  const { metadata = {}, tags = [], categories = [] } = context.labels.get(first.episode) ?? {};
  return {
    kind: item.kind,
    text: withDates(textOf(item), occurredAt, context.timezone),
    scope,
    occurredAt,
    ...validityOf(item, context.timezone),
    importance: importanceOf(item),
    trust: leastOf(own.map(({ piece }) => piece.episode.trust)),
    categories: [...new Set([...categories, ...known(item.categories ?? [], context.categories)])],
    tags,
    metadata: { ...metadata, ...metadataOf(item) },
    sources: distinct(own),
    ...graphOf(
      item,
      own.map(({ piece }) => piece.episode.text),
      context.timezone,
    ),
  };
}

/** What is there word for word counts, also where the reply has the number of the line wrong. */
function cite({ ref, text }: ReplyItem['quotes'][number], { pieces }: Window): Cited | undefined {
  const named = pieces.find((piece) => piece.ref === ref.replaceAll(/[[\]\s]/g, ''));
  if (!named || !tellsSomething(text)) return undefined;
  for (const piece of [named, ...pieces.filter((other) => other !== named)]) {
    const { episode, start, end } = piece;
    const found = findQuote(episode.text.slice(start, end), text);
    if (!found) continue;
    return { piece, episode: episode.id, start: start + found.start, end: start + found.end };
  }
  return undefined;
}

/** Steps are part of what is found. */
function textOf({ kind, text, steps }: ReplyItem): string {
  if (kind !== 'procedure' || !steps || steps.length === 0) return text;
  const isThere = steps.every((step) => text.includes(step));
  return isThere ? text : [text, ...steps.map((step, at) => `${at + 1}. ${step}`)].join('\n');
}

function metadataOf({ kind, explicit, reason, title, steps }: ReplyItem): Metadata {
  if (kind === 'preference') {
    return { preference: { explicit: explicit ?? false, reason: reason?.trim() || null } };
  }
  if (kind !== 'procedure') return {};
  return { procedure: { ...(title && { title }), steps: steps ?? [] } };
}

function validityOf({ valid_from: from, valid_to: to }: ReplyItem, timezone: string) {
  const validFrom = readDate(from, timezone) ?? null;
  const end = readDate(to, timezone) ?? null;
  const isOrdered = validFrom === null || end === null || end > validFrom;
  return { validFrom, validTo: isOrdered ? end : null };
}

function importanceOf({ importance }: ReplyItem): number | undefined {
  if (importance === null || importance === undefined || !Number.isFinite(importance))
    return undefined;
  return Math.min(1, Math.max(0, importance));
}

/** Of the labels that a model gives, those that there are, as they are written there. */
function known(given: readonly string[], categories: readonly string[]): string[] {
  const byFolded = new Map(categories.map((name) => [fold(name), name]));
  return given.flatMap((name) => byFolded.get(fold(name).trim()) ?? []);
}

function distinct(cited: readonly Cited[]): Evidence[] {
  const byPlace = new Map(
    cited.map(({ episode, start, end }) => [`${episode} ${start}`, { episode, start, end }]),
  );
  return [...byPlace.values()];
}

/** The same, said twice in one reply, is one item with the evidence of both. */
function withoutTwins(items: readonly DrawnItem[]): DrawnItem[] {
  const byText = new Map<string, DrawnItem>();
  for (const item of items) {
    const key = JSON.stringify([item.kind, fold(item.text), item.scope]);
    const twin = byText.get(key);
    const sources = [...(twin?.sources ?? []), ...item.sources];
    byText.set(key, { ...item, ...twin, sources: [...new Set(sources.map(keyOf))].map(placeOf) });
  }
  return [...byText.values()];
}

function keyOf({ episode, start, end }: Evidence): string {
  return JSON.stringify([episode, start, end]);
}

function placeOf(key: string): Evidence {
  const [episode, start, end] = JSON.parse(key) as [string, number, number];
  return { episode, start, end };
}
