import { createHash } from 'node:crypto';
import { numberParameters } from './driver.js';
import { isNotPrepared } from './errors.js';

/** Asked so often, a statement is kept prepared. Filters make statements of endless variety, most for once. */
const OFTEN = 3;
/** On each connection; every one takes some memory of the server. */
const MOST_KEPT = 200;
const MOST_COUNTED = 2_000;

/**
 * Which statements the server keeps prepared: reading and planning them costs more than most of them take.
 * A name stands for one text, whatever process gave it, since a pooler between us and the server may hand
 * on a connection on which another has prepared it.
 */
export class PreparedStatements {
  readonly #asked = new Map<string, number>();
  readonly #names = new Map<string, string>();
  /** PgBouncer before 1.21, or with `max_prepared_statements = 0`, loses them in transaction pooling. */
  #lost = false;

  queryOf(sql: string): { text: string; name?: string } {
    const text = numberParameters(sql);
    const name = this.#lost ? undefined : this.#nameOf(text);
    return name === undefined ? { text } : { text, name };
  }

  /** Whether it failed for being prepared, and so may be done again as it was: nothing is from now on. */
  givesUpAfter(error: unknown): boolean {
    if (!isNotPrepared(error)) return false;
    this.#lost = true;
    return true;
  }

  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= MOST_KEPT) return known;
    const times = (this.#asked.get(text) ?? 0) + 1;
    if (this.#asked.size >= MOST_COUNTED) this.#asked.clear();
    this.#asked.set(text, times);
    if (times < OFTEN) return undefined;
    const name = `tulving_${createHash('md5').update(text).digest('hex')}`;
    this.#names.set(text, name);
    return name;
  }
}
