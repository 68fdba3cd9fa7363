import type { AccessRules } from '../../access/rules.js';
import { ORIGIN_SETTING } from '../../exchange/openmemory-origin.js';
import { type Needs, writers } from '../../exchange/formats.js';
import { IdSet } from '../../exchange/id-set.js';
import type { ExchangeRecord, MemoryRecord } from '../../exchange/records.js';
import { spaceName, vectorText } from '../../exchange/vector-text.js';
import {
  isWhole,
  narrowReach,
  ownsAll,
  requireScope,
  requireWhole,
  sees,
} from '../../model/access.js';
import type { Caller } from '../../model/caller.js';
import {
  type ExchangeProgress,
  type ExportExtra,
  type ExportRequest,
  exportSchema,
} from '../../model/exchange.js';
import type { Filter } from '../../model/filter.js';
import { type MemoryState, memoryStates } from '../../model/memory.js';
import { type Reach, reachOfRemoval } from '../../model/scope.js';
import { type Clock, formatInstant } from '../../model/time.js';
import { invalidInput, validate } from '../../model/validate.js';
import type { Store, StoredMemory } from '../../store/port.js';
import type { ModelSpace } from '../../store/spaces.js';
import type { ReadLog } from '../../access/log/recorder.js';
import { filterOf } from '../finder.js';
import { hideLinks } from '../hide-links.js';
import { mayManageRules } from './import-rules.js';
import { episodeRecord, graphRecord, linkRecord, memoryRecord } from './present-records.js';

export interface ExporterParts {
  store: Pick<Store, 'memories' | 'carried' | 'cubes' | 'notes' | 'spaces' | 'vectors'>;
  accessLog: Pick<ReadLog, 'note'>;
  rules: Pick<AccessRules, 'list'>;
  clock: Clock;
  timezone: string;
}

export interface Exported {
  stream: AsyncGenerator<Uint8Array>;
  mediaType: string;
  /** For a name of the file. */
  extension: string;
}

/** What one export takes. */
interface Wanted {
  caller: Caller;
  reach: Reach;
  user: string | undefined;
  at: number;
  filter: Filter | undefined;
  needs: Needs;
  extras: ReadonlySet<ExportExtra>;
  progress: (made: ExchangeProgress) => void;
  /** Whether it is in the access log: some formats read everything more than once. */
  isNoted: boolean;
}

/** Ids of what is in the export already, so that nothing in it refers to what is not. */
interface Carried {
  episodes: IdSet;
  memories: IdSet;
  numbers: number[];
  spaces: readonly ModelSpace[];
}

const PAGE = 500;
const FORMAT = 1;

/** Writes what a caller may read, page by page. */
export class Exporter {
  readonly #parts: ExporterParts;

  constructor(parts: ExporterParts) {
    this.#parts = parts;
  }

