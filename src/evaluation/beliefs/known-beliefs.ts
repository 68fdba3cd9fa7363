import { TulvingError } from '../../errors.js';
import type { Memory } from '../../memory.js';
import type { Belief, BeliefChange } from './shapes.js';

export interface KnownBeliefsOptions {
  /** Keeps the users of one part of the set from those of another. */
  part: string;
  /** What scores less is not found. */
  minScore: number;
}

/** The beliefs of a set, each of which a memory holds. */
export class KnownBeliefs {
  readonly #memory: Memory;
  readonly #part: string;
  readonly #minScore: number;
  readonly #beliefs = new Map<string, Belief>();
  readonly #memories = new Map<string, string>();
  /** Ids of beliefs by ids of memories. */
  readonly #found = new Map<string, string>();

  constructor(memory: Memory, { part, minScore }: KnownBeliefsOptions) {
    this.#memory = memory;
    this.#part = part;
    this.#minScore = minScore;
  }

  all(): Belief[] {
    return [...this.#beliefs.values()];
  }

  get(id: string): Belief | undefined {
    return this.#beliefs.get(id);
  }

  user(name: string): string {
    return `${this.#part}/${name}`;
  }

  /** What was superseded first, so that what replaced it can name it. */
  async addAll(beliefs: readonly Belief[]): Promise<void> {
    const rest = new Set(beliefs);
    while (rest.size > 0) {
      const [next] = [...rest].filter(
        ({ _id: id }) => ![...rest].some((other) => other.superseded_by === id),
      );
      if (!next) throw new TulvingError('invalid_input', 'beliefs supersede each other in a ring');
      rest.delete(next);
      await this.add(next);
    }
  }

  async add(belief: Belief): Promise<void> {
    const { _id: id, resolved_at: resolved } = belief;
    const older = this.all().filter((one) => one.superseded_by === id);
    const supersedes = older.map((one) => this.#memories.get(one._id) as string);
    const { memories } = await this.#memory.add({
      user_id: this.user(belief.user_id),
      text: textOf(belief),
      tags: belief.scope,
      ...(supersedes.length > 0 && { supersedes }),
      ...(resolved && { valid_to: new Date().toISOString() }),
    });
    this.#keep(belief, memories[0]?.id as string);
  }

  async change({ beliefId, addAliases = [], ...change }: BeliefChange): Promise<void> {
    const belief = this.#beliefs.get(beliefId);
    const memory = this.#memories.get(beliefId);
    if (!belief || memory === undefined) {
      throw new TulvingError('invalid_input', `a session changes ${beliefId}, which is not there`);
    }
    const changed: Belief = {
      ...belief,
      canonical_name: change.setCanonicalName ?? belief.canonical_name,
      content: change.setContent ?? belief.content,
      aliases: [...new Set([...belief.aliases, ...addAliases])],
    };
    await this.#memory.update(memory, { text: textOf(changed) });
    this.#keep(changed, memory);
  }

  /** Ids of the beliefs that a search finds, best first. */
  async search(user: string, query: string, scope: readonly string[], limit: number) {
    const { results } = await this.#memory.search({
      user_id: this.user(user),
      query,
      limit,
      min_score: this.#minScore,
      filters: { tags: { in: [...scope] } },
    });
    return results.flatMap(({ id }) => this.#found.get(id) ?? []);
  }

  #keep(belief: Belief, memory: string): void {
    this.#beliefs.set(belief._id, belief);
    this.#memories.set(belief._id, memory);
    this.#found.set(memory, belief._id);
  }
}

/** What the runner of the set hands to every memory. */
function textOf({ canonical_name, aliases, content, why_it_matters }: Belief): string {
  return [canonical_name, ...aliases, content, why_it_matters].filter(Boolean).join(' ');
}
