import { TulvingError } from '../errors.js';
import type { Editor } from '../lifecycle/editor.js';
import type { Reviser } from '../lifecycle/revise.js';
import { planUndo, type UndoInput, type UndoPlan } from '../lifecycle/undo.js';
import { joinNotes, type UndoNote, undoNoteOf } from '../lifecycle/undo-note.js';
import { isOfOne, selected, touchedBy } from '../lifecycle/undo-scope.js';
import { narrowName, requireScope } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import { isId, type NewId } from '../model/ids.js';
import type { Clock } from '../model/time.js';
import { type UndoRequest, type UndoResult, undoSchema } from '../model/undo.js';
import { instantOf, validate } from '../model/validate.js';
import type { StoredBatch } from '../store/batches.js';
import type { Batches } from './batches.js';
import { seenEpisodes } from './seen-episodes.js';
import { UndoReader, type UndoReads, type UndoRun } from './undo-reader.js';
import { UndoReport } from './undo-report.js';
import {
  targetsOfBatch,
  targetsOfEpisodes,
  targetsOfSpan,
  type UndoTarget,
} from './undo-targets.js';

export interface UndoerParts {
  store: UndoReads;
  editor: Editor;
  batches: Batches;
  indexer: Reviser['indexer'];
  clock: Clock;
  newId: NewId;
  timezone: string;
}

/** Memories of one commit: others write in between. */
const PORTION = 200;

/**
 * Takes back what batches did, the newest first. Each is taken back by a batch of its own, so that it can be
 * done again; portion by portion, and what broke off is gone on with when it is asked for again.
 */
export class Undoer {
  readonly #parts: UndoerParts;
  readonly #reader: UndoReader;

  constructor(parts: UndoerParts) {
    this.#parts = parts;
    this.#reader = new UndoReader(parts.store);
  }

  async undo(request: UndoRequest, caller: Caller = LOCAL): Promise<UndoResult> {
    requireScope(caller.access, 'write');
    const input = validate(undoSchema, request);
    const targets = await this.#targets(input, caller);
    const report = new UndoReport(input.preview ?? false);
    const run = {
      caller,
      report,
      takenBack: new Map<string, Set<string>>(),
      previewed: new Set<string>(),
    };
    for (const target of targets) await this.#takeBack(target, run);
    return report.result();
  }

  async #targets(
    { batch, episode, since = '', until, user_id: user }: UndoRequest,
    caller: Caller,
  ): Promise<UndoTarget[]> {
    const { store, batches, timezone } = this.#parts;
    if (batch !== undefined) {
      return targetsOfBatch(store, await batches.find(batch, caller), caller);
    }
    if (episode !== undefined) {
      const found = isId(episode)
        ? await store.memories.episode(caller.tenant, episode)
        : undefined;
      const [seen] = found ? await seenEpisodes(store, [found], caller) : [];
      if (!seen) {
        throw new TulvingError('not_found', `There is no episode ${episode}.`);
      }
      return targetsOfEpisodes(store, new Set([episode]), caller);
    }
    const span = {
      since: instantOf(since, '/since', timezone),
      until: until === undefined ? undefined : instantOf(until, '/until', timezone),
      user: narrowName('user_id', user, caller.access.user),
    };
    return targetsOfSpan(store, span, caller);
  }

  async #takeBack({ batch, only }: UndoTarget, run: Run): Promise<void> {
    const { newId, editor } = this.#parts;
    const { tenant } = run.caller;
    const whole = await this.#reader.workOf(tenant, batch.id);
    const changed = whole.changes.map(({ memory }) => memory);
    const work = only ? selected(whole, await this.#reader.memories(tenant, changed), only) : whole;
    const ids = touchedBy(work);
    const id = newId();
    const known = new Map<string, StoredBatch | undefined>();
    const stays = new Set<string>();
    let note: UndoNote = { of: batch.id, links: [], sources: {}, before: {} };
    let [commits, done] = [0, 0];
    for (let from = 0; from === 0 || from < ids.length; from += PORTION) {
      const isLast = from + PORTION >= ids.length;
      let plan: UndoPlan | undefined;
      let joined = note;
      const planPortion = async (reviser: Reviser) => {
        const part = { batch, work, ids: ids.slice(from, from + PORTION), known };
        const input = await this.#reader.read(part, run);
        plan = planUndo(input, reviser);
        for (const { memory } of plan.kept) stays.add(memory.id);
        if (isLast) await this.#loose(plan, input, stays, tenant);
        joined = joinNotes(note, plan.note);
        const isNothing = plan.revisions.length + plan.links.length === 0;
        const isTaken = done + plan.done.length > 0 || stays.size === 0;
        const marks = isLast && !only && isTaken && batch.undoneAt === null && marksOf(batch);
        if (isNothing && !marks) return undefined;
        const { cube, user } = batch;
        return {
          revisions: plan.revisions,
          links: plan.links,
          batch: { id, kind: 'undo' as const, cube, user, note: { ...joined }, ...marks },
        };
      };
      if (run.report.preview) {
        const { indexer, clock, timezone } = this.#parts;
        await planPortion({ indexer, timezone, at: clock() });
      } else if (await editor.commit(run.caller, planPortion)) commits += 1;
      note = joined;
      if (plan) run.report.note(plan);
      done += plan?.done.length ?? 0;
      if (run.report.preview) markTaken(run.takenBack, plan?.done ?? [], batch.id);
    }
    if (run.report.preview && !only) run.previewed.add(batch.id);
    run.report.batch(batch, commits > 0 ? id : null);
  }

  /** Relations that no memory tells of: those that it made go, those that it took away come back. */
  async #loose(
    plan: UndoPlan,
    { links, note }: UndoInput,
    stays: ReadonlySet<string>,
    tenant: number,
  ): Promise<void> {
    const gone = links.filter(({ kind, from }) => !isOfOne(kind) && !stays.has(from));
    const back = note.links.filter(({ kind }) => !isOfOne(kind));
    const ends = await this.#reader.memories(
      tenant,
      back.flatMap(({ from, to }) => [from, to]),
    );
    plan.links.push(
      ...gone.map((link) => ({ ...link, undo: null })),
      ...back.filter(({ from, to }) => ends.has(from) && ends.has(to)),
    );
    plan.note = { ...plan.note, links: [...plan.note.links, ...gone] };
  }
}

interface Run extends UndoRun {
  report: UndoReport;
}

function marksOf(batch: StoredBatch): { undoes: string; redoes?: string } {
  const of = batch.kind === 'undo' ? undoNoteOf(batch).of : undefined;
  return { undoes: batch.id, ...(of !== undefined && { redoes: of }) };
}

function markTaken(takenBack: Run['takenBack'], done: UndoPlan['done'], batch: string): void {
  for (const { memory } of done) {
    takenBack.set(memory.id, (takenBack.get(memory.id) ?? new Set()).add(batch));
  }
}
