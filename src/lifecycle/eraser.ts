import { TulvingError } from '../errors.js';
import { narrowReach, owns, requireOwned, requireScope } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import { isId } from '../model/ids.js';
import type { EraseReport } from '../model/requests.js';
import { type Reach, reachOfRemoval, type Scope, userCube } from '../model/scope.js';
import { invalidInput } from '../model/validate.js';
import type { Store, StoredMemory } from '../store/port.js';
import type { Editor } from './editor.js';
import { type ErasurePlan, type ErasureTarget, nothing, planErase } from './erase.js';

/** How much of a scope goes in one commit. */
const BATCH = 200;

type EraserStore = Pick<Store, 'memories' | 'removals'>;

/** Takes memories, episodes and whole scopes out for good. */
export class Eraser {
  readonly #store: EraserStore;
  readonly #editor: Editor;

  constructor(store: EraserStore, editor: Editor) {
    this.#store = store;
    this.#editor = editor;
  }

  memory(id: string, caller: Caller): Promise<EraseReport> {
    return this.#erase(caller, async () => {
      const memory = await this.#editor.find(id, caller, { deletedToo: true, toWrite: true });
      return { ...nothing, memories: await this.#withParts([memory]) };
    });
  }

  /** Several at once. */
  memories(memories: readonly StoredMemory[], caller: Caller): Promise<EraseReport> {
    const ids = memories.map(({ id }) => id);
    return this.#erase(caller, async () => ({
      ...nothing,
      // Read again for each try: evidence may have come in meanwhile.
      memories: await this.#withParts(await this.#store.memories.byIds(caller.tenant, ids)),
    }));
  }

  /** Blanks the whole text of an episode. */
  async episode(id: string, caller: Caller): Promise<EraseReport> {
    const episode = isId(id) ? await this.#store.memories.episode(caller.tenant, id) : undefined;
    requireScope(caller.access, 'write');
    if (!episode || !owns(caller.access, episode.scope))
      throw new TulvingError('not_found', `There is no episode ${id}.`);
    const spans = [{ episode: id, start: 0, end: episode.text.length }];
    return this.#erase(caller, async () => ({ ...nothing, spans }));
  }

  /** Everything of a scope, episodes too; in steps, so that others can write between them. */
  async scope(scope: Scope, caller: Caller): Promise<EraseReport> {
    const reach = narrowReach(caller.access, removalOf(scope));
    const total: EraseReport = { memories: 0, rebuilt: 0, episodes: 0, spans: 0 };
    for (;;) {
      const report = await this.#erase(caller, () => this.#nextOf(reach, caller.tenant));
      if (report.memories === 0 && report.episodes === 0) break;
      for (const key of Object.keys(total) as (keyof EraseReport)[]) total[key] += report[key];
    }
    const cubes = [scope.cube, scope.user_id && userCube(scope.user_id)].filter(
      (name) => typeof name === 'string',
    );
    await this.#erase(caller, async () => ({ ...nothing, cubes }));
    return total;
  }

  async #nextOf(reach: Reach, tenant: number): Promise<Omit<ErasureTarget, 'citing'>> {
    const memories = await this.#store.removals.allWithin(tenant, reach, BATCH);
    if (memories.length > 0) return { ...nothing, memories: await this.#withParts(memories) };
    return {
      ...nothing,
      episodes: await this.#store.removals.episodesWithin(tenant, reach, BATCH),
    };
  }

  async #erase(
    caller: Caller,
    target: () => Promise<Omit<ErasureTarget, 'citing'>>,
  ): Promise<EraseReport> {
    let report: EraseReport = { memories: 0, rebuilt: 0, episodes: 0, spans: 0 };
    await this.#editor.commit(caller, async (reviser) => {
      const wanted = await target();
      const { memories, spans, episodes } = wanted;
      const touched = new Set([
        ...memories.flatMap(({ sources }) => sources.map(({ episode }) => episode)),
        ...spans.map(({ episode }) => episode),
        ...episodes,
      ]);
      const citing = await this.#store.removals.citing(caller.tenant, [...touched]);
      const whole = new Set(episodes);
      // Whatever rests on an episode that goes loses all of it.
      const lost = citing.flatMap(({ sources }) =>
        sources.filter(({ episode }) => whole.has(episode)),
      );
      const plan = planErase({ ...wanted, spans: [...spans, ...lost], citing }, reviser);
      refuseForeign(plan, [...memories, ...citing], caller);
      report = {
        memories: plan.erasure.memories.length,
        rebuilt: plan.revisions.length,
        episodes: touched.size,
        spans: plan.erasure.spans.length,
      };
      return plan;
    });
    return report;
  }

  /** With what was merged into them, which says the same. */
  async #withParts(memories: readonly StoredMemory[]): Promise<StoredMemory[]> {
    const all = new Map(memories.map((memory) => [memory.id, memory]));
    for (const memory of all.values()) {
      for (const part of await this.#store.removals.partsOf(memory.no)) all.set(part.id, part);
    }
    return [...all.values()];
  }
}

/** Whoever could merge may have made evidence common to memories that a narrower key does not reach. */
function refuseForeign(
  { erasure, revisions }: ErasurePlan,
  known: readonly StoredMemory[],
  { access }: Caller,
): void {
  const changed = new Set([
    ...erasure.memories.map(({ id }) => id),
    ...revisions.map(({ memory }) => memory),
  ]);
  for (const { id, scope } of known) if (changed.has(id)) requireOwned(access, scope);
}

/** What a removal by scope covers. @throws TulvingError `invalid_input` when it names nothing */
export function removalOf(scope: Scope): Reach {
  const reach = reachOfRemoval(scope);
  if (reach) return reach;
  const detail = 'name whose memories are meant: user_id, cube, agent_id, app_id or run_id; not *';
  throw invalidInput([{ pointer: '', detail }]);
}
