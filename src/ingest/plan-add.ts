import { isSmallTalk } from '../language/small-talk.js';
import { cutStatement } from '../language/sentences.js';
import type { NewId } from '../model/ids.js';
import type { AddRequest, Message } from '../model/requests.js';
import { cubeOfWrite, type Scope } from '../model/scope.js';
import type { Instant } from '../model/time.js';
import { instantOf, invalidInput } from '../model/validate.js';
import type {
  ChangeSet,
  FullScope,
  NewEpisode,
  NewMemory,
  SourceKind,
} from '../store/change-set.js';
import type { Categorise } from './categorise/categorise.js';
import { admit } from './gate/admit.js';
import type { Gate, Judged } from './gate/gate.js';
import { trustGiven, trustOf } from './gate/trust-of.js';
import type { Indexer } from './indexer.js';

export interface AddContext {
  at: Instant;
  timezone: string;
  /** How long a memory is kept when the write does not say, in ms; 0: for ever. */
  timeToLive: number;
  newId: NewId;
  indexer: Indexer;
  gate: Gate;
  categorise: Categorise;
}

/**
 * The write path without a model: read → episodes → statements → change set.
 * Every turn is kept word for word; each that says something becomes one statement.
 */
export function planAdd(input: AddRequest, context: AddContext): Addition {
  const scope = fullScope(input);
  const lasting = readLasting(input, context);
  const episodes = readEpisodes(input, scope, context);
  const admitted = episodes.flatMap((episode) =>
    statementsOf(episode, input, lasting, context).map((memory) =>
      admit(memory, context.gate(judged(memory, episode)), context.newId),
    ),
  );
  return {
    episodes,
    memories: admitted.map(({ memory }) => memory),
    reviews: admitted.flatMap(({ reviews }) => reviews),
  };
}

/** The part of a change set that adds. */
export type Addition = Required<Pick<ChangeSet, 'episodes' | 'memories' | 'reviews'>>;

/** As the gate is shown it. */
export function judged({ text, kind }: NewMemory, { role, trust = 'user' }: NewEpisode): Judged {
  return { text, kind, role, trust };
}

type LastingFields = Pick<AddRequest, 'valid_from' | 'valid_to' | 'expires_at' | 'supersedes'>;

export interface Lasting {
  validFrom: Instant | null;
  validTo: Instant | null;
  expiresAt: Instant | null;
  /** Whether the write says anything of its own about validity, so that it is no mere repetition. */
  given: boolean;
}

export function readLasting(
  input: LastingFields,
  { at, timezone, timeToLive }: AddContext,
): Lasting {
  const read = (field: 'valid_from' | 'valid_to' | 'expires_at') =>
    input[field] === undefined ? null : instantOf(input[field], `/${field}`, timezone);
  const [validFrom, validTo, expires] = [read('valid_from'), read('valid_to'), read('expires_at')];
  if (validFrom !== null && validTo !== null && validTo <= validFrom) {
    throw invalidInput([{ pointer: '/valid_to', detail: 'must be later than valid_from' }]);
  }
  if (expires !== null && expires <= at) {
    throw invalidInput([{ pointer: '/expires_at', detail: 'must lie in the future' }]);
  }
  const given = [validFrom, validTo, expires].some((field) => field !== null);
  const expiresAt = expires ?? (timeToLive > 0 ? at + timeToLive : null);
  return { validFrom, validTo, expiresAt, given: given || input.supersedes !== undefined };
}

export function fullScope(input: Scope): FullScope {
  return {
    cube: cubeOfWrite(input),
    user: input.user_id ?? null,
    agent: input.agent_id ?? null,
    app: input.app_id ?? null,
    run: input.run_id ?? null,
  };
}

function readEpisodes(input: AddRequest, scope: FullScope, context: AddContext): NewEpisode[] {
  const { timezone, newId } = context;
  const base = baseOf(input, context);
  const session = input.run_id ?? newId();
  if (input.text !== undefined) {
    const note = { speaker: null, role: null, text: input.text, occurredAt: base };
    const trust = trustGiven(trustOf(null, 'note'), input.trust);
    return [{ id: newId(), scope, session, kind: 'note', ...note, trust }];
  }
  const messages = input.messages ?? [];
  const kind = kindOf(messages);
  return messages.map((message, index) => {
    const role = message.role ?? (message.speaker === undefined ? 'user' : null);
    return {
      id: newId(),
      scope,
      session,
      kind,
      speaker: message.speaker ?? null,
      role,
      text: message.content,
      occurredAt:
        message.occurred_at === undefined
          ? base
          : instantOf(message.occurred_at, `/messages/${index}/occurred_at`, timezone),
      trust: trustGiven(trustOf(role, kind), input.trust),
    };
  });
}

/** When it happened: as it says, else now. */
export function baseOf(
  { occurred_at: given }: Pick<AddRequest, 'occurred_at'>,
  { at, timezone }: AddContext,
): Instant {
  return given === undefined ? at : instantOf(given, '/occurred_at', timezone);
}

/** Named people talk as peers; unnamed roles are the log of an assistant. */
function kindOf(messages: readonly Message[]): SourceKind {
  return messages.some(({ speaker }) => speaker !== undefined) ? 'peers' : 'assistant';
}

function statementsOf(
  episode: NewEpisode,
  input: AddRequest,
  { validFrom, validTo, expiresAt, given }: Lasting,
  { newId, indexer, categorise }: AddContext,
): NewMemory[] {
  // A note was given to be kept, whatever it says. A system prompt was said by nobody.
  const spoken = episode.kind !== 'note';
  if (spoken && (episode.role === 'system' || isSmallTalk(episode.text))) return [];
  return cutStatement(episode.text).map(({ start, end }) => {
    const text = episode.text.slice(start, end);
    return {
      id: newId(),
      scope: episode.scope,
      kind: input.kind ?? 'statement',
      text,
      metadata: input.metadata ?? {},
      categories: input.categories ?? categorise(text),
      tags: input.tags ?? [],
      occurredAt: episode.occurredAt,
      validFrom: validFrom ?? (input.supersedes ? episode.occurredAt : null),
      validTo,
      expiresAt,
      sources: [{ episode: episode.id, start, end }],
      index: indexer.index(text, input.metadata ?? {}),
      unlessSame: !given,
    };
  });
}
