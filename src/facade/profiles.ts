import type { JobHandler } from '../jobs/runner.js';
import { type Group, stands } from '../lifecycle/consolidate/members.js';
import { askForProfile } from '../lifecycle/profile/question.js';
import { joined, statisticalSummary } from '../lifecycle/profile/sentences.js';
import { hasScope, narrowReach } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import type { NewId } from '../model/ids.js';
import { type Profile, type ProfileRequest, profileSchema } from '../model/profile.js';
import { ANY_USER, type Reach, userCube } from '../model/scope.js';
import { type Clock, formatInstant, type Instant } from '../model/time.js';
import { invalidInput } from '../model/validate.js';
import type { LanguageModels } from '../models/port.js';
import type { StoredJob } from '../store/jobs.js';
import type { CubeState, Store, StoredMemory } from '../store/port.js';
import { askFor } from './ask.js';
import { checked } from './checked.js';
import { type Counted, isTurn, nothingCounted, ProfileCounter } from './profile-counter.js';

export interface ProfilesParts {
  store: Pick<Store, 'memories' | 'graph' | 'cubes' | 'notes' | 'jobs'>;
  clock: Clock;
  newId: NewId;
  timezone: string;
  models?: LanguageModels | undefined;
}

/** What a model wrote, as of a change counter of the cube. */
interface Told {
  sentences: Profile['summary']['sentences'];
  changeSeq: number;
  at: Instant;
}

/** As it is kept beside the memories; of whoever is erased the store drops it. */
interface Kept {
  timezone: string;
  counted: Counted;
  told: Told | null;
}

/** Something may expire without a write. */
const FRESH = 3_600_000;
/** Memories that a model is shown, and fewer of which say nothing of anybody. */
const [MOST_SHOWN, LEAST_SHOWN] = [60, 5];
/** Changes of the cube after which a model is asked anew. */
const ENOUGH_CHANGES = 20;
const PRIORITY = -10;

/** What memories tell of a user: counted when it is read, in sentences by a job where there is a model. */
export class Profiles {
  readonly #parts: ProfilesParts;
  readonly #counter: ProfileCounter;

  constructor(parts: ProfilesParts) {
    this.#parts = parts;
    this.#counter = new ProfileCounter(parts);
  }

  async of(request: ProfileRequest, caller: Caller = LOCAL): Promise<Profile> {
    const input = checked(profileSchema, request, caller);
    const { user_id: user, cube = userCube(user), language = 'en' } = input;
    if (user === ANY_USER) {
      throw invalidInput([{ pointer: '/user_id', detail: 'must be one user' }]);
    }
    const { store, clock } = this.#parts;
    const { tenant, access } = caller;
    const reach = narrowReach(access, { cubes: [cube], user: { id: user, orNone: false } });
    const group: Group = { tenant, cube, user };
    const [state] = await store.cubes.states(tenant, [cube]);
    // Who is for one agent or app alone sees a part, which is kept for nobody else.
    const isWhole = access.agent === null && access.app === null && access.bounds === undefined;
    const { counted, told } = state
      ? await this.#read(group, state, { reach, isWhole })
      : { counted: nothingCounted, told: null };
    if (state && isWhole && hasScope(access, 'write')) await this.#ask(group, state, told);
    const sentences = told ? await this.#heldOf(tenant, told) : [];
    return {
      user_id: user,
      cube,
      ...counted,
      summary:
        told && sentences.length > 0
          ? { text: joined(sentences), by: 'model', sentences, at: formatInstant(told.at) }
          : { ...statisticalSummary(counted, language), by: 'statistics', at: null },
      generated_at: formatInstant(clock()),
    };
  }

  handlers(): Record<'profile', JobHandler> {
    return {
      profile: { concurrency: 1, tries: 8, run: (job, { signal }) => this.#work(job, signal) },
    };
  }

  /** Hands in a job where enough has changed since a model wrote of the user. */
  async refresh(group: Group): Promise<void> {
    const [state] = await this.#parts.store.cubes.states(group.tenant, [group.cube]);
    if (!state || group.user === null) return;
    const kept = await this.#kept(group, state);
    await this.#ask(group, state, kept?.body.told ?? null);
  }

  async #ask(group: Group, { changeSeq }: CubeState, told: Told | null): Promise<void> {
    const { models, store, clock, newId } = this.#parts;
    if (!models || (told && changeSeq - told.changeSeq < ENOUGH_CHANGES)) return;
    const { tenant, user, cube } = group;
    const job = { id: newId(), kind: 'profile', tenant, user, payload: { cube } };
    await store.jobs.enqueue({ ...job, priority: PRIORITY, onlyOne: true }, clock());
  }

