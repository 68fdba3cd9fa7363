import type { ExtractResult } from '../../model/extract.js';
import type { Generated } from '../../models/port.js';
import type { DrawnPlan } from './plan-drawn.js';

type Ids = Pick<ExtractResult, 'memories' | 'same' | 'superseded' | 'contradicts' | 'quarantined'>;

/** What a job has come to so far. */
export class Outcome {
  readonly #ids: Record<keyof Ids, Set<string>> = {
    memories: new Set(),
    same: new Set(),
    superseded: new Set(),
    contradicts: new Set(),
    quarantined: new Set(),
  };
  readonly #refused = new Map<string, number>();
  readonly #tokens = { source: 0, input: 0, output: 0 };
  readonly #before: DrawnPlan['before'] = {};
  #calls = 0;
  #episodes = 0;

  refuse(reason: string, count = 1): void {
    if (count > 0) this.#refused.set(reason, (this.#refused.get(reason) ?? 0) + count);
  }

  called(calls: number, { input, output }: Generated['usage']): void {
    this.#calls += calls;
    this.#tokens.input += input ?? 0;
    this.#tokens.output += output ?? 0;
  }

  read(episodes: number, tokens: number): void {
    this.#episodes += episodes;
    this.#tokens.source += tokens;
  }

  /** @param created ids that the store has made anew, and those that it took for further evidence */
  kept(created: readonly string[], evidence: readonly string[], plan?: DrawnPlan): void {
    add(this.#ids.memories, created);
    add(this.#ids.same, evidence);
    for (const name of ['same', 'superseded', 'contradicts', 'quarantined'] as const) {
      add(this.#ids[name], plan?.[name] ?? []);
    }
    Object.assign(this.#before, plan?.before);
  }

  get result(): ExtractResult {
    const list = (name: keyof Ids) => [...this.#ids[name]];
    return {
      memories: list('memories'),
      same: list('same'),
      superseded: list('superseded'),
      contradicts: list('contradicts'),
      quarantined: list('quarantined'),
      refused: Object.fromEntries(this.#refused),
      episodes: this.#episodes,
      calls: this.#calls,
      tokens: { ...this.#tokens },
    };
  }

  /** For the batch, with the window that is about to be kept: numbers, and what undoing needs. */
  noteWith(
    { memories, before, ...plan }: DrawnPlan,
    read: { episodes: number; tokens: number },
  ): Record<string, unknown> {
    const { refused, episodes, calls, tokens, ...ids } = this.result;
    const coming: Partial<Record<keyof Ids, readonly string[]>> = {
      ...plan,
      memories: memories.map(({ id }) => id),
    };
    const counts = (Object.keys(ids) as (keyof Ids)[]).map((name) => [
      name,
      new Set([...ids[name], ...(coming[name] ?? [])]).size,
    ]);
    return {
      ...Object.fromEntries(counts),
      refused,
      episodes: episodes + read.episodes,
      calls,
      tokens: { ...tokens, source: tokens.source + read.tokens },
      before: { ...this.#before, ...before },
    };
  }
}

function add(to: Set<string>, ids: readonly string[]): void {
  for (const id of ids) to.add(id);
}
