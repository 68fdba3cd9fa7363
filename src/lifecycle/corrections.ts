import { createHash } from 'node:crypto';
import { type Replacement, replaceWords } from '../language/replace-words.js';
import type { FeedbackAction, FeedbackChange } from '../model/feedback.js';
import type { NewId } from '../model/ids.js';
import { isAtLeast, leastOf, type Trust } from '../model/trust.js';
import { invalidInput } from '../model/validate.js';
import type { Evidence, FullScope, NewEpisode, NewMemory } from '../store/change-set.js';
import type { StoredMemory } from '../store/port.js';
import type { Before } from './undo-note.js';
import { type Plan, planSupersede, type Reviser, revisionOf } from './revise.js';

/** What feedback does to one memory. */
export interface Correction {
  memory: StoredMemory;
  change: FeedbackChange['change'];
  after: string | null;
  /** For the history. */
  reason: string;
  /** What was said to it, word for word: the source of what is new. */
  said: string;
  /** Whether it rests on what the memory rested on, too. */
  keepsSources: boolean;
}

const MOST_REASON = 300;

/**
 * What actions come to. What was said word for word is never rewritten: a fact takes its place, and
 * rests on the same words and on the feedback. Of other kinds a new version is made.
 *
 * @param named the memories that actions are about
 * @param candidates those that a replacement may change
 */
export function correctionsOf(
  actions: readonly FeedbackAction[],
  { named, candidates, said }: CorrectedMemories,
): Correction[] {
  const judged = new Map<string, Correction>();
  actions.forEach((action, at) => {
    if (action.action !== 'wrong' && action.action !== 'right') return;
    const memory = named.get(action.memory_id);
    if (!memory) return;
    if (judged.has(memory.id)) throw twice(memory, at);
    const correction =
      action.action === 'wrong' ? wrongOf(memory, action, said) : rightOf(memory, action);
    judged.set(memory.id, correction);
  });
  const replaced = candidates
    .filter(({ id }) => !judged.has(id))
    .flatMap((memory) => replacedOf(memory, actions, said) ?? []);
  const changed = [...judged.values()].filter(
    ({ change, memory }) => change !== 'verified' || memory.trust !== 'verified',
  );
  return [...changed, ...replaced];
}

export interface CorrectedMemories {
  named: ReadonlyMap<string, StoredMemory>;
  candidates: readonly StoredMemory[];
  /** In own words; else the action itself is what was said. */
  said: string | undefined;
}

function wrongOf(
  memory: StoredMemory,
  { reason, correction }: FeedbackAction & { action: 'wrong' },
  said: string | undefined,
): Correction {
  return {
    memory,
    change: correction === undefined ? 'archived' : 'superseded',
    after: correction ?? null,
    reason: because('wrong', reason),
    said: said ?? correction ?? '',
    keepsSources: false,
  };
}

function rightOf(
  memory: StoredMemory,
  { reason }: FeedbackAction & { action: 'right' },
): Correction {
  const told = because('right', reason);
  return { memory, change: 'verified', after: null, reason: told, said: '', keepsSources: true };
}

function because(verdict: 'wrong' | 'right', reason: string | undefined): string {
  return `feedback:${verdict}${reason === undefined ? '' : `: ${reason}`}`.slice(0, MOST_REASON);
}

function replacedOf(
  memory: StoredMemory,
  actions: readonly FeedbackAction[],
  own: string | undefined,
): Correction | undefined {
  let after = memory.text;
  const told: string[] = [];
  for (const action of actions) {
    if (action.action !== 'replace') continue;
    const next = replaceWords(after, replacementOf(action));
    if (next !== after) told.push(`Replace "${action.from}" by "${action.to}".`);
    after = next;
  }
  if (after === memory.text) return undefined;
  return {
    memory,
    change: memory.kind === 'statement' ? 'superseded' : 'updated',
    after,
    reason: 'feedback:replaced',
    said: own ?? told.join(' '),
    keepsSources: true,
  };
}

export function replacementOf(action: FeedbackAction & { action: 'replace' }): Replacement {
  const { from, to, whole_words: wholeWords = true, match_case: matchCase = false } = action;
  return { from, to, wholeWords, matchCase };
}

/** What a preview showed, in short: another memory, version or text makes another token. */
export function tokenOf(asked: unknown, corrections: readonly Correction[]): string {
  const shown = corrections.map(({ memory, change, after }) => [
    memory.id,
    memory.version,
    change,
    after,
  ]);
  const hash = createHash('sha256').update(JSON.stringify([asked, shown]));
  return hash.digest('base64url').slice(0, 32);
}

export interface CorrectionContext {
  newId: NewId;
  /** Under which it can be undone. */
  batch: string;
  /** Of what is said. */
  trust: Trust;
  /** Takes secrets out of what is kept of it. */
  clean: (text: string) => string;
}

