import type { Role, MemoryState } from '../../model/memory.js';
import type { Trust } from '../../model/trust.js';
import { derivedId } from '../derived-id.js';
import type { Found, VersionRecord } from '../records.js';

/** A text that another system remembers. */
export interface ForeignText {
  id: string;
  text: string;
  /** RFC 3339. */
  at: string;
  updatedAt?: string | undefined;
  user?: string | undefined;
  agent?: string | undefined;
  app?: string | undefined;
  run?: string | undefined;
  metadata?: Record<string, unknown> | undefined;
  categories?: readonly string[] | undefined;
  tags?: readonly string[] | undefined;
  state?: MemoryState | undefined;
  deletedAt?: string | undefined;
  expiresAt?: string | undefined;
  history?: readonly VersionRecord[] | undefined;
  role?: Role | undefined;
  speaker?: string | undefined;
  trust?: Trust | undefined;
}

/**
 * Its text is kept as it is written, as a note, and a statement quotes all of it: the same as if somebody had
 * added it, with the dates and the id that it has.
 */
export function statementOf(given: ForeignText, place: string, unlessSame = false): Found[] {
  const { id, text, at, updatedAt = at, state = 'active', history = [] } = given;
  const start = text.length - text.trimStart().length;
  const said = text.trim();
  if (said === '') return [{ place, refused: 'it has no text' }];
  const scope = {
    user_id: given.user,
    agent_id: given.agent,
    app_id: given.app,
    run_id: given.run,
  };
  const episode = derivedId('episode', id);
  const trust = given.trust ?? 'user';
  return [
    {
      place,
      record: {
        type: 'episode',
        id: episode,
        ...scope,
        session: given.run ?? episode,
        kind: 'note',
        speaker: given.speaker,
        role: given.role,
        text,
        occurred_at: at,
        recorded_at: at,
        trust,
      },
    },
    {
      place,
      unlessSame,
      record: {
        type: 'memory',
        id,
        ...scope,
        kind: 'statement',
        state,
        version: history.at(-1)?.version ?? 1,
        text: said,
        metadata: given.metadata,
        categories: given.categories,
        tags: given.tags,
        occurred_at: at,
        expires_at: given.expiresAt,
        deleted_at: state === 'deleted' ? (given.deletedAt ?? updatedAt) : undefined,
        created_at: at,
        updated_at: updatedAt,
        trust,
        sources: [{ episode_id: episode, start, end: start + said.length }],
        history,
      },
    },
  ];
}

/** A field of an object of which nothing is known. */
export function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

export function textField(value: unknown, name: string): string | undefined {
  const found = field(value, name);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function namesField(value: unknown, name: string): string[] {
  const found = field(value, name);
  return Array.isArray(found)
    ? found.filter((one): one is string => typeof one === 'string' && one.trim() !== '')
    : [];
}

export function objectField(value: unknown, name: string): Record<string, unknown> | undefined {
  const found = field(value, name);
  return typeof found === 'object' && found !== null && !Array.isArray(found)
    ? (found as Record<string, unknown>)
    : undefined;
}

/** The moment of a field in whichever form it is written; undefined where it is none. */
export function momentField(value: unknown, name: string): string | undefined {
  const found = field(value, name);
  if (typeof found === 'number') return momentOf(found > 1e11 ? found : found * 1000);
  if (typeof found !== 'string') return undefined;
  // Python writes no offset where it knows none; it means UTC.
  const hasOffset = /(?:[zZ]|[+-]\d\d:?\d\d)$/.test(found) || !/\d\d:\d\d/.test(found);
  return momentOf(Date.parse(hasOffset ? found : `${found}Z`));
}

function momentOf(at: number): string | undefined {
  return Number.isFinite(at) && Math.abs(at) < 8.64e15 ? new Date(at).toISOString() : undefined;
}
