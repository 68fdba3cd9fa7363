import type { Caller } from '../model/caller.js';
import { newId } from '../model/ids.js';
import type { BatchKind } from '../model/batch.js';
import type { Instant } from '../model/time.js';
import { undoNoteOf } from '../lifecycle/undo-note.js';
import type { Selection } from '../lifecycle/undo-scope.js';
import type { StoredBatch } from '../store/batches.js';
import type { Store } from '../store/port.js';
import { seesBatch } from './batches.js';

/** A batch, or a part of one, that is to be taken back. */
export interface UndoTarget {
  batch: StoredBatch;
  /** Missing where all of it is meant. */
  only?: Selection | undefined;
}

type Reads = Pick<Store, 'batches' | 'memories' | 'history' | 'removals'>;

const PAGE = 200;
/** Whose memories are drawn from sources, rather than being what was said. */
const DRAWING: readonly BatchKind[] = ['extract', 'consolidate'];

/** A batch, and before it what was drawn from the sources that it brought. */
export async function targetsOfBatch(
  store: Reads,
  batch: StoredBatch,
  caller: Caller,
): Promise<UndoTarget[]> {
  if (batch.kind !== 'import') return [{ batch }];
  const changes = await store.batches.changes(caller.tenant, batch.id);
  const made = changes.filter(({ event }) => event === 'created').map(({ memory }) => memory);
  const episodes = new Set<string>();
  for (const ids of portions([...new Set(made)])) {
    const memories = await store.memories.byIds(caller.tenant, ids);
    for (const { sources } of memories) for (const one of sources) episodes.add(one.episode);
  }
  return [...(await targetsOfEpisodes(store, episodes, caller)), { batch }];
}

/** What was drawn from sources: of each batch the part that rests on them, the newest batch first. */
export async function targetsOfEpisodes(
  store: Reads,
  episodes: ReadonlySet<string>,
  caller: Caller,
): Promise<UndoTarget[]> {
  const drawn = new Set<string>();
  for (const ids of portions([...episodes])) {
    const citing = await store.removals.citing(caller.tenant, ids);
    for (const { no, kind } of citing) {
      if (kind === 'statement') continue;
      for (const { batch } of await store.history.of(no)) if (batch !== null) drawn.add(batch);
    }
  }
  const batches = await Promise.all([...drawn].map((id) => store.batches.get(caller.tenant, id)));
  const only: Selection = {
    made: ({ sources }) => sources.some(({ episode }) => episodes.has(episode)),
    evidence: ({ episode }) => episodes.has(episode),
  };
  return batches
    .filter((batch) => batch !== undefined)
    .filter((batch) => DRAWING.includes(batch.kind) && seesBatch(caller.access, batch))
    .toSorted((one, other) => (one.id < other.id ? 1 : -1))
    .map((batch) => ({ batch, only }));
}

export interface Span {
  since: Instant;
  until: Instant | undefined;
  user: string | undefined;
}

/** What batches did in a span of time, newest first. One that was taken back in the span is passed over. */
export async function targetsOfSpan(
  { batches }: Reads,
  { since, until, user }: Span,
  caller: Caller,
): Promise<UndoTarget[]> {
  const found: StoredBatch[] = [];
  const { tenant, access } = caller;
  for (let before: string | undefined = newId(); before !== undefined;) {
    const page: StoredBatch[] = await batches.page({ tenant, limit: PAGE, before });
    const within = page.filter(({ at }) => at >= since && (until === undefined || at < until));
    found.push(...within.filter((batch) => seesBatch(access, batch)));
    const last = page.at(-1);
    before = page.length === PAGE && last && last.at >= since ? last.id : undefined;
  }
  const meant = found.filter((batch) => user === undefined || (batch.user ?? user) === user);
  const ids = new Set(meant.map(({ id }) => id));
  const cancelled = new Set(
    meant.flatMap((batch) => {
      const { of } = undoNoteOf(batch);
      const isPair = batch.kind === 'undo' && of !== undefined && ids.has(of);
      return isPair && meant.some(({ id, undoneAt }) => id === of && undoneAt !== null)
        ? [batch.id, of]
        : [];
    }),
  );
  const isAbout = ({ scope }: { scope: { user: string | null } }) => scope.user === user;
  const only: Selection = { made: isAbout, older: isAbout, evidence: () => true };
  return meant
    .filter(({ id, undoneAt }) => undoneAt === null && !cancelled.has(id))
    .map((batch) => ({ batch, ...(user !== undefined && batch.user === null && { only }) }));
}

function* portions(ids: readonly string[]): Generator<string[]> {
  for (let from = 0; from < ids.length; from += PAGE) yield ids.slice(from, from + PAGE);
}
