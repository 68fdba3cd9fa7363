import { type ErrorCode, TulvingError } from '../../errors.js';
import { FULL } from '../../model/access.js';
import type { Caller } from '../../model/caller.js';
import type { NewId } from '../../model/ids.js';
import type { Clock, Instant } from '../../model/time.js';
import type { LinkChange } from '../../store/change-set.js';
import type { Store, StoredMemory } from '../../store/port.js';
import type { Editor } from '../editor.js';
import { type Plan, planMerge, type Reviser, revisionOf } from '../revise.js';
import type { Ask } from './ask.js';
import { askAboutCluster, type Told } from './cluster-question.js';
import { fadedImportance } from './decay.js';
import { countRefused, type Diary } from './diary.js';
import { type Duplicate, duplicateOf } from './duplicates.js';
import { drawnKinds, type Group, membersOf, stands } from './members.js';
import type { Pair } from './nearness.js';
import { askForSame, PAIRS } from './pair-question.js';
import { planEraseAlone, planSummary } from './plan-summary.js';
import type { DueCluster, KnownSummary } from './summaries.js';
import { type Outlook, surveyClusters, surveyDuplicates, type SurveyParts } from './survey.js';

export interface ConsolidatorParts extends SurveyParts {
  store: SurveyParts['store'] & Pick<Store, 'batches' | 'cubes'>;
  editor: Editor;
  clock: Clock;
  newId: NewId;
  timezone: string;
  /** Active memories that one user may have; 0: any number. */
  quota: number;
  /** Ids of memories that recent searches have answered. */
  recalled: (tenant: number) => Promise<ReadonlySet<string>>;
}

export interface RunOptions {
  group: Group;
  /** Also what was looked at before, and is as it was. */
  all?: boolean | undefined;
  /** Id of the batch; that of the job, so that one that is done again goes on in the same. */
  batch: string;
  /** Missing where no model is configured: then only what is sure is done. */
  ask?: Ask | undefined;
  signal?: AbortSignal | undefined;
}

/** What a model says of one question alone. */
const LEFT_OUT: ReadonlySet<ErrorCode> = new Set(['model_unusable', 'model_declined']);
/** Revisions in one commit. */
const CHUNK = 100;

/** One run over one group, step by step. */
export class Run {
  readonly #parts: ConsolidatorParts;
  readonly #options: RunOptions;
  readonly #diary: Diary;
  readonly #caller: Caller;
  #answered = false;
  #unusable: TulvingError | undefined;

  constructor(parts: ConsolidatorParts, options: RunOptions, diary: Diary) {
    this.#parts = parts;
    this.#options = options;
    this.#diary = diary;
    const { tenant } = options.group;
    this.#caller = { tenant, principal: 'job:consolidate', app: null, access: FULL, key: null };
  }

