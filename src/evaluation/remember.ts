import { TulvingError } from '../errors.js';
import type { Memory } from '../memory.js';
import type { AddRequest, BatchOutcome, Message } from '../model/requests.js';
import type { Conversation, Note, Session, Turn } from './dataset.js';

/** Ids of turns and notes by the ids of the episodes that they became. */
export type Places = ReadonlyMap<string, string>;

/** A session goes in parts of so many turns: a line of a batch has a greatest size. */
const TURNS_AT_ONCE = 50;

interface Part {
  request: AddRequest;
  /** Of what the request holds, in order. */
  ids: string[];
}

/** Each conversation is one user, each of its sessions one run. */
export async function remember(memory: Memory, conversation: Conversation): Promise<Places> {
  const { id: user, sessions, notes = [] } = conversation;
  const parts = [
    ...sessions.flatMap((session) => partsOf(user, session)),
    ...notes.map((note) => partOf(user, note)),
  ];
  const places = new Map<string, string>();
  for await (const outcome of memory.addBatch(linesOf(parts))) {
    if (outcome.status !== 'kept') throw refused(outcome);
    const { ids } = parts[outcome.line - 1] as Part;
    outcome.episodes.forEach((episode, index) => places.set(episode, ids[index] as string));
  }
  return places;
}

function partsOf(user: string, { id: run, turns }: Session): Part[] {
  return Array.from({ length: Math.ceil(turns.length / TURNS_AT_ONCE) }, (_, index) => {
    const part = turns.slice(index * TURNS_AT_ONCE, (index + 1) * TURNS_AT_ONCE);
    return {
      request: { user_id: user, run_id: run, messages: part.map(messageOf) },
      ids: part.map(({ id }) => id),
    };
  });
}

function messageOf(turn: Turn): Message {
  const by = 'speaker' in turn ? { speaker: turn.speaker } : { role: turn.role };
  return { ...by, content: turn.text, ...dated(turn) };
}

function partOf(user: string, note: Note): Part {
  return { request: { user_id: user, text: note.text, ...dated(note) }, ids: [note.id] };
}

function dated({ occurredAt }: Note): { occurred_at?: string } {
  return occurredAt === undefined ? {} : { occurred_at: occurredAt };
}

function* linesOf(parts: readonly Part[]): Generator<Uint8Array> {
  for (const { request } of parts) yield Buffer.from(`${JSON.stringify(request)}\n`);
}

function refused({ line, error }: BatchOutcome): TulvingError {
  const { detail, remedy } = error ?? { detail: 'it was erased', remedy: '' };
  return new TulvingError('invalid_input', `Part ${line} could not be kept: ${detail}`, { remedy });
}