  export(
    request: ExportRequest,
    caller: Caller,
    progress: (made: ExchangeProgress) => void = () => {},
  ): Exported {
    requireScope(caller.access, 'read');
    const { format = 'jsonl', filters, with: extras, ...scope } = validate(exportSchema, request);
    const { write, mediaType, extension, needs, ofOneUser } = writers[format];
    const { clock, timezone } = this.#parts;
    const reach = narrowReach(caller.access, reachOfRemoval(scope) ?? { cubes: 'all' });
    const user = reach.user?.id;
    if (ofOneUser && user === undefined) {
      const detail = `must be named: an export as ${format} is of one user`;
      throw invalidInput([{ pointer: '/user_id', detail }]);
    }
    const named = new Set<ExportExtra>(extras ?? ['history']);
    if (named.has('rules')) {
      requireScope(caller.access, 'admin');
      requireWhole(caller.access);
    }
    const rules = needs.rules === true && mayManageRules(caller);
    const at = clock();
    const wanted: Wanted = {
      caller,
      reach,
      user,
      at,
      filter: filterOf(filters, timezone),
      needs: {
        ...needs,
        vectors: named.has('vectors') && format === 'jsonl',
        rules: rules || (named.has('rules') && format === 'jsonl'),
      },
      extras: named,
      progress,
      isNoted: false,
    };
    return {
      stream: write(() => this.#records(wanted), { user, at, rules }),
      mediaType,
      extension,
    };
  }

  async *#records(wanted: Wanted): AsyncGenerator<ExchangeRecord> {
    const carried: Carried = {
      episodes: new IdSet(),
      memories: new IdSet(),
      numbers: [],
      spaces: [],
    };
    yield { type: 'tulving', version: FORMAT, exported_at: formatInstant(wanted.at) };
    yield* this.#categories(wanted);
    if (wanted.needs.vectors) yield* this.#spaces(carried);
    if (wanted.needs.rules) yield* this.#rules(wanted);
    yield* this.#origins(wanted);
    if (wanted.needs.episodes) yield* this.#episodes(wanted, carried);
    const parts: number[] = [];
    for (const state of memoryStates) {
      for await (const page of this.#pages(wanted, state)) {
        // What is a part comes after what it is a part of.
        const alone = page.filter(({ mergedInto }) => mergedInto === null);
        for (const { no, mergedInto } of page) if (mergedInto !== null) parts.push(no);
        yield* this.#memories(alone, wanted, carried);
      }
    }
    for (const numbers of pagesOf(parts)) {
      const page = await this.#parts.store.memories.byNumbers(numbers);
      yield* this.#memories(page, wanted, carried);
    }
    wanted.isNoted = true;
    if (wanted.needs.links) yield* this.#links(carried);
    yield { type: 'end', memories: carried.memories.size };
  }

