import { noModel } from './chat.js';
import { FeedbackTargets, type FeedbackTargetsParts } from './feedback-targets.js';
import { actionsOf, feedbackPrompt, understoodSchema } from '../chat/feedback-prompt.js';
import { TulvingError } from '../errors.js';
import { type Redactor, redactRequest } from '../ingest/redact-request.js';
import {
  type Correction,
  correctionsOf,
  planCorrections,
  tokenOf,
} from '../lifecycle/corrections.js';
import type { Editor } from '../lifecycle/editor.js';
import { requirePerson, requireScope } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import {
  type FeedbackAction,
  type FeedbackChange,
  type FeedbackEntry,
  feedbackLimits,
  type FeedbackPreview,
  type FeedbackPreviewRequest,
  feedbackPreviewSchema,
  type FeedbackRequest,
  type FeedbackResult,
  feedbackSchema,
  type FeedbackVerdict,
} from '../model/feedback.js';
import type { NewId } from '../model/ids.js';
import type { Scope } from '../model/scope.js';
import { formatInstant } from '../model/time.js';
import { invalidInput, validate } from '../model/validate.js';
import type { LanguageModels } from '../models/port.js';
import { generateObject } from '../models/structured.js';
import type { Store } from '../store/port.js';
import type { Recorder } from '../traces/recorder.js';

export interface FeedbackParts extends FeedbackTargetsParts {
  store: Pick<Store, 'memories' | 'notes'>;
  editor: Editor;
  /** Missing where none is configured. */
  models?: LanguageModels | undefined;
  redactor: Redactor;
  /** Keeps the search that it is about. */
  recorder: Pick<Recorder, 'keep'>;
  newId: NewId;
  /** Active memories that one user may have; 0: any number. */
  quota: number;
}

const LISTED = 100;

/** What is to be done, and to what, as it stands now. */
interface Weighed {
  corrections: Correction[];
  token: string;
}

interface Verdict {
  memory: string;
  verdict: FeedbackVerdict;
  reason: string | null;
}

type Asked = Pick<FeedbackRequest, 'actions' | 'said'> & Scope;

/** What people say of memories: written down, and where it corrects them, done so that it can be undone. */
export class Feedback {
  readonly #parts: FeedbackParts;
  readonly #targets: FeedbackTargets;

  constructor(parts: FeedbackParts) {
    this.#parts = parts;
    this.#targets = new FeedbackTargets(parts);
  }

  /** What feedback would change. Changes nothing; what is said in own words is understood by the model. */
  async preview(request: FeedbackPreviewRequest, caller: Caller = LOCAL): Promise<FeedbackPreview> {
    requireScope(caller.access, 'write');
    const { actions: given, ...input } = this.#clean(validate(feedbackPreviewSchema, request));
    const { actions, refused } = given
      ? { actions: given, refused: 0 }
      : await this.#understand(input, caller);
    const asked = { ...input, actions };
    const { corrections, token } = await this.#weigh(asked, caller);
    return { actions, changes: corrections.map(changeOf), preview_token: token, refused };
  }