  async #work({ tenant, user, payload }: StoredJob, signal: AbortSignal) {
    return this.write({ tenant, cube: String(payload['cube']), user }, signal);
  }

  /** Has a model write of a user now, where there is one. */
  async write(group: Group, signal: AbortSignal) {
    const { store, models, clock, timezone } = this.#parts;
    const { tenant, user } = group;
    const ask = askFor(models, tenant, 'profile');
    const [state] = await store.cubes.states(tenant, [group.cube]);
    if (!ask || !state || user === null) return { sentences: 0 };
    const at = clock();
    const shown = shownOf(await this.#counter.members(group, at));
    if (shown.length < LEAST_SHOWN) return { sentences: 0 };
    const { kept, refused } = await askForProfile(shown, { ask, timezone, signal });
    const sentences = kept.map(({ text, memories }) => ({
      text,
      cites: memories.map(({ id }) => id),
    }));
    const told: Told = { sentences, changeSeq: state.changeSeq, at };
    const reach: Reach = { cubes: [group.cube], user: { id: user, orNone: false } };
    await this.#keep(group, async () => {
      // What was erased meanwhile must not live on in a sentence.
      const ids = shown.map(({ id }) => id);
      const now = new Map((await store.memories.byIds(tenant, ids)).map((one) => [one.id, one]));
      const isSame = shown.every(({ id, text }) => now.get(id)?.text === text);
      return { counted: await this.#counter.count(group, reach), told: isSame ? told : null };
    });
    return { sentences: sentences.length, refused };
  }

  async #read(
    group: Group,
    state: CubeState,
    { reach, isWhole }: { reach: Reach; isWhole: boolean },
  ): Promise<Pick<Kept, 'counted' | 'told'>> {
    if (!isWhole) return { counted: await this.#counter.count(group, reach), told: null };
    const { clock, timezone } = this.#parts;
    const kept = await this.#kept(group, state);
    const isFresh =
      kept?.changeSeq === state.changeSeq &&
      kept.body.timezone === timezone &&
      clock() - kept.at < FRESH;
    if (isFresh) return kept.body;
    return this.#keep(group, async () => {
      const before = await this.#kept(group, state);
      return { counted: await this.#counter.count(group, reach), told: before?.body.told ?? null };
    });
  }

  async #kept({ tenant, user }: Group, { no }: CubeState) {
    const kept = await this.#parts.store.notes.profile(tenant, user ?? '', no);
    const body = kept?.body as Kept | null | undefined;
    return kept && body ? { ...kept, body } : undefined;
  }

  /**
   * Keeps what was made, if nothing was written while it was made and kept: words that were erased meanwhile
   * must not be in it. After three tries nothing is kept.
   */
  async #keep(
    { tenant, cube, user }: Group,
    make: () => Promise<Pick<Kept, 'counted' | 'told'>>,
  ): Promise<Pick<Kept, 'counted' | 'told'>> {
    const { store, clock, timezone } = this.#parts;
    const stateOf = async () => (await store.cubes.states(tenant, [cube]))[0];
    for (let tries = 3; ; tries--) {
      const before = await stateOf();
      const made = await make();
      if (!before) return made;
      const row = { tenant, user: user ?? '', cube: before.no, at: clock() };
      const { changeSeq } = before;
      await store.notes.keepProfile({ ...row, changeSeq, body: { timezone, ...made } });
      if ((await stateOf())?.changeSeq === changeSeq) return made;
      if (tries > 1) continue;
      await store.notes.keepProfile({ ...row, changeSeq: 0, body: null });
      return made;
    }
  }

  /** Sentences of which everything that they cite holds still. */
  async #heldOf(tenant: number, { sentences }: Told): Promise<Told['sentences']> {
    const { store, clock } = this.#parts;
    const ids = [...new Set(sentences.flatMap(({ cites }) => cites))];
    const at = clock();
    const found = await store.memories.byIds(tenant, ids);
    const holding = new Set(found.filter((one) => stands(one, at)).map(({ id }) => id));
    return sentences.filter(({ cites }) => cites.every((id) => holding.has(id)));
  }
}

/** The order in which memories tell of somebody: what was drawn before what was said, and the newest first. */
const telling: Readonly<Record<StoredMemory['kind'], number>> = {
  summary: 0,
  preference: 1,
  fact: 2,
  procedure: 3,
  statement: 4,
};

function shownOf(memories: readonly StoredMemory[]): StoredMemory[] {
  return memories
    .filter((memory) => memory.kind !== 'statement' || isTurn(memory))
    .toSorted(
      (a, b) =>
        telling[a.kind] - telling[b.kind] ||
        (b.importance ?? 0.5) - (a.importance ?? 0.5) ||
        b.no - a.no,
    )
    .slice(0, MOST_SHOWN);
}