  /** What belongs to a category; of nobody in particular. */
  async *#categories({ caller }: Wanted): AsyncGenerator<ExchangeRecord> {
    if (!isWhole(caller.access)) return;
    for (const { name, description } of await this.#parts.store.notes.categories(caller.tenant)) {
      if (description !== null) yield { type: 'category', name, description };
    }
  }

  async *#spaces(carried: Carried): AsyncGenerator<ExchangeRecord> {
    carried.spaces = await this.#parts.store.spaces.list();
    for (const { provider, model, dimension, floor, normalised } of carried.spaces) {
      yield { type: 'space', provider, model, dimension, floor, normalised };
    }
  }

  /** Before what they are about, so that it is bound by them as soon as it is brought in. */
  async *#rules({ caller }: Wanted): AsyncGenerator<ExchangeRecord> {
    const { data } = await this.#parts.rules.list(caller);
    for (const { subject, object, effect, action } of data) {
      yield { type: 'rule', subject, object, effect, action };
    }
  }

  /** What came with an import from another system and has no other place here. */
  async *#origins({ caller, reach, user }: Wanted): AsyncGenerator<ExchangeRecord> {
    const { cubes, notes } = this.#parts.store;
    for (const { no, name } of await cubes.states(caller.tenant, reach.cubes)) {
      const owner = name.startsWith('user:') ? name.slice(5) : undefined;
      if (owner === undefined || (user !== undefined && user !== owner)) continue;
      const all = { cube: name, user: owner, agent: null, app: null };
      if (!ownsAll(caller.access, all)) continue;
      const body = (await notes.cubeSettings(no))[ORIGIN_SETTING];
      if (typeof body !== 'object' || body === null) continue;
      const record = { type: 'origin', format: 'openmemory', user_id: owner } as const;
      yield { ...record, body: body as Record<string, unknown> };
    }
  }

  async *#episodes(wanted: Wanted, { episodes }: Carried): AsyncGenerator<ExchangeRecord> {
    const { caller, reach, filter } = wanted;
    const cited = filter && (await this.#cited(wanted));
    const { tenant } = caller;
    for (let after = 0; ;) {
      const page = await this.#parts.store.carried.episodes({ tenant, reach, after, limit: PAGE });
      for (const { no, episode } of page) {
        after = no;
        if (cited?.has(episode.id) === false) continue;
        episodes.add(episode.id);
        yield episodeRecord(episode);
      }
      if (page.length < PAGE) return;
    }
  }

  /** Of a part of the memories, the episodes that these rest on. */
  async #cited(wanted: Wanted): Promise<IdSet> {
    const cited = new IdSet();
    for (const state of memoryStates) {
      for await (const page of this.#pages(wanted, state)) {
        for (const { sources } of page) for (const { episode } of sources) cited.add(episode);
      }
    }
    return cited;
  }

  /** The pages that lists are made of, oldest first. */
  async *#pages(
    { caller, reach, filter, at }: Wanted,
    state: MemoryState,
  ): AsyncGenerator<StoredMemory[]> {
    const { tenant, access } = caller;
    const order = { by: 'createdAt', descending: false } as const;
    const asked = { tenant, reach, state, filter, at, order, limit: PAGE };
    for (let before: number | undefined; ;) {
      const page = await this.#parts.store.memories.page({ ...asked, before });
      yield page.filter((memory) => sees(access, memory));
      before = page.at(-1)?.no;
      if (page.length < PAGE) return;
      // Others get their turn between pages.
      await new Promise(setImmediate);
    }
  }

  async *#memories(
    found: readonly StoredMemory[],
    wanted: Wanted,
    carried: Carried,
  ): AsyncGenerator<ExchangeRecord> {
    if (found.length === 0) return;
    const { caller, needs, extras, progress } = wanted;
    const { store } = this.#parts;
    const page = await hideLinks(store, found, caller);
    const numbers = page.map(({ no }) => no);
    const withHistory = needs.history && extras.has('history');
    const versions = withHistory ? await store.carried.versions(numbers) : undefined;
    const graph = needs.graph ? await store.carried.graph(numbers) : [];
    const vectors = await vectorsOf(store, numbers, carried.spaces);
    for (const [at, memory] of page.entries()) {
      carried.memories.add(memory.id);
      carried.numbers.push(memory.no);
      const isCarried = (episode: string) => !needs.episodes || carried.episodes.has(episode);
      const record = memoryRecord(memory, versions?.get(memory.no), isCarried);
      yield vectors.length > 0 ? { ...record, vectors: vectors[at] } : record;
    }
    for (const entry of graph) yield graphRecord(entry);
    progress({ done: carried.memories.size });
    if (!wanted.isNoted) this.#note(page, wanted);
  }

  #note(page: readonly StoredMemory[], { caller, at, user }: Wanted): void {
    const hits = page.map(({ no, scope }) => ({ memory: no, cube: scope.cube, score: null }));
    this.#parts.accessLog.note({ kind: 'export', at, user: user ?? null, hits, cubes: [] }, caller);
  }

  async *#links({ memories, numbers }: Carried): AsyncGenerator<ExchangeRecord> {
    for (const some of pagesOf(numbers)) {
      for (const link of await this.#parts.store.carried.links(some)) {
        if (memories.has(link.to)) yield linkRecord(link);
      }
    }
  }
}

/** Of each memory, those that models have made. */
async function vectorsOf(
  { vectors }: Pick<Store, 'vectors'>,
  numbers: readonly number[],
  spaces: readonly ModelSpace[],
): Promise<NonNullable<MemoryRecord['vectors']>[]> {
  if (spaces.length === 0) return [];
  const found = await Promise.all(spaces.map(({ no }) => vectors.exact(no, numbers)));
  return numbers.map((_, at) =>
    spaces.flatMap((space, row) => {
      const vector = found[row]?.[at];
      return vector ? [{ space: spaceName(space), float32: vectorText(vector) }] : [];
    }),
  );
}

function* pagesOf(numbers: readonly number[]): Generator<number[]> {
  for (let at = 0; at < numbers.length; at += PAGE) yield numbers.slice(at, at + PAGE);
}
