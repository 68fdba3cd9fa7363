import { TulvingError } from '../errors.js';
import { isWhole, narrowReach, ownsEpisode, requireOwned, requireScope } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import { isId } from '../model/ids.js';
import type { EraseReport } from '../model/requests.js';
import { type Reach, reachOfRemoval, type Scope, userCube } from '../model/scope.js';
import { invalidInput } from '../model/validate.js';
import type { Store, StoredMemory } from '../store/port.js';
import type { Editor } from './editor.js';
import { type ErasurePlan, type ErasureTarget, nothing, type Part, planErase } from './erase.js';

/** How much of a scope goes in one commit. */
const BATCH = 200;

type EraserStore = Pick<Store, 'memories' | 'removals' | 'history'>;

export interface Beside {
  /** Done when something was erased, for what lies beside the store. */
  after: () => Promise<void>;
  /** Takes the name of a user of whom nothing is left out of the access rules. @returns of how many */
  forgetUser: (user: string, caller: Caller) => Promise<number>;
}

/** Takes memories, episodes and whole scopes out for good. */
export class Eraser {
  readonly #store: EraserStore;
  readonly #editor: Editor;
  readonly #beside: Beside;

  constructor(store: EraserStore, editor: Editor, beside: Beside) {
    this.#store = store;
    this.#editor = editor;
    this.#beside = beside;
  }

  memory(id: string, caller: Caller): Promise<EraseReport> {
    return this.#erase(caller, async () => {
      const memory = await this.#editor.find(id, caller, { deletedToo: true, toDelete: true });
      return { ...nothing, memories: await this.#withParts([memory]) };
    });
  }

  /** A chore: several at once, of those that still are as they must be. */
  memories(
    memories: readonly StoredMemory[],
    caller: Caller,
    still: (memory: StoredMemory) => boolean,
  ): Promise<EraseReport> {
    const ids = memories.map(({ id }) => id);
    return this.#erase(caller, async () => {
      // Read again for each try: one may have been restored meanwhile.
      const fresh = await this.#store.memories.byIds(caller.tenant, ids);
      return { ...nothing, chore: true, memories: await this.#withParts(fresh.filter(still)) };
    });
  }

  /** Blanks the whole text of an episode. */
  async episode(id: string, caller: Caller): Promise<EraseReport> {
    requireScope(caller.access, 'write');
    return this.#erase(caller, async () => {
      const episode = isId(id) ? await this.#store.memories.episode(caller.tenant, id) : undefined;
      const resting = episode ? await this.#store.removals.citing(caller.tenant, [id]) : [];
      if (!episode || !ownsEpisode(caller.access, episode, resting, 'delete'))
        throw new TulvingError('not_found', `There is no episode ${id}.`);
      return { ...nothing, spans: [{ episode: id, start: 0, end: episode.text.length }] };
    });
  }

  /** Everything of a scope, episodes too; in steps, so that others can write between them. */
  async scope(scope: Scope, caller: Caller): Promise<EraseReport> {
    const reach = narrowReach(caller.access, removalOf(scope), 'delete');
    const memories = await this.#untilDone(caller, async () => {
      const next = await this.#store.removals.allWithin(caller.tenant, reach, BATCH);
      // Parts outside of the scope are not meant: they stand alone again.
      return next.length > 0 && { ...nothing, memories: next };
    });
    const episodes = await this.#untilDone(caller, async () => {
      const next = await this.#store.removals.episodesWithin(caller.tenant, reach, BATCH);
      return next.length > 0 && { ...nothing, episodes: next };
    });
    const cubes = [scope.cube, scope.user_id && userCube(scope.user_id)].filter(
      (name) => typeof name === 'string',
    );
    const users = scope.user_id === undefined ? [] : [scope.user_id];
    await this.#erase(caller, async () => ({ ...nothing, cubes, users, named: namedBy(scope) }));
    // The first steps have blanked episodes that the later ones have removed.
    const report = { ...added(memories, episodes), episodes: episodes.episodes };
    const user = onlyUserOf(scope);
    if (user === undefined || !isWhole(caller.access)) return report;
    return { ...report, rules: await this.#beside.forgetUser(user, caller) };
  }

  /** Step by step, until there is no next one. */
  async #untilDone(
    caller: Caller,
    next: () => Promise<ErasureTarget | false>,
  ): Promise<EraseReport> {
    let total: EraseReport = { memories: 0, rebuilt: 0, episodes: 0, spans: 0 };
    for (let target = await next(); target; target = await next()) {
      const step = target;
      const ids = step.memories.map(({ id }) => id);
      const again = async () => ({
        ...step,
        // Read again for each try: somebody may have changed or erased one meanwhile.
        memories: await this.#store.memories.byIds(caller.tenant, ids),
      });
      total = added(total, await this.#erase(caller, again));
    }
    return total;
  }

  async #erase(caller: Caller, target: () => Promise<ErasureTarget>): Promise<EraseReport> {
    let report: EraseReport = { memories: 0, rebuilt: 0, episodes: 0, spans: 0 };
    await this.#editor.commit(caller, async (reviser) => {
      const wanted = await target();
      const { memories, spans, episodes } = wanted;
      const touched = new Set([
        ...memories.flatMap(({ id, sources }) =>
          sources.filter(({ memory }) => memory === id).map(({ episode }) => episode),
        ),
        ...spans.map(({ episode }) => episode),
        ...episodes,
      ]);
      const citing = await this.#store.removals.citing(caller.tenant, [...touched]);
      const whole = new Set(episodes);
      // Whatever rests on an episode that goes loses all of it.
      const lost = citing.flatMap(({ id, sources }) =>
        sources.filter(({ memory, episode }) => memory === id && whole.has(episode)),
      );
      const known = [...memories, ...citing];
      const said = await this.#store.history.texts(known.map(({ no }) => no));
      const parts = await partsOf(this.#store, known);
      const all = { ...wanted, spans: [...spans, ...lost] };
      const plan = planErase(all, { citing, parts, said }, reviser);
      refuseForeign(plan, [...known, ...parts.map(({ part }) => part)], caller);
      report = {
        memories: plan.erasure.memories.length,
        rebuilt: plan.revisions.filter(({ event }) => event === 'rebuilt').length,
        episodes: touched.size,
        spans: plan.erasure.spans.length,
      };
      return plan;
    });
    await this.#beside.after();
    return report;
  }

  /** With what was merged into them, which says the same. */
  async #withParts(memories: readonly StoredMemory[]): Promise<StoredMemory[]> {
    const all = new Map(memories.map((memory) => [memory.id, memory]));
    for (let latest = memories; latest.length > 0;) {
      const parts = await this.#store.removals.partsOf(latest.map(({ no }) => no));
      latest = parts.filter(({ id }) => !all.has(id));
      for (const part of latest) all.set(part.id, part);
    }
    return [...all.values()];
  }
}

