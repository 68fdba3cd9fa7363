import { TulvingError } from '../errors.js';
import { narrowReach, requireScope, sees } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import { isId } from '../model/ids.js';
import type { ListNamesRequest } from '../model/kept-names.js';
import { scopeKinds, type ScopeName } from '../model/scope-name.js';
import type { DrawnFrom, ScopeNamePage, SourceVerbs } from '../model/sources.js';
import type { Clock } from '../model/time.js';
import { presentMemory } from '../present.js';
import { EXTRACT, type ExtractPayload } from './extract/hand-in.js';
import { hideLinks } from './hide-links.js';
import { pageOfNames } from './name-pages.js';
import { seenEpisodes } from './seen-episodes.js';
import type { Store } from '../store/port.js';

/** Jobs that were given up, as far as they are looked through. */
const [PAGE, MOST_JOBS] = [200, 2_000];

export interface SourcesParts {
  store: Pick<Store, 'memories' | 'removals' | 'jobs'>;
  clock: Clock;
  /** Whether a model draws memories from what is added. */
  draws: boolean;
}

/** Under which names something is kept, and what came of what was said. */
export class Sources implements SourceVerbs {
  readonly #parts: SourcesParts;

  constructor(parts: SourcesParts) {
    this.#parts = parts;
  }

  /** The users, agents, apps and runs that have memories which can be found; users first. */
  async names(request: ListNamesRequest = {}, caller: Caller = LOCAL): Promise<ScopeNamePage> {
    const placeOf = ({ kind, name, updated_at: at }: ScopeName) => {
      return { rank: scopeKinds.indexOf(kind), last: Date.parse(at), name };
    };
    const { page, next_cursor } = pageOfNames(await this.everyName(caller), placeOf, request);
    return { data: page, next_cursor };
  }

  /** All of `names`, for the APIs of others that have no pages of them. */
  async everyName({ tenant, access }: Caller = LOCAL): Promise<ScopeName[]> {
    requireScope(access, 'read');
    const { store, clock } = this.#parts;
    const reach = narrowReach(access, { cubes: 'all' });
    return store.memories.scopeNames(tenant, reach, clock());
  }

  /** Which memories rest on an episode. */
  async drawnFrom(episode: string, caller: Caller = LOCAL): Promise<DrawnFrom> {
    const { tenant, access } = caller;
    requireScope(access, 'read');
    const { store, draws } = this.#parts;
    const { memories, removals } = store;
    const kept = isId(episode) ? await memories.episode(tenant, episode) : undefined;
    const [found] = kept ? await seenEpisodes(store, [kept], caller) : [];
    if (!found) throw new TulvingError('not_found', `There is no episode ${episode}.`);
    const citing = await removals.citing(tenant, [episode]);
    const visible = citing.filter((memory) => memory.state !== 'deleted' && sees(access, memory));
    const waits = draws && found.extractedAt === null && found.role !== 'system';
    const failed = waits ? await this.#failureOf(tenant, episode) : null;
    return {
      at: new Date(found.recordedAt).toISOString(),
      pending: waits && failed === null,
      failed,
      memories: (await hideLinks(store, visible, caller)).map((memory) => presentMemory(memory)),
    };
  }

  /** Of the jobs that were given up, why the one was that was to draw from the episode. */
  async #failureOf(tenant: number, episode: string): Promise<string | null> {
    const { jobs } = this.#parts.store;
    for (const state of ['parked', 'cancelled'] as const) {
      let before: string | undefined;
      for (let read = 0; read < MOST_JOBS; read += PAGE) {
        const page = await jobs.list({ tenant, state, kind: EXTRACT, limit: PAGE, before });
        const job = page.find(({ payload }) => {
          return (payload as unknown as ExtractPayload).episodes.includes(episode);
        });
        if (job) return job.cause ?? 'It was cancelled.';
        before = page.at(-1)?.id;
        if (page.length < PAGE) break;
      }
    }
    return null;
  }
}