/** One commit of all corrections. @returns also which memory supersedes which */
export function planCorrections(
  corrections: readonly Correction[],
  context: CorrectionContext,
  reviser: Reviser,
): Plan & { newer: ReadonlyMap<string, string> } {
  const episodes = new Episodes(context, reviser);
  const newer = new Map<string, string>();
  const plans = corrections.map((correction): Plan => {
    const { memory, reason, after } = correction;
    if (after === null) {
      const change =
        correction.change === 'verified'
          ? ({ trust: 'verified', reason } as const)
          : ({ state: 'archived', reason } as const);
      return { revisions: [revisionOf(memory, 'updated', reviser, change)] };
    }
    const source = episodes.of(correction);
    if (correction.change === 'updated') {
      const change = { text: after, reason, addSources: [source] };
      return { revisions: [revisionOf(memory, 'updated', reviser, change)] };
    }
    const made = newMemoryOf(correction, after, source, context, reviser);
    newer.set(memory.id, made.id);
    const { revisions, links } = planSupersede({ ...made, validFrom: null }, [memory], reviser);
    return {
      memories: [made],
      revisions: revisions.map((revision) => ({ ...revision, reason })),
      links,
    };
  });
  const ids = corrections.map(({ memory }) => memory.id);
  const [first] = corrections;
  const one = (field: 'cube' | 'user') =>
    corrections.every(({ memory }) => memory.scope[field] === first?.memory.scope[field])
      ? (first?.memory.scope[field] ?? null)
      : null;
  return {
    episodes: episodes.all,
    memories: plans.flatMap(({ memories = [] }) => memories),
    revisions: plans.flatMap(({ revisions = [] }) => revisions),
    links: plans.flatMap(({ links = [] }) => links),
    batch: {
      id: context.batch,
      kind: 'feedback',
      cube: one('cube'),
      user: one('user'),
      note: { changed: ids.length, memories: ids, before: trustBefore(corrections) },
    },
    newer,
  };
}

/** What the history does not keep, for who undoes it. */
function trustBefore(corrections: readonly Correction[]): Readonly<Record<string, Before>> {
  const verified = corrections.filter(({ change }) => change === 'verified');
  return Object.fromEntries(verified.map(({ memory: { id, trust } }) => [id, { trust }]));
}

/** Holds since the wrong one was taken to hold: it was wrong then, too. */
function newMemoryOf(
  { memory, keepsSources }: Correction,
  text: string,
  source: Evidence,
  { newId, trust }: CorrectionContext,
  { indexer, at }: Reviser,
): NewMemory {
  const own = memory.sources.map(({ episode, start, end }) => ({ episode, start, end }));
  const rewrites = keepsSources && memory.kind === 'statement';
  return {
    id: newId(),
    scope: memory.scope,
    kind: rewrites ? 'fact' : memory.kind,
    text,
    metadata: memory.metadata,
    categories: memory.categories,
    tags: memory.tags,
    occurredAt: keepsSources ? memory.occurredAt : at,
    validFrom: memory.validFrom,
    validTo: memory.validTo,
    expiresAt: memory.expiresAt,
    sources: [...(keepsSources ? own : []), source],
    index: indexer.index(text, memory.metadata),
    trust: keepsSources ? leastOf([memory.trust, trust]) : mostOf(memory.trust, trust),
    ...(memory.importance !== null && { importance: memory.importance }),
    unlessSame: false,
  };
}

/** What was said, as episodes: one for each place that it concerns. */
class Episodes {
  readonly #context: CorrectionContext;
  readonly #at: number;
  readonly #made = new Map<string, NewEpisode>();

  constructor(context: CorrectionContext, { at }: Reviser) {
    this.#context = context;
    this.#at = at;
  }

  get all(): NewEpisode[] {
    return [...this.#made.values()];
  }

  of({ memory, said }: Correction): Evidence {
    const { newId, trust, clean } = this.#context;
    const scope: FullScope = { ...memory.scope, run: null };
    const key = JSON.stringify([scope, said]);
    const known = this.#made.get(key);
    const episode = known ?? {
      id: newId(),
      scope,
      session: newId(),
      kind: 'note' as const,
      speaker: null,
      role: 'user' as const,
      text: clean(said),
      occurredAt: this.#at,
      trust,
    };
    this.#made.set(key, episode);
    return { episode: episode.id, start: 0, end: episode.text.length };
  }
}

function mostOf(one: Trust, other: Trust): Trust {
  return isAtLeast(one, other) ? one : other;
}

function twice({ id }: StoredMemory, at: number) {
  const detail = `memory ${id} is corrected by another action, too`;
  return invalidInput([{ pointer: `/actions/${at}/memory_id`, detail }]);
}
