import type { DrawnItem } from '../ingest/extract/drawn.js';
import type { FindNeighbours, ReconcileContext } from '../ingest/reconcile/reconciler.js';
import { cue, cuesOf } from '../language/cues.js';
import { topicsOf } from '../language/topics.js';
import { FULL, owns } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import type { SearchRequest, SearchResult } from '../model/requests.js';
import type { Clock } from '../model/time.js';
import type { Store, StoredMemory } from '../store/port.js';

export interface NeighbourParts {
  store: Pick<Store, 'memories'>;
  /** Without a note for the traces: nobody has asked for it in words. */
  search: (request: SearchRequest, caller: Caller) => Promise<SearchResult>;
  clock: Clock;
}

/** What a new item is compared with; more would be more to read for a model, and seldom matter. */
const MOST = 8;
/** Below it two texts have little more in common than whom they are about. */
const LEAST_SCORE = 0.2;
/** In UTF-16 units; of a long procedure the beginning is enough. */
const MOST_COMPARED = 2_000;
/** Items at a time: others search too. */
const AT_ONCE = 4;

/** Finds what new items may be the same as, end or contradict, the way every search finds it. */
export function neighbourFinder({ store, search, clock }: NeighbourParts): FindNeighbours {
  async function nearest(item: DrawnItem, context: ReconcileContext): Promise<StoredMemory[]> {
    const { tenant, access = FULL, signal } = context;
    signal.throwIfAborted();
    const hits = await hitsFor(item, (request) => search(request, { ...LOCAL, tenant }));
    const kept = await store.memories.byIds(tenant, hits);
    const byId = new Map(kept.map((memory) => [memory.id, memory]));
    const at = clock();
    return hits
      .flatMap((id) => byId.get(id) ?? [])
      .filter((memory) => memory.scope.user === item.scope.user && owns(access, memory))
      .filter(({ state, supersededBy }) => state === 'active' && supersededBy === null)
      .filter(({ validTo }) => validTo === null || validTo > at)
      .slice(0, MOST);
  }

  return async (items, context) => {
    const found: StoredMemory[][] = [];
    for (let from = 0; from < items.length; from += AT_ONCE) {
      const group = items.slice(from, from + AT_ONCE);
      found.push(...(await Promise.all(group.map((item) => nearest(item, context)))));
    }
    return found;
  };
}

/**
 * Ids of what is near by its words, and of what is of the same topic in other words. What tells of a change
 * may end what it has hardly a word in common with.
 */
async function hitsFor(
  { text, scope: { cube, user } }: DrawnItem,
  search: (request: SearchRequest) => Promise<SearchResult>,
): Promise<string[]> {
  const query = text.slice(0, MOST_COMPARED).toWellFormed();
  const common = {
    cube,
    ...(user !== null && { user_id: user }),
    filters: { kind: { in: ['fact', 'preference', 'procedure'] } },
    limit: MOST,
    rerank: false,
    include_superseded: false,
  };
  const about = topicsOf(query);
  const words = about.map((topic) => topic.words).join(' ');
  const [near, alike] = await Promise.all([
    search({ ...common, query }),
    words === '' ? { results: [] } : search({ ...common, query: `${query} ${words}` }),
  ]);
  const least = (cuesOf(query) & cue.changes) === 0 ? LEAST_SCORE : 0;
  const byWords = near.results.filter(({ score }) => score >= least);
  const byTopic = alike.results.filter((hit) =>
    about.some(({ pattern }) => pattern.test(hit.text)),
  );
  return [...new Set([...byWords, ...byTopic].map(({ id }) => id))];
}
