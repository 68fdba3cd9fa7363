import { createHash } from 'node:crypto';
import { draw } from '../../ingest/extract/draw.js';
import type { DrawnItem } from '../../ingest/extract/drawn.js';
import {
  type ExtractPromptOptions,
  systemPrompt,
  windowPrompt,
} from '../../ingest/extract/prompt.js';
import { briefReplySchema, type ReplyItem, replySchema } from '../../ingest/extract/reply.js';
import { withoutHidden } from '../../ingest/extract/hidden.js';
import { identityOf, type Window } from '../../ingest/extract/windows.js';
import type { Gate, Judgement } from '../../ingest/gate/gate.js';
import type { Reconciler, Verdict } from '../../ingest/reconcile/reconciler.js';
import { isSmallTalk } from '../../language/small-talk.js';
import type { Editor } from '../../lifecycle/editor.js';
import { type Access } from '../../model/access.js';
import { type Caller, LOCAL } from '../../model/caller.js';
import type { NewId } from '../../model/ids.js';
import type { Clock, Instant } from '../../model/time.js';
import { leastOf } from '../../model/trust.js';
import type { LanguageModel, LanguageModels } from '../../models/port.js';
import { generateObject } from '../../models/structured.js';
import type { Once } from '../../store/change-set.js';
import type { Store, StoredMemory } from '../../store/port.js';
import type { Outcome } from './outcome.js';
import { type Decided, type DrawnPlan, planDrawn } from './plan-drawn.js';
import { readNotes, type SourceNotes } from './sources.js';

export interface DrawerParts {
  store: Pick<Store, 'memories' | 'removals'>;
  editor: Editor;
  models: LanguageModels;
  gate: Gate;
  reconciler: Reconciler | undefined;
  clock: Clock;
  newId: NewId;
  timezone: string;
  /** Active memories that one user may have; 0: any number. */
  quota: number;
}

/** The job that a window belongs to. */
export interface DrawTask {
  tenant: number;
  job: string;
  user: string | null;
  /** Of whoever wrote it: what that one may not change is not changed for its words. */
  access: Access;
  /** There is no other try: what can do without the model does. */
  isLast: boolean;
  prompt: Omit<ExtractPromptOptions, 'timezone'>;
  /** Ids of the statements that it is about. Default: all of the episodes. */
  only?: readonly string[] | undefined;
  signal: AbortSignal;
  outcome: Outcome;
}

const DAY = 86_400_000;
/** As long as a job can still be looked at and run again. */
const ONCE_KEPT = 30 * DAY;
/** Room for an answer: what is drawn is seldom longer than what it is drawn from, and JSON takes room. */
const LEAST_ANSWER = 1_500;
const KEEP: Judgement['action'] = 'keep';

/** Shows one window to the model and keeps what comes of it: ask, draw, judge, compare, commit. */
export class WindowDrawer {
  readonly #parts: DrawerParts;

  constructor(parts: DrawerParts) {
    this.#parts = parts;
  }

  /** Whether a try before this one has kept what it came to; then that is told. */
  async isDone(window: Window, { job, outcome }: DrawTask): Promise<boolean> {
    const { store, clock } = this.#parts;
    const { owner, key } = onceOf(window, job, 0);
    const before = await store.memories.once(owner, key, clock());
    if (before) outcome.kept(before.memories, []);
    return before !== undefined;
  }

  /** @throws TulvingError `model_…` where nothing usable came back; then nothing is changed */
  async draw(window: Window, task: DrawTask): Promise<void> {
    const { removals, memories } = this.#parts.store;
    const { tenant, outcome } = task;
    const episodes = [...new Set(window.pieces.map(({ episode }) => episode.id))];
    const asked = { episodes, only: task.only };
    const { notes, hidden } = await readNotes({ removals, memories }, tenant, asked);
    const shown = withoutHidden(window, hidden);
    const items = isWorthAsking(shown) ? await this.#ask(shown, notes, task) : [];
    const decided = await this.#decide(items, notes, task);
    await this.#keep(window, decided, task);
    outcome.read(window.completes.length, window.tokens);
  }

