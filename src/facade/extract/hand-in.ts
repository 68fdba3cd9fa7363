import { createHash } from 'node:crypto';
import { estimateTokens } from '../../language/tokens.js';
import { isWhole, type Access } from '../../model/access.js';
import type { NewId } from '../../model/ids.js';
import type { Instant } from '../../model/time.js';
import type { FullScope, NewEpisode } from '../../store/change-set.js';
import type { NewJob } from '../../store/jobs.js';

export const EXTRACT = 'extract';

/** What a job of this kind holds: never a text. */
export interface ExtractPayload {
  /** The same for what one window may show together; see `JobStore.join`. */
  joins: string;
  /** Ids, in order. */
  episodes: string[];
  /** Of these, by estimate. */
  tokens: number;
  /** Ids of the statements that are drawn from, also where the rest was drawn from before. Default: all. */
  only?: string[];
  /** Of whoever wrote them, where a key reaches a part only. */
  access?: Pick<Access, 'user' | 'agent' | 'app' | 'cubes'>;
}

export interface HandInOptions {
  /** How long it waits for more of the same, in ms. */
  delayMs: number;
  /** New text of one window, in tokens. */
  windowTokens: number;
  newId: NewId;
}

export interface HandIn {
  access: Access;
  at: Instant;
  now?: boolean;
  /** See `ExtractPayload`. */
  only?: readonly string[] | undefined;
}

type Said = Pick<NewEpisode, 'id' | 'scope' | 'role' | 'text'>;

/**
 * The job that draws from episodes of one scope; undefined where nobody said anything. It waits, the shorter
 * the more it has: a window that is full need not wait for what comes next.
 */
export function extractJob(
  episodes: readonly Said[],
  { access, at, now = false, only }: HandIn,
  { delayMs, windowTokens, newId }: HandInOptions,
): Omit<NewJob, 'tenant'> | undefined {
  const said = episodes.filter(({ role, text }) => role !== 'system' && text.trim() !== '');
  const [first] = said;
  if (!first) return undefined;
  const tokens = said.reduce((sum, { text }) => sum + estimateTokens(text), 0);
  const missing = Math.max(0, 1 - tokens / windowTokens);
  const { user, agent, app, cubes } = access;
  const narrow = isWhole(access) ? {} : { access: { user, agent, app, cubes } };
  const id = newId();
  const payload: ExtractPayload = {
    // What is about some statements alone stays alone.
    joins: only ? id : joinsOf(first.scope, narrow),
    episodes: said.map(({ id }) => id),
    tokens,
    ...(only && { only: [...only] }),
    ...narrow,
  };
  return {
    id,
    kind: EXTRACT,
    user: first.scope.user,
    payload: { ...payload },
    // Whoever waits for it goes first.
    priority: now ? 1 : 0,
    dueAt: now ? at : at + Math.round(delayMs * missing),
  };
}

/** Runs may share a window: a hash, since names have no place in what outlives an erasure. */
function joinsOf({ cube, user, agent, app }: FullScope, narrow: object): string {
  const key = JSON.stringify([cube, user, agent, app, narrow]);
  return createHash('sha256').update(key).digest('base64url').slice(0, 22);
}