  /** Writes verdicts down, and corrects what is wrong: all of it or nothing, in one batch. */
  async give(request: FeedbackRequest, caller: Caller = LOCAL): Promise<FeedbackResult> {
    requireScope(caller.access, 'write');
    const input = this.#clean(validate(feedbackSchema, request));
    const { preview_token: token, actions } = input;
    if (token === undefined && actions.some(({ action }) => action === 'replace')) {
      const detail = 'is missing; look at a preview first: its token goes with a replacement';
      throw invalidInput([{ pointer: '/preview_token', detail }]);
    }
    const { newId, editor } = this.#parts;
    const batch = newId();
    let done: Correction[] = [];
    let newer: ReadonlyMap<string, string> = new Map();
    await editor.commit(caller, async (reviser) => {
      const weighed = await this.#weigh(input, caller);
      if (token !== undefined && token !== weighed.token) throw previewChanged();
      done = weighed.corrections;
      if (done.length === 0) return undefined;
      const clean = (text: string) => this.#cleanText(text);
      const context = { newId, batch, trust: 'user', clean } as const;
      const { newer: superseding, ...plan } = planCorrections(done, context, reviser);
      newer = superseding;
      return { ...plan, quota: this.#quotaOf(done) };
    });
    const recorded = await this.#record(input, done, caller);
    if (input.trace_id !== undefined) this.#parts.recorder.keep(input.trace_id, caller);
    return {
      batch_id: done.length === 0 ? null : batch,
      changes: done.map((correction) => ({
        ...changeOf(correction),
        new_memory_id: newer.get(correction.memory.id) ?? null,
      })),
      recorded,
    };
  }

  /** What was said of a memory, newest first. */
  async list(memoryId: string, caller: Caller = LOCAL): Promise<FeedbackEntry[]> {
    const { editor, store } = this.#parts;
    const { id } = await editor.find(memoryId, caller, { deletedToo: true });
    const entries = await store.notes.feedbackOf(caller.tenant, id, LISTED);
    return entries.map((entry) => ({
      id: entry.id,
      memory_id: entry.memory,
      verdict: entry.verdict as FeedbackVerdict,
      reason: entry.reason,
      trace_id: entry.trace,
      actor: entry.actor,
      app: entry.app,
      at: formatInstant(entry.at),
    }));
  }

  async #weigh(asked: Asked, caller: Caller): Promise<Weighed> {
    const { actions, said } = asked;
    if (actions.some(({ action }) => action === 'right')) requirePerson(caller.access);
    const ids = actions.flatMap((action) => ('memory_id' in action ? [action.memory_id] : []));
    const found = await Promise.all(
      [...new Set(ids)].map((id) => this.#parts.editor.find(id, caller, { toWrite: true })),
    );
    const named = new Map(found.map((memory) => [memory.id, memory]));
    const candidates = await this.#targets.replaced(asked, caller);
    const corrections = correctionsOf(actions, { named, candidates, said });
    if (corrections.length > feedbackLimits.changes) throw tooMany();
    return { corrections, token: tokenOf([actions, said ?? null], corrections) };
  }

  async #understand(
    input: Pick<FeedbackPreviewRequest, 'said' | 'memory_ids' | 'trace_id'> & Scope,
    caller: Caller,
  ): Promise<{ actions: FeedbackAction[]; refused: number }> {
    const { models } = this.#parts;
    if (!models) throw noModel('Feedback in own words');
    const { said = '' } = input;
    const shown = await this.#targets.shownFor(input, caller);
    const { value, dropped } = await generateObject(models.for(caller.tenant, 'feedback'), {
      ...feedbackPrompt(said, shown),
      schema: understoodSchema,
      name: 'actions',
      lenient: true,
    });
    const { actions, refused } = actionsOf(value.actions, shown);
    return { actions, refused: refused + dropped };
  }

  async #record(
    { actions, trace_id }: FeedbackRequest,
    done: readonly Correction[],
    { tenant, principal, app }: Caller,
  ): Promise<number> {
    const { store, newId, clock } = this.#parts;
    const trace = trace_id ?? null;
    const judged: Verdict[] = actions.flatMap((action) =>
      action.action === 'replace'
        ? []
        : [{ memory: action.memory_id, verdict: action.action, reason: action.reason ?? null }],
    );
    const named = new Set(judged.map(({ memory }) => memory));
    const replaced: Verdict[] = done
      .filter(({ memory }) => !named.has(memory.id))
      .map(({ memory }) => ({ memory: memory.id, verdict: 'replaced', reason: null }));
    for (const entry of [...judged, ...replaced]) {
      const by = { tenant, trace, actor: principal, app, at: clock() };
      await store.notes.addFeedback({ id: newId(), ...entry, ...by });
    }
    return judged.length + replaced.length;
  }

  /** Without secrets. What is looked for stays as it is. */
  #clean<Request extends { actions?: FeedbackAction[] | undefined; said?: string | undefined }>(
    request: Request,
  ): Request {
    const actions = request.actions?.map((action): FeedbackAction => {
      if (action.action === 'replace') return { ...action, to: this.#cleanText(action.to) };
      const { reason } = action;
      const why = reason === undefined ? {} : { reason: this.#cleanText(reason) };
      if (action.action !== 'wrong' || action.correction === undefined)
        return { ...action, ...why };
      return { ...action, ...why, correction: this.#cleanText(action.correction) };
    });
    const { said } = request;
    return {
      ...request,
      ...(actions && { actions }),
      ...(said !== undefined && { said: this.#cleanText(said) }),
    };
  }

  #cleanText(text: string): string {
    return redactRequest({ text }, this.#parts.redactor).request.text;
  }

  #quotaOf(corrections: readonly Correction[]): { user: string; most: number } | undefined {
    const { quota } = this.#parts;
    const [user, ...others] = new Set(corrections.map(({ memory }) => memory.scope.user));
    if (quota === 0 || typeof user !== 'string' || others.length > 0) return undefined;
    return { user, most: quota };
  }
}

function changeOf({ memory, change, after }: Correction): FeedbackChange {
  return { change, memory_id: memory.id, before: memory.text, after };
}

function previewChanged(): TulvingError {
  return new TulvingError('preview_changed', 'Memories have changed since the preview was made.');
}

function tooMany(): TulvingError {
  const detail = `would change more than ${feedbackLimits.changes} memories; narrow the scope`;
  return invalidInput([{ pointer: '/actions', detail }]);
}
