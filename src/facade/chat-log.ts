import type { Adder } from './adder.js';
import type { Reader } from './reader.js';
import { hiddenIn } from './extract/sources.js';
import { withoutMarks } from '../chat/citations.js';
import { TulvingError } from '../errors.js';
import { without } from '../ingest/extract/hidden.js';
import { narrowReach, narrowScope } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import type { ChatInput, ChatMessage, ChatResult } from '../model/chat.js';
import type { Episode } from '../model/memory.js';
import type { AddRequest } from '../model/requests.js';
import { reachOf } from '../model/scope.js';
import type { Clock } from '../model/time.js';
import type { Store, StoredMemory } from '../store/port.js';

export interface ChatLogParts {
  adder: Pick<Adder, 'add'>;
  reader: Pick<Reader, 'conversation'>;
  store: Pick<Store, 'memories' | 'removals'>;
  clock: Clock;
}

export type Remembered = ChatResult['remembered'];

/** How many turns of a session are looked at. */
const TURNS = 40;
/** Small talk makes no memory, so that the last memory may not be the last turn. */
const TURNS_AFTER = 10;

/** What was said in a chat: read from memory, and kept there. */
export class ChatLog {
  readonly #parts: ChatLogParts;

  constructor(parts: ChatLogParts) {
    this.#parts = parts;
  }

  /** Earlier turns: those that were sent, else those of the session. */
  async history(input: ChatInput, caller: Caller): Promise<readonly ChatMessage[]> {
    if (input.messages) return input.messages.slice(0, -1);
    if (input.run_id === undefined) return [];
    const { cube, user_id, agent_id, run_id } = input;
    const scope = narrowScope(caller.access, { cube, user_id, agent_id, run_id });
    const { store, reader, clock } = this.#parts;
    const [last] = await store.memories.page({
      tenant: caller.tenant,
      reach: narrowReach(caller.access, reachOf(scope)),
      state: 'active',
      limit: 1,
      at: clock(),
    });
    const episode = last?.sources.at(-1)?.episode;
    if (episode === undefined) return [];
    const around = { before: TURNS, after: TURNS_AFTER };
    const { data } = await reader.conversation(episode, around, caller);
    return this.#shown(data, caller);
  }

  /** What no search finds any more, or what waits for a person to look at it, no model is told either. */
  async #shown(turns: readonly Episode[], { tenant }: Caller): Promise<ChatMessage[]> {
    const ids = turns.map(({ id }) => id);
    const citing = await this.#parts.store.removals.citing(tenant, ids);
    const found = await this.#findable(citing, tenant);
    return turns.flatMap(({ id, role, text }) => {
      if (!isSaid(role)) return [];
      const own = citing.filter(({ sources }) => sources.some(({ episode }) => episode === id));
      const open = own.filter((memory) => found.has(memory.id));
      const shown = without({ start: 0, end: text.length }, hiddenIn(id, own, open));
      const content = shown.map(({ start, end }) => text.slice(start, end)).join('');
      return content.trim() === '' ? [] : [{ role, content }];
    });
  }

  /** Ids of those that a search may find: themselves, or what they were merged into. */
  async #findable(memories: readonly StoredMemory[], tenant: number): Promise<Set<string>> {
    const { store, clock } = this.#parts;
    const at = clock();
    const isOpen = ({ state, expiresAt }: StoredMemory) =>
      state === 'active' && (expiresAt === null || expiresAt > at);
    let rest = memories.filter(isOpen).map((memory) => ({ id: memory.id, now: memory }));
    const found = new Set<string>();
    while (rest.length > 0) {
      for (const { id, now } of rest) if (now.mergedInto === null) found.add(id);
      const merged = rest.flatMap(({ now }) => now.mergedInto ?? []);
      const into = await store.memories.byIds(tenant, [...new Set(merged)]);
      const open = new Map(into.filter(isOpen).map((memory) => [memory.id, memory]));
      rest = rest.flatMap(({ id, now }) => {
        const next = open.get(now.mergedInto ?? '');
        return next ? [{ id, now: next }] : [];
      });
    }
    return found;
  }

  /** @throws TulvingError where it cannot be kept */
  async keep(
    turn: { message: string; answer?: string },
    input: ChatInput,
    caller: Caller,
  ): Promise<Remembered> {
    const { cube, user_id, agent_id, app_id, run_id } = input;
    const said = turn.answer === undefined ? '' : withoutMarks(turn.answer);
    const request: AddRequest = {
      cube,
      user_id,
      agent_id,
      app_id,
      run_id,
      messages: [
        { role: 'user', content: turn.message },
        ...(said === '' ? [] : [{ role: 'assistant' as const, content: said }]),
      ],
    };
    const kept = await this.#parts.adder.add(request, caller, {});
    return {
      episodes: kept.episodes.map(({ id }) => id),
      memories: kept.memories.map(({ id }) => id),
      ...('job_id' in kept && typeof kept.job_id === 'string' && { job_id: kept.job_id }),
    };
  }

  /** The turn; else the message alone, as where the answer repeats what must not be kept; else nothing. */
  async keepWhatCanBe(
    turn: { message: string; answer: string },
    input: ChatInput,
    caller: Caller,
  ): Promise<{ remembered: Remembered; failure?: TulvingError }> {
    try {
      return { remembered: await this.keep(turn, input, caller) };
    } catch (failure) {
      if (!TulvingError.isInstance(failure)) throw failure;
      try {
        return { remembered: await this.keep({ message: turn.message }, input, caller), failure };
      } catch (again) {
        if (!TulvingError.isInstance(again)) throw again;
        return { remembered: null, failure };
      }
    }
  }
}

function isSaid(role: string | null): role is ChatMessage['role'] {
  return role === 'user' || role === 'assistant';
}
