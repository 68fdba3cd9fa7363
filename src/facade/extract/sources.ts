import type { Labels } from '../../ingest/extract/draw.js';
import { type Stretch, without } from '../../ingest/extract/hidden.js';
import type { Instant } from '../../model/time.js';
import type { Store, StoredEpisode, StoredMemory } from '../../store/port.js';

/** What the memories that quote an episode tell of it. */
export interface SourceNotes extends Labels {
  /** When the last of them expires; null: one of them never does. */
  expiresAt: Instant | null;
  validFrom: Instant | null;
  validTo: Instant | null;
}

type SourceStore = Pick<Store, 'memories' | 'removals'>;

/** So many at once. */
const READ_AT_ONCE = 32;

/**
 * Episodes by their ids, in the order given; without those that are gone.
 *
 * @param again also those that were drawn from
 */
export async function readEpisodes(
  { memories }: Pick<Store, 'memories'>,
  tenant: number,
  { ids, again }: { ids: readonly string[]; again: boolean },
): Promise<StoredEpisode[]> {
  const found: StoredEpisode[] = [];
  for (let from = 0; from < ids.length; from += READ_AT_ONCE) {
    const group = ids.slice(from, from + READ_AT_ONCE);
    const read = await Promise.all(group.map((id) => memories.episode(tenant, id)));
    found.push(...read.filter((episode) => episode !== undefined));
  }
  return found.filter(
    ({ extractedAt, text }) => (again || extractedAt === null) && text.trim() !== '',
  );
}

/** By session: what was said before the first of these. */
export async function readEarlier(
  { memories }: Pick<Store, 'memories'>,
  tenant: number,
  episodes: readonly StoredEpisode[],
  turns: number,
): Promise<Map<string, StoredEpisode[]>> {
  const first = new Map<string, StoredEpisode>();
  for (const episode of episodes.toReversed()) first.set(episode.session, episode);
  const earlier = new Map<string, StoredEpisode[]>();
  for (const [session, { id }] of first) {
    const around = await memories.conversation(tenant, id, { before: turns, after: 0 });
    earlier.set(
      session,
      around.filter((episode) => episode.id !== id),
    );
  }
  return earlier;
}

/** What the memories that quote some episodes tell of them. */
export interface Notes {
  /** By episode. */
  notes: ReadonlyMap<string, SourceNotes>;
  /** By episode: what is not shown to a model. */
  hidden: ReadonlyMap<string, readonly Stretch[]>;
}

/**
 * What somebody has deleted, or what waits for a person to look at it, tells nothing more: it is hidden, where
 * no other statement that is active says it as well.
 *
 * @param only ids of the statements that are drawn from; default: all
 */
export async function readNotes(
  { removals }: SourceStore,
  tenant: number,
  { episodes, only }: { episodes: readonly string[]; only?: readonly string[] | undefined },
): Promise<Notes> {
  const citing = (await removals.citing(tenant, episodes)).filter(
    ({ kind }) => kind === 'statement',
  );
  const notes = new Map<string, SourceNotes>();
  const hidden = new Map<string, readonly Stretch[]>();
  for (const episode of episodes) {
    const own = citing.filter(({ sources }) =>
      sources.some((source) => source.episode === episode),
    );
    const active = own.filter(
      ({ id, state }) => state === 'active' && (only?.includes(id) ?? true),
    );
    const [first] = active;
    if (first) notes.set(episode, notesOf(first, active));
    const stretches = hiddenIn(episode, own, active);
    if (stretches.length > 0) hidden.set(episode, stretches);
  }
  return { notes, hidden };
}

/**
 * What only memories quote that are not active; all of an episode where no other memory rests on it.
 *
 * @param own those that rest on the episode
 */
export function hiddenIn(
  episode: string,
  own: readonly StoredMemory[],
  active: readonly StoredMemory[],
): Stretch[] {
  if (own.length > 0 && active.length === 0) return [{ start: 0, end: Infinity }];
  const spansOf = (memories: readonly StoredMemory[]) =>
    memories.flatMap(({ sources }) => sources.filter((source) => source.episode === episode));
  const shown = spansOf(active);
  const others = own.filter((memory) => !active.includes(memory));
  // A statement is no more than what it quotes; the marks between two belong to neither.
  return spansOf(others).flatMap((span) => without(span, shown));
}

function notesOf(first: StoredMemory, all: readonly StoredMemory[]): SourceNotes {
  const { metadata, tags, categories, validFrom, validTo } = first;
  const expiries = all.map(({ expiresAt }) => expiresAt);
  const known = expiries.filter((at) => at !== null);
  const expiresAt = known.length < expiries.length ? null : Math.max(...known);
  return { metadata, tags, categories, validFrom, validTo, expiresAt };
}