/** What was merged into any of them, with the expiry that each had before. */
export async function partsOf(
  { removals, history }: Pick<Store, 'removals' | 'history'>,
  memories: readonly StoredMemory[],
): Promise<Part[]> {
  const parts: Part[] = [];
  for (const part of await removals.partsOf(memories.map(({ no }) => no))) {
    const link = await history.link(part.id, 'merged_into', 'from');
    parts.push({ part, expiresAt: link?.undo.expiresAt ?? null });
  }
  return parts;
}

function added(one: EraseReport, other: EraseReport): EraseReport {
  return {
    memories: one.memories + other.memories,
    rebuilt: one.rebuilt + other.rebuilt,
    episodes: one.episodes + other.episodes,
    spans: one.spans + other.spans,
  };
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
  for (const memory of known) {
    if (changed.has(memory.id)) requireOwned(access, memory, 'delete');
  }
}

/** Traces name whom they asked about; the cube of a user tells who it was, too. */
function namedBy(scope: Scope): string[][] {
  const user = onlyUserOf(scope);
  return [namesIn(scope), ...(user === undefined ? [] : [[userCube(user)]])];
}

/** The user, where all of a user is meant. */
function onlyUserOf(scope: Scope): string | undefined {
  return namesIn(scope).length === 1 ? scope.user_id : undefined;
}

function namesIn(scope: Scope): string[] {
  return Object.values(scope).filter((name) => typeof name === 'string');
}

/** What a removal by scope covers. @throws TulvingError `invalid_input` when it names nothing */
export function removalOf(scope: Scope): Reach {
  const reach = reachOfRemoval(scope);
  if (reach) return reach;
  const detail = 'name whose memories are meant: user_id, cube, agent_id, app_id or run_id; not *';
  throw invalidInput([{ pointer: '', detail }]);
}