  async merge(outlook: Outlook): Promise<void> {
    const { group, ask, signal } = this.#options;
    const { lookedAt, same, near, unsure } = await surveyDuplicates(group, this.#parts, outlook);
    this.#diary.looked_at = lookedAt;
    for (const duplicate of same) await this.#mergeOne(duplicate);
    for (const pair of unsure) await this.#openReview(pair);
    if (!ask) return;
    for (let from = 0; from < near.length; from += PAIRS) {
      const { timezone } = this.#parts;
      const pairs = near.slice(from, from + PAIRS);
      const found = await this.#tried(() => askForSame(pairs, { ask, timezone, signal }));
      for (const { one, other } of found ?? []) await this.#mergeOne(duplicateOf(one, other));
    }
  }

  async #mergeOne({ memory, into }: Duplicate): Promise<void> {
    this.#options.signal?.throwIfAborted();
    await this.#commit(async (reviser, diary) => {
      const [one, other] = await this.#unchanged([memory, into], reviser.at, 'text');
      if (!one || !other) return undefined;
      diary.merged.push({ memory: one.id, into: other.id });
      return planMerge(one, other, reviser);
    });
  }

  /** Nothing tells whether they say the same: a person may. */
  async #openReview({ one, other }: Pair): Promise<void> {
    const { memory, into } = duplicateOf(one, other);
    await this.#commit(async (reviser) => {
      const [newer, older] = await this.#unchanged([memory, into], reviser.at, 'text');
      if (!newer || !older) return undefined;
      const pair = { memory: newer.id, other: older.id };
      const open = { id: this.#parts.newId(), kind: 'duplicate' as const, ...pair };
      return { reviews: [{ open: { ...open, reasons: ['near'] } }] };
    });
  }

  async sumUp(outlook: Outlook): Promise<void> {
    const { group, ask, signal } = this.#options;
    const { timezone } = this.#parts;
    const { due, outdated } = await surveyClusters(group, this.#parts, outlook);
    const left: KnownSummary[] = [...outdated];
    for (const one of ask ? due : []) {
      const asked = { ask: ask as Ask, timezone, signal };
      const told = await this.#tried(() => askAboutCluster(one.cluster, asked));
      countRefused(this.#diary, told?.refused ?? {});
      const written = told !== undefined && (await this.#keep(one, told));
      if (!written) left.push(...one.replaces.filter(({ isOutdated }) => isOutdated));
    }
    for (const { memory } of left) await this.#end(memory);
  }

  /** @returns whether a summary was written */
  async #keep(due: DueCluster, { sentences, related }: Told): Promise<boolean> {
    const { group } = this.#options;
    const { newId } = this.#parts;
    const { members } = due.cluster;
    const id = newId();
    let written = false;
    await this.#commit(async (reviser, diary) => {
      written = false;
      const fresh = await this.#unchanged(members, reviser.at, 'version');
      if (fresh.length < members.length) {
        countRefused(diary, { changed_meanwhile: 1 });
        return undefined;
      }
      const links = await this.#newLinks(related);
      const reviews = links.flatMap(({ from, kind, to }) =>
        kind === 'contradicts' ? [this.#reviewOf(from, to)] : [],
      );
      diary.related.push(...links.map(({ from, kind, to }) => ({ from, kind, to })));
      const plan: Plan = { links, ...(reviews.length > 0 && { reviews }) };
      const older = await this.#unchanged(
        due.replaces.map(({ memory }) => memory),
        reviser.at,
        'text',
      );
      if (sentences.length === 0 || !(await this.#hasRoom()))
        return links.length > 0 ? plan : undefined;
      written = true;
      const replaces = due.replaces.flatMap((one) => {
        const memory = older.find((found) => found.id === one.memory.id);
        return memory ? [{ ...one, memory }] : [];
      });
      const summary = planSummary({ id, group, due: { ...due, replaces }, sentences }, reviser);
      diary.summaries.push(id);
      diary.replaced.push(...replaces.map(({ memory }) => memory.id));
      return { ...plan, ...summary, links: [...summary.links, ...links] };
    });
    if (written) await this.#verify(id, members);
    return written;
  }

  /** What was erased between the look at it and the commit must not live on in a summary. */
  async #verify(id: string, members: readonly StoredMemory[]): Promise<void> {
    const { store, editor } = this.#parts;
    const { tenant } = this.#caller;
    const ids = members.map((member) => member.id);
    const known = new Map((await store.memories.byIds(tenant, ids)).map((one) => [one.id, one]));
    const isWhole = members.every(
      (member) => (known.get(member.id)?.sources.length ?? -1) >= member.sources.length,
    );
    if (isWhole) return;
    await editor.commit(this.#caller, async () => {
      const [summary] = await store.memories.byIds(tenant, [id]);
      return summary && planEraseAlone(summary);
    });
  }

  /** One answer that cannot be used leaves the rest to be asked; when none can, the run fails. */
  async #tried<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
    try {
      const answer = await ask();
      this.#answered = true;
      return answer;
    } catch (error) {
      if (!TulvingError.isInstance(error) || !LEFT_OUT.has(error.code)) throw error;
      countRefused(this.#diary, { [error.code]: 1 });
      this.#unusable = error;
      return undefined;
    }
  }

  #reviewOf(memory: string, other: string) {
    const open = { id: this.#parts.newId(), kind: 'contradiction' as const, memory, other };
    return { open: { ...open, reasons: ['consolidate'] } };
  }

  /** Those that are not there yet. */
  async #newLinks(related: Told['related']): Promise<LinkChange[]> {
    const found: LinkChange[] = [];
    for (const { from, kind, to } of related) {
      const linked = await this.#parts.store.history.linked(from.no, [kind]);
      const isThere = linked.some(
        ({ end, memory }) => memory.no === to.no && (end === 'to' || kind === 'contradicts'),
      );
      if (!isThere) found.push({ from: from.id, to: to.id, kind, undo: {} });
    }
    return found;
  }

  /** A summary of what does not hold any more ends with it. */
  async #end(summary: StoredMemory): Promise<void> {
    await this.#commit(async (reviser, diary) => {
      const [fresh] = await this.#unchanged([summary], reviser.at, 'text');
      if (!fresh) return undefined;
      diary.ended.push(fresh.id);
      const change = { validTo: reviser.at, reason: 'part_changed' };
      return { revisions: [revisionOf(fresh, 'updated', reviser, change)] };
    });
  }

  async fade(at: Instant): Promise<void> {
    const { store, recalled } = this.#parts;
    const { group, signal } = this.#options;
    const kinds = [...drawnKinds, 'summary', 'statement'] as const;
    const members = await membersOf(store.memories, group, { kinds, at });
    const needed = await recalled(group.tenant);
    const fading = members.filter(
      (one) => !needed.has(one.id) && fadedImportance(one, at) !== undefined,
    );
    for (let from = 0; from < fading.length; from += CHUNK) {
      signal?.throwIfAborted();
      const some = fading.slice(from, from + CHUNK);
      await this.#commit(async (reviser, diary) => {
        const fresh = await this.#unchanged(some, reviser.at, 'version');
        const revisions = fresh.flatMap((one) => {
          const importance = fadedImportance(one, reviser.at);
          if (importance === undefined) return [];
          diary.before[one.id] ??= { importance: one.importance };
          return [revisionOf(one, 'updated', reviser, { importance, reason: 'faded' })];
        });
        diary.faded += revisions.length;
        return revisions.length > 0 ? { revisions } : undefined;
      });
    }
  }

  /** Writes down that it is finished, and at which state of the cube. */
  async finish(): Promise<void> {
    if (this.#unusable && !this.#answered) throw this.#unusable;
    const { store } = this.#parts;
    const { tenant, cube } = this.#options.group;
    const [state] = await store.cubes.states(tenant, [cube]);
    await this.#commit(async (_, diary) => {
      diary.finished = true;
      diary.change_seq = state?.changeSeq ?? null;
      return {};
    });
  }

  /** Commits what was planned as a part of the batch, with the diary as it is then. */
  async #commit(
    plan: (reviser: Reviser, diary: Diary) => Promise<Plan | undefined>,
  ): Promise<void> {
    const { group, batch: id } = this.#options;
    let draft = this.#diary;
    await this.#parts.editor.commit(this.#caller, async (reviser) => {
      draft = structuredClone(this.#diary);
      const planned = await plan(reviser, draft);
      const { cube, user } = group;
      const batch = { id, kind: 'consolidate' as const, cube, user, note: { ...draft } };
      return planned && { ...planned, batch };
    });
    Object.assign(this.#diary, draft);
  }

  /** As they are now, without those that changed in what matters or do not hold any more. */
  async #unchanged(
    memories: readonly StoredMemory[],
    at: Instant,
    matters: 'text' | 'version',
  ): Promise<StoredMemory[]> {
    const ids = memories.map(({ id }) => id);
    const found = await this.#parts.store.memories.byIds(this.#caller.tenant, ids);
    const fresh = new Map(found.map((memory) => [memory.id, memory]));
    return memories.flatMap((known) => {
      const now = fresh.get(known.id);
      return now && stands(now, at) && now[matters] === known[matters] ? [now] : [];
    });
  }

  async #hasRoom(): Promise<boolean> {
    const { quota, store, clock } = this.#parts;
    const { tenant, user } = this.#options.group;
    if (quota === 0 || user === null) return true;
    const reach = { cubes: 'all' as const, user: { id: user, orNone: false } };
    const query = { tenant, reach, state: 'active' as const, at: clock() };
    return (await store.memories.count(query)) < quota;
  }
}
