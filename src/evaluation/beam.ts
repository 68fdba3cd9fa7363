import { z } from 'zod';
import { validate } from '../model/validate.js';
import { type Question, saysSomething, type Session, timeOfTurn } from './dataset.js';

const messageSchema = z.object({
  id: z.int(),
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  time_anchor: z.string().nullish(),
});

const chatSchema = z
  .array(z.object({ batch_number: z.int(), turns: z.array(z.array(messageSchema)) }))
  .min(1);

const probesSchema = z.record(
  z.string(),
  z.array(z.object({ question: z.string(), source_chat_ids: z.unknown().optional() })),
);

type RawMessage = z.output<typeof messageSchema>;

/**
 * Reads a `chat.json` of BEAM (Tavakoli et al. 2025), of any size up to 1M: its batches become sessions.
 *
 * @throws TulvingError `invalid_input` that names what is missing
 */
export function readBeamChat(file: unknown): Session[] {
  let start: Date | undefined;
  return validate(chatSchema, file).map(({ batch_number: number, turns }) => {
    const messages = turns.flat();
    // One message of a batch says when it was; a batch that does not is as old as the one before.
    start = readAnchor(messages.find((one) => one.time_anchor)?.time_anchor) ?? start;
    return { id: `batch_${number}`, turns: readTurns(messages, start) };
  });
}

/** Reads the `probing_questions.json` beside it; those without a source in the chat are left out. */
export function readBeamQuestions(
  chat: string,
  file: unknown,
  sessions: readonly Session[],
): Question[] {
  const turns = new Set(sessions.flatMap((session) => session.turns.map(({ id }) => id)));
  const idsIn = (sources: unknown) => [...new Set(numbersIn(sources).map(String))];
  const known = (sources: unknown) => idsIn(sources).filter((id) => turns.has(id));
  return Object.entries(validate(probesSchema, file))
    .flatMap(([ability, probes]) =>
      probes.map(({ question, source_chat_ids: sources }, index) => ({
        id: `${chat}/${ability}/${index}`,
        text: question,
        category: ability,
        gold: known(sources),
        ...(isUpdate(sources) && { newest: known(sources.updated_info) }),
      })),
    )
    .filter(({ gold }) => gold.length > 0);
}

/** Reads "March-15-2024" as UTC; undefined when it is something else. */
export function readAnchor(text: string | null | undefined): Date | undefined {
  const match = /^([a-z]+)-(\d{1,2})-(\d{4})$/i.exec(text?.trim() ?? '');
  if (!match) return undefined;
  const [, month, day, year] = match;
  const date = new Date(`${day} ${month} ${year} UTC`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** What wrote the chats left its mark at the end of what the user says: "->-> 1,10". */
export function withoutMark(text: string): string {
  return text.replace(/\s*->->\s*[\dNA/,. ]*$/, '');
}

function readTurns(messages: readonly RawMessage[], start: Date | undefined): Session['turns'] {
  return messages
    .map(({ id, role, content }, index) => ({
      id: String(id),
      role,
      text: role === 'user' ? withoutMark(content) : content,
      ...(start && { occurredAt: timeOfTurn(start, index) }),
    }))
    .filter(saysSomething);
}

function isUpdate(sources: unknown): sources is { updated_info: unknown } {
  return typeof sources === 'object' && sources !== null && 'updated_info' in sources;
}

/** The ids stand in a list, or in lists by what each is a source of. */
function numbersIn(value: unknown): number[] {
  if (Number.isInteger(value)) return [value as number];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}
