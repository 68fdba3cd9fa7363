/**
 * What many ask for in the same turn of the event loop is read in one statement: writers whose commit was one
 * transaction are answered together, and all of them read what they wrote.
 */
export class ReadsTogether<Found> {
  readonly #read: (group: number, ids: readonly string[]) => Promise<Found>;
  readonly #next = new Map<number, { ids: Set<string>; found: Promise<Found> }>();

  /** @param read is asked once for each group of a turn */
  constructor(read: (group: number, ids: readonly string[]) => Promise<Found>) {
    this.#read = read;
  }

  /** @returns at least what was asked for */
  ask(group: number, ids: readonly string[]): Promise<Found> {
    let next = this.#next.get(group);
    if (!next) {
      const wanted = new Set<string>();
      next = { ids: wanted, found: this.#readSoon(group, wanted) };
      this.#next.set(group, next);
    }
    for (const id of ids) next.ids.add(id);
    return next.found;
  }

  async #readSoon(group: number, ids: ReadonlySet<string>): Promise<Found> {
    await new Promise(setImmediate);
    this.#next.delete(group);
    return this.#read(group, [...ids]);
  }
}
