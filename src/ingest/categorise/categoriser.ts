import type { CategoryPolicy } from '../../model/categories.js';
import type { Clock, Instant } from '../../model/time.js';
import type { Store } from '../../store/port.js';
import { readCubeSettings } from '../extract/cube-settings.js';
import { categoriesOf, type Categorise } from './categorise.js';

/** How long what a cube has set is taken to hold, in ms: no write should wait for it each time. */
const HOLDS = 5_000;
/** Cubes whose settings are remembered. */
const MOST = 1_000;

const none: Categorise = () => [];

/** Gives categories by rules, of those that a cube has. */
export class Categoriser {
  readonly #store: Pick<Store, 'cubes' | 'notes'>;
  readonly #policy: CategoryPolicy;
  readonly #clock: Clock;
  readonly #known = new Map<string, { categorise: Categorise; until: Instant }>();

  constructor(parts: {
    store: Pick<Store, 'cubes' | 'notes'>;
    categories: CategoryPolicy;
    clock: Clock;
  }) {
    this.#store = parts.store;
    this.#policy = parts.categories;
    this.#clock = parts.clock;
  }

  async for(tenant: number, cube: string): Promise<Categorise> {
    if (this.#policy !== 'rules') return none;
    const key = `${tenant}/${cube}`;
    const now = this.#clock();
    const known = this.#known.get(key);
    if (known && known.until > now) return known.categorise;
    const { categories } = await readCubeSettings(this.#store, { tenant, cube });
    const categorise = among(categories?.map(({ name }) => name));
    if (this.#known.size >= MOST) this.#known.clear();
    this.#known.set(key, { categorise, until: now + HOLDS });
    return categorise;
  }
}

/** The rules know the defaults alone; of a cube's own categories they give those of the same name. */
function among(names: readonly string[] | undefined): Categorise {
  if (!names) return categoriesOf;
  return (text) => categoriesOf(text).filter((name) => names.includes(name));
}
