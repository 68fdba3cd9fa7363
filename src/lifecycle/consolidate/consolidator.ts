import type { Instant } from '../../model/time.js';
import type { Ask } from './ask.js';
import { type Diary, diaryOf, newDiary } from './diary.js';
import { type Estimate, estimateOf } from './estimate.js';
import type { Group } from './members.js';
import { type ConsolidatorParts, Run, type RunOptions } from './run.js';
import { surveyClusters, surveyDuplicates } from './survey.js';

/**
 * Puts the memories of a group in order: merges what says the same, sums up what belongs together, names
 * what is related, and lets importance fade. Nothing is deleted, and all of it is one batch, which can be
 * undone. What is done is told by the memories themselves, so that it may stop anywhere and be begun again.
 */
export class Consolidator {
  readonly #parts: ConsolidatorParts;

  constructor(parts: ConsolidatorParts) {
    this.#parts = parts;
  }

  async run(options: RunOptions): Promise<Diary> {
    const { store } = this.#parts;
    const { group, batch, ask, signal } = options;
    const before = await store.batches.get(group.tenant, batch);
    const diary = before ? diaryOf(before.note) : newDiary();
    if (!before) diary.began = this.#parts.clock();
    if (ask) diary.model ??= { calls: 0, input: 0, output: 0 };
    const run = new Run(this.#parts, { ...options, ask: ask && counted(ask, diary) }, diary);
    const since = await this.#since(options);
    const outlook = () => ({
      at: this.#parts.clock(),
      since,
      withModel: ask !== undefined,
      signal,
    });
    await run.merge(outlook());
    await run.sumUp(outlook());
    await run.fade(this.#parts.clock());
    await run.finish();
    return diary;
  }

  /** What a run would do; nothing is done and no model is asked. */
  async estimate(
    { group, all }: Pick<RunOptions, 'group' | 'all'>,
    withModel: boolean,
  ): Promise<Estimate> {
    const at = this.#parts.clock();
    const outlook = { at, since: await this.#since({ group, all }), withModel };
    const duplicates = await surveyDuplicates(group, this.#parts, outlook);
    const clusters = await surveyClusters(group, this.#parts, outlook);
    return estimateOf(duplicates, clusters, this.#parts.timezone);
  }

  /** When the group was put in order last. */
  async #since({ group, all = false }: Pick<RunOptions, 'group' | 'all'>): Promise<Instant> {
    const last = all ? undefined : await this.#last(group);
    return last ? diaryOf(last.note).began : 0;
  }

  /** Whether the cube has changed since then. */
  async isDue(group: Group): Promise<boolean> {
    const { tenant, cube } = group;
    const last = await this.#last(group);
    if (!last) return true;
    const [state] = await this.#parts.store.cubes.states(tenant, [cube]);
    return state !== undefined && state.changeSeq !== diaryOf(last.note).change_seq;
  }

  /** The last one that came to its end. One that was undone counts: nobody wants it done again by itself. */
  async #last({ tenant, cube, user }: Group) {
    const { batches } = this.#parts.store;
    const query = { tenant, kind: 'consolidate', cube, ...(user !== null && { user }) } as const;
    const page = await batches.page({ ...query, limit: 20 });
    return page.find((one) => one.user === user && diaryOf(one.note).finished);
  }
}

/** Asks, and writes down what it took. */
function counted(ask: Ask, diary: Diary): Ask {
  return async (question) => {
    const answer = await ask(question);
    if (diary.model) {
      diary.model.calls += answer.calls;
      diary.model.input += answer.usage.input ?? 0;
      diary.model.output += answer.usage.output ?? 0;
    }
    return answer;
  };
}
