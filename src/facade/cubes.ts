import { readCubeSettings } from '../ingest/extract/cube-settings.js';
import { TulvingError } from '../errors.js';
import { isWhole, narrowReach, ownsAll, refuseCube, requireScope } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import {
  type CubeSettings,
  type CubeSettingsPatch,
  cubeSettingsPatchSchema,
  cubeSettingsSchema,
} from '../model/cube-settings.js';
import type { KeptCubePage, ListNamesRequest } from '../model/kept-names.js';
import { userCube } from '../model/scope.js';
import type { Clock } from '../model/time.js';
import { validate } from '../model/validate.js';
import type { Store } from '../store/port.js';
import { pageOfNames } from './name-pages.js';
import { presentKept } from './users.js';

type CubesStore = Pick<Store, 'cube' | 'cubes' | 'notes' | 'memories'>;

const nameSchema = cubeSettingsSchema.pick({ cube: true });

const nothing = { memories: 0, active: 0, first_at: null, last_at: null };

/** What holds in one cube, beside the settings of the server. */
export class Cubes {
  readonly #store: CubesStore;
  readonly #clock: Clock;

  constructor({ store, clock }: { store: CubesStore; clock: Clock }) {
    this.#store = store;
    this.#clock = clock;
  }

  /** The last changed first; then those that hold nothing, for who reaches all of them. */
  async list(
    request: ListNamesRequest = {},
    { tenant, access }: Caller = LOCAL,
  ): Promise<KeptCubePage> {
    requireScope(access, 'read');
    const reach = narrowReach(access, { cubes: 'all' });
    const kept = await this.#store.memories.keptNames(tenant, reach, 'cube');
    const filled = new Set(kept.map(({ name }) => name));
    const all = isWhole(access) ? await this.#store.cubes.states(tenant, 'all') : [];
    const empty = all.filter(({ name }) => !filled.has(name));
    const names = [
      ...kept.map(({ name, last, ...counts }) => ({
        place: { rank: 0, last, name },
        counts: presentKept({ ...counts, last }),
      })),
      ...empty.map(({ name }) => ({ place: { rank: 1, last: 0, name }, counts: nothing })),
    ];
    const { page, next_cursor } = pageOfNames(names, ({ place }) => place, request);
    return {
      data: page.map(({ place, counts }) => ({ cube: place.name, ...counts })),
      next_cursor,
    };
  }

  async settings(name: string, { tenant, access }: Caller = LOCAL): Promise<CubeSettings> {
    requireScope(access, 'read');
    const { cube } = validate(nameSchema, { cube: name });
    refuseCube(access, cube);
    return readCubeSettings(this.#store, { tenant, cube });
  }

  /** Changes what is given; null gives a field back its default. */
  async set(name: string, patch: CubeSettingsPatch, caller: Caller = LOCAL): Promise<CubeSettings> {
    requireScope(caller.access, 'write');
    const { cube } = validate(nameSchema, { cube: name });
    refuseCube(caller.access, cube);
    requireWholeCube(cube, caller);
    const given = Object.entries(validate(cubeSettingsPatchSchema, patch));
    if (given.length > 0) {
      const no = await this.#store.cube(caller.tenant, cube, this.#clock());
      for (const [field, value] of given) await this.#store.notes.setCubeSetting(no, field, value);
    }
    return this.settings(cube, caller);
  }
}

/** They change what becomes of everybody's words there. */
function requireWholeCube(cube: string, { access }: Caller): void {
  const user = access.user !== null && cube === userCube(access.user) ? access.user : null;
  if (ownsAll(access, { cube, user, agent: null, app: null })) return;
  throw new TulvingError('forbidden', `The key is for a part of the cube "${cube}".`, {
    remedy: 'Use a key that reaches all of it.',
  });
}
