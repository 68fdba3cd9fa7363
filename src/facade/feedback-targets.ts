import { replaceWords } from '../language/replace-words.js';
import { fold } from '../language/terms/fold.js';
import { replacementOf } from '../lifecycle/corrections.js';
import type { Editor } from '../lifecycle/editor.js';
import { removalOf } from '../lifecycle/eraser.js';
import { narrowReach, narrowScope, owns } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import {
  type FeedbackAction,
  feedbackLimits,
  type FeedbackPreviewRequest,
  type FeedbackRequest,
} from '../model/feedback.js';
import type { Scope } from '../model/scope.js';
import type { Clock } from '../model/time.js';
import type { Store, StoredMemory } from '../store/port.js';
import type { Traces } from '../traces/traces.js';
import type { Finder } from './finder.js';

export interface FeedbackTargetsParts {
  store: Pick<Store, 'memories'>;
  editor: Pick<Editor, 'find'>;
  finder: Pick<Finder, 'unnoted'>;
  traces: Pick<Traces, 'get'>;
  clock: Clock;
}

const PAGE = 200;
/** How many memories the model is shown that words may be about. */
const SHOWN = 10;

/** Which memories feedback is about, where it does not name them. */
export class FeedbackTargets {
  readonly #parts: FeedbackTargetsParts;

  constructor(parts: FeedbackTargetsParts) {
    this.#parts = parts;
  }

  /** What holds now and holds words that are to be replaced; one more than may be changed at most. */
  async replaced(
    asked: Pick<FeedbackRequest, 'actions'> & Scope,
    caller: Caller,
  ): Promise<StoredMemory[]> {
    const replacements = asked.actions.filter((action) => action.action === 'replace');
    if (replacements.length === 0) return [];
    const { cube, user_id, agent_id, app_id, run_id } = asked;
    const scope = narrowScope(caller.access, { cube, user_id, agent_id, app_id, run_id });
    const reach = narrowReach(caller.access, removalOf(scope), 'write');
    const found = new Map<string, StoredMemory>();
    for (const action of replacements) {
      for await (const memory of this.#holding(action, reach, caller)) {
        found.set(memory.id, memory);
        if (found.size > feedbackLimits.changes) return [...found.values()];
      }
    }
    return [...found.values()];
  }

  async *#holding(
    action: FeedbackAction & { action: 'replace' },
    reach: ReturnType<typeof narrowReach>,
    { tenant, access }: Caller,
  ): AsyncGenerator<StoredMemory> {
    const { store, clock } = this.#parts;
    const at = clock();
    const asked = {
      tenant,
      reach,
      state: 'active',
      limit: PAGE,
      at,
      text: fold(action.from),
    } as const;
    const replacement = replacementOf(action);
    const isMeant = (memory: StoredMemory) =>
      memory.mergedInto === null &&
      (memory.validTo === null || memory.validTo > at) &&
      owns(access, memory) &&
      replaceWords(memory.text, replacement) !== memory.text;
    for (let before: number | undefined; ;) {
      const page = await store.memories.page({ ...asked, before });
      yield* page.filter(isMeant);
      before = page.at(-1)?.no;
      if (before === undefined) return;
    }
  }

  /** What words may be about: what is named, what a search answered, or what a search for them finds. */
  async shownFor(
    { said = '', memory_ids: ids, trace_id: trace, ...scope }: FeedbackPreviewRequest,
    caller: Caller,
  ): Promise<{ id: string; text: string }[]> {
    const { traces, editor, finder } = this.#parts;
    if (ids === undefined && trace === undefined) {
      const { cube, user_id, agent_id, app_id, run_id } = scope;
      const about = { cube, user_id, agent_id, app_id, run_id, include_superseded: false };
      const found = await finder.unnoted({ ...about, query: said, limit: SHOWN }, caller);
      return found.results;
    }
    const named =
      ids ?? (await traces.get(trace ?? '', caller)).results.map(({ memory_id: id }) => id);
    const shown = named.slice(0, feedbackLimits.shown);
    const found = await Promise.allSettled(shown.map((id) => editor.find(id, caller)));
    return found.flatMap((one) => {
      if (one.status === 'fulfilled') return [one.value];
      // Of a trace it may be gone since; what somebody names must be there.
      if (ids !== undefined) throw one.reason;
      return [];
    });
  }
}
