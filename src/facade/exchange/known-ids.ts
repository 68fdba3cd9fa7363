import { derivedId } from '../../exchange/derived-id.js';
import { IdSet } from '../../exchange/id-set.js';
import type { ExchangeRecord, RecordType } from '../../exchange/records.js';
import { isId } from '../../model/ids.js';
import type { Store } from '../../store/port.js';

const COPIES = 1_000;

/** What an import knows of the ids that it has met. */
export class KnownIds {
  readonly episodes = new IdSet();
  /** Those that were here before. */
  readonly older = new IdSet();
  /** Of these, memories that were deleted. */
  readonly deleted = new IdSet();
  /** Ids of copies, where these are asked for. */
  readonly copies = new Map<string, string>();
  /** Texts of episodes out of which something was taken, so that spans do not fit any more. */
  readonly changed = new Map<string, string>();
  /** Memories that are called here what they are called in the file. */
  readonly #same = new IdSet();
  /** What others are called here; undefined for what is not here. */
  readonly #others = new Map<string, string | undefined>();
  readonly #store: Pick<Store, 'memories'>;
  readonly #tenant: number;
  readonly #makesCopies: boolean;

  constructor(store: Pick<Store, 'memories'>, tenant: number, makesCopies: boolean) {
    this.#store = store;
    this.#tenant = tenant;
    this.#makesCopies = makesCopies;
  }

  /** What a memory is called here; undefined for what is not here. */
  memory(id: string): string | undefined {
    return this.#same.has(id) ? id : this.#others.get(id);
  }

  setMemory(id: string, here: string | undefined): void {
    if (id === here) this.#same.add(id);
    else this.#others.set(id, here);
  }

  /** Looks up what of a portion is here already. */
  async meet(records: readonly ExchangeRecord[]): Promise<void> {
    const { memories } = this.#store;
    const tenant = this.#tenant;
    const ids = (type: RecordType) =>
      records.flatMap((record) => (record.type === type && 'id' in record ? [record.id] : []));
    const deleted = new Set(
      records.flatMap((record) =>
        record.type === 'memory' && record.state === 'deleted' ? [record.id] : [],
      ),
    );
    const isMet = (id: string) => this.#same.has(id) || this.#others.has(id);
    const unmet = ids('memory').filter((id) => isId(id) && !isMet(id));
    for (const memory of await memories.byIds(tenant, unmet)) {
      const copy = await this.#copyOf(memory.id, deleted.has(memory.id));
      if (copy === undefined) {
        this.setMemory(memory.id, memory.id);
        this.older.add(memory.id);
        if (memory.state === 'deleted') this.deleted.add(memory.id);
      } else this.copies.set(memory.id, copy);
    }
    const sources = ids('episode').filter((id) => isId(id) && !this.episodes.has(id));
    const known = await Promise.all(sources.map((id) => memories.episode(tenant, id)));
    for (const episode of known) {
      if (!episode) continue;
      this.episodes.add(episode.id);
      this.older.add(episode.id);
    }
  }

  /** Where a copy is asked for: its id, the first that is free or in use. */
  async #copyOf(id: string, isDeleted: boolean): Promise<string | undefined> {
    if (!this.#makesCopies) return undefined;
    for (let copy = 1; copy < COPIES; copy += 1) {
      const other = derivedId('copy', id, copy);
      const [found] = await this.#store.memories.byIds(this.#tenant, [other]);
      // A copy that was deleted since is made anew, unless it is one of what was deleted.
      if (found?.state === 'deleted' && !isDeleted) continue;
      if (found) this.older.add(other);
      return other;
    }
    return undefined;
  }
}
