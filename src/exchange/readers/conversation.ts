import { cutStatement } from '../../language/sentences.js';
import { isSmallTalk } from '../../language/small-talk.js';
import type { Role } from '../../model/memory.js';
import { derivedId } from '../derived-id.js';
import type { Found } from '../records.js';
import type { ReadContext } from '../source.js';

export interface Turn {
  id: string;
  role: Role;
  text: string;
  at: string;
}

export interface Conversation {
  /** Of the system that it comes from. */
  system: string;
  id: string;
  title?: string | undefined;
  turns: readonly Turn[];
}

/** Every turn is kept word for word; each that says something becomes statements, as with `add`. */
export function* conversationFound(
  { system, id, title, turns }: Conversation,
  { user }: ReadContext,
  place: string,
): Generator<Found> {
  const session = `${system}:${id}`;
  for (const turn of turns) {
    if (turn.text.trim() === '') continue;
    const episode = derivedId(system, id, turn.id, user);
    const trust = { user: 'user', assistant: 'agent', system: 'agent', tool: 'outside' }[turn.role];
    const scope = { user_id: user, run_id: session };
    const told = { role: turn.role, text: turn.text, occurred_at: turn.at, recorded_at: turn.at };
    yield {
      place,
      record: {
        type: 'episode',
        id: episode,
        ...scope,
        session,
        kind: 'assistant',
        ...told,
        trust,
      },
    };
    if (turn.role === 'system' || isSmallTalk(turn.text)) continue;
    for (const { start, end } of cutStatement(turn.text)) {
      yield {
        place,
        unlessSame: true,
        record: {
          type: 'memory',
          id: derivedId('statement', episode, start),
          ...scope,
          kind: 'statement',
          state: 'active',
          version: 1,
          text: turn.text.slice(start, end),
          metadata: title === undefined ? {} : { conversation: title },
          occurred_at: turn.at,
          created_at: turn.at,
          updated_at: turn.at,
          trust,
          sources: [{ episode_id: episode, start, end }],
        },
      };
    }
  }
}