  async #ask(
    window: Window,
    notes: ReadonlyMap<string, SourceNotes>,
    { tenant, prompt, signal, outcome }: DrawTask,
  ): Promise<readonly DrawnItem[]> {
    const { models, timezone } = this.#parts;
    const model = models.for(tenant, 'extract');
    const asked = await this.#reply(model, window, { ...prompt, timezone }, signal);
    outcome.called(asked.calls, asked.usage);
    outcome.refuse('schema', asked.dropped);
    const categories = prompt.categories.map(({ name }) => name);
    const { items, refused } = draw(asked.items, window, { timezone, labels: notes, categories });
    for (const [reason, count] of Object.entries(refused)) outcome.refuse(reason, count);
    return items;
  }

  async #reply(
    model: LanguageModel,
    window: Window,
    options: ExtractPromptOptions,
    signal: AbortSignal,
  ): Promise<{
    items: readonly ReplyItem[];
    calls: number;
    dropped: number;
    usage: { input: number | null; output: number | null };
  }> {
    const { value, ...rest } = await generateObject(model, {
      system: systemPrompt(options),
      prompt: windowPrompt(window, options.timezone),
      schema: options.compact ? briefReplySchema : replySchema,
      name: 'memories',
      lenient: true,
      maxTokens: LEAST_ANSWER + 2 * window.tokens,
      signal,
    });
    return { items: value.items, ...rest };
  }

  /** What the gate lets pass is compared with what is kept. */
  async #decide(
    items: readonly DrawnItem[],
    notes: ReadonlyMap<string, SourceNotes>,
    { tenant, access, isLast, signal, outcome }: DrawTask,
  ): Promise<Decided[]> {
    const { gate, reconciler } = this.#parts;
    const judged = items.map((item) => ({ item, judgement: gate({ ...item, role: null }) }));
    for (const { judgement } of judged) {
      if (judgement.action === 'drop') outcome.refuse(judgement.reasons[0] ?? 'junk');
    }
    const passed = judged.filter(({ judgement }) => judgement.action === KEEP);
    const known = passed.map(({ item, judgement }) => ({ ...item, trust: judgement.trust }));
    const onCall = outcome.called.bind(outcome);
    const context = { tenant, signal, access, onCall, withoutModel: isLast };
    const verdicts = (await reconciler?.decide(known, context)) ?? [];
    const byItem = new Map(passed.map(({ item }, index) => [item, verdicts[index]]));
    const none: Verdict = { kind: 'new' };
    return judged.map(({ item, judgement }) => ({
      item: { ...item, ...heldBy(item, notes) },
      judgement: { ...judgement, trust: leastOf([judgement.trust, item.trust]) },
      verdict: byItem.get(item) ?? none,
      expiresAt: expiryOf(item, notes),
    }));
  }

  async #keep(window: Window, decided: readonly Decided[], task: DrawTask): Promise<void> {
    const { editor, store, newId, quota } = this.#parts;
    const { tenant, job, user, outcome } = task;
    const [first] = window.pieces;
    const caller: Caller = { ...LOCAL, tenant };
    let plan: DrawnPlan | undefined;
    const receipt = await editor.commit(caller, async (reviser) => {
      const once = onceOf(window, job, reviser.at);
      // Somebody else, who took the job for lost, was faster.
      if (await store.memories.once(once.owner, once.key, reviser.at)) return undefined;
      const still = await this.#stillSaid(decided, tenant);
      const kept = await this.#named(still, tenant);
      plan = planDrawn(still, { kept, newId, reviser });
      const { memories, revisions, links, reviews, graph } = plan;
      const batch = {
        id: job,
        kind: 'extract' as const,
        cube: first?.episode.scope.cube ?? null,
        user,
        note: outcome.noteWith(plan, {
          episodes: window.completes.length,
          tokens: window.tokens,
        }),
      };
      const changes = { memories, revisions, links, reviews, graph };
      const isChange = memories.length + revisions.length > 0;
      return {
        ...changes,
        ...(isChange && { batch }),
        extracted: window.completes,
        once,
        ...(quota > 0 && user !== null && { quota: { user, most: quota } }),
      };
    });
    const of = (wanted: 'created' | 'evidence') =>
      (receipt?.memories ?? []).flatMap(({ id, outcome: what }) => (what === wanted ? [id] : []));
    outcome.kept(of('created'), of('evidence'), receipt && plan);
  }

  /** Without what was erased meanwhile. */
  async #stillSaid(decided: readonly Decided[], tenant: number): Promise<Decided[]> {
    const ids = new Set(decided.flatMap(({ item }) => item.sources.map(({ episode }) => episode)));
    const { memories } = this.#parts.store;
    const read = await Promise.all([...ids].map((id) => memories.episode(tenant, id)));
    const texts = new Map(read.flatMap((one) => (one ? [[one.id, one.text]] : [])));
    return decided.filter(({ item }) =>
      item.sources.every(({ episode, start, end }) => {
        return (texts.get(episode) ?? '').slice(start, end).trim() !== '';
      }),
    );
  }

  async #named(
    decided: readonly Decided[],
    tenant: number,
  ): Promise<ReadonlyMap<string, StoredMemory>> {
    const ids = new Set(decided.flatMap(({ verdict }) => idsIn(verdict)));
    const kept = await this.#parts.store.memories.byIds(tenant, [...ids]);
    return new Map(kept.map((memory) => [memory.id, memory]));
  }
}

function idsIn(verdict: Verdict): readonly string[] {
  if (verdict.kind === 'same') return [verdict.as];
  if (verdict.kind === 'contradicts') return [verdict.other];
  return verdict.kind === 'supersedes' ? verdict.older : [];
}

/** The same window of the same job has the same key. */
function onceOf(window: Window, job: string, at: Instant): Once {
  const request = createHash('sha256').update(identityOf(window)).digest();
  const key = `${job}/${request.toString('base64url')}`;
  return { owner: 'job', key, request, until: at + ONCE_KEPT, redacted: [] };
}

/** Where all that is new only greets and thanks, no call is spent on it. */
function isWorthAsking({ pieces }: Window): boolean {
  return pieces.some(({ isNew, episode, start, end }) => {
    return isNew && !isSmallTalk(episode.text.slice(start, end));
  });
}

/** What was said to hold for a while makes nothing that holds longer. */
function heldBy(
  { validFrom, validTo, sources }: DrawnItem,
  notes: ReadonlyMap<string, SourceNotes>,
): Pick<DrawnItem, 'validFrom' | 'validTo'> {
  const [first] = sources.flatMap(({ episode }) => notes.get(episode) ?? []);
  const from = validFrom ?? first?.validFrom ?? null;
  const to = validTo ?? first?.validTo ?? null;
  return { validFrom: from, validTo: from !== null && to !== null && to <= from ? null : to };
}

/** When the last of its sources goes; null where one of them stays. */
function expiryOf({ sources }: DrawnItem, notes: ReadonlyMap<string, SourceNotes>): Instant | null {
  const expiries = sources.map(({ episode }) => notes.get(episode)?.expiresAt ?? null);
  const known = expiries.filter((at) => at !== null);
  return known.length < expiries.length ? null : Math.max(...known);
}
