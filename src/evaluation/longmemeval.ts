import { z } from 'zod';
import { TulvingError } from '../errors.js';
import { validate } from '../model/validate.js';
import {
  type Conversation,
  type Expected,
  oncePer,
  type Question,
  saysSomething,
  type Session,
  timeOfTurn,
} from './dataset.js';

const turnSchema = z.object({
  role: z.enum(['user', 'assistant']),
  content: z.string(),
  has_answer: z.boolean().nullish(),
});

const questionSchema = z.object({
  question_id: z.string(),
  question_type: z.string(),
  question: z.string(),
  question_date: z.string(),
  answer: z.union([z.string(), z.number()]).optional(),
  answer_session_ids: z.array(z.string()),
  haystack_dates: z.array(z.string()),
  haystack_session_ids: z.array(z.string()),
  haystack_sessions: z.array(z.array(turnSchema)),
});

const fileSchema = z.array(questionSchema).min(1);

const fillerSchema = z.record(
  z.string(),
  z.object({ date: z.string(), turns: z.array(turnSchema) }),
);

type RawTurn = z.output<typeof turnSchema>;
type RawQuestion = z.output<typeof questionSchema>;

/** Of questions that nothing in their history answers. */
const UNANSWERABLE = '_abs';
/** Of questions whose `answer` describes what suits the user. */
const PREFERENCE = 'single-session-preference';

/**
 * Reads the official format of LongMemEval (Wu et al. 2025), `longmemeval_s.json` and its like:
 * each question has a history of its own. Those that nothing answers have no gold.
 *
 * @throws TulvingError `invalid_input` that names what is missing
 */
export function readLongMemEval(file: unknown): Conversation[] {
  return validate(fileSchema, file).map((raw) => ({
    id: raw.question_id,
    sessions: oncePerId(sessionsOf(raw)),
    questions: [raw.question_id.endsWith(UNANSWERABLE) ? unanswerable(raw) : readQuestion(raw)],
  }));
}

/** Sessions that answer nothing, by id, to be pooled with the others. */
export function readFillers(file: unknown): Session[] {
  return Object.entries(validate(fillerSchema, file)).map(([id, { date, turns }]) =>
    readSession(id, date, turns),
  );
}

/** All histories as one, each session once and in the order of time. */
export function poolConversations(
  conversations: readonly Conversation[],
  fillers: readonly Session[],
): Conversation {
  const sessions = [...conversations.flatMap((one) => one.sessions), ...fillers];
  return {
    id: 'pool',
    sessions: oncePerId(sessions).toSorted((a, b) => startOf(a) - startOf(b)),
    questions: conversations.flatMap(({ questions }) => questions),
  };
}

/** Reads "2023/05/25 (Thu) 20:21" and "2023-05-25T20:21:00" as UTC; undefined when it is something else. */
export function readDate(text: string): Date | undefined {
  const match = /^(\d{4})[/-](\d{2})[/-](\d{2})(?: \(\w+\) |T)(\d{2}:\d{2})(?::\d{2})?$/.exec(
    text.trim(),
  );
  if (!match) return undefined;
  const [, year, month, day, time] = match;
  const date = new Date(`${year}-${month}-${day}T${time}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function sessionsOf(raw: RawQuestion): Session[] {
  return raw.haystack_session_ids.map((id, index) => {
    const turns = raw.haystack_sessions[index];
    if (!turns) throw missing(raw.question_id, `haystack_sessions/${index}`);
    return readSession(id, raw.haystack_dates[index] ?? '', turns);
  });
}

function readSession(id: string, date: string, turns: readonly RawTurn[]): Session {
  const start = readDate(date);
  if (!start) throw missing(id, 'date, such as "2023/05/25 (Thu) 20:21"');
  return {
    id,
    turns: turns
      .map(({ role, content }, index) => ({
        id: turnId(id, index),
        role,
        text: content,
        occurredAt: timeOfTurn(start, index),
      }))
      .filter(saysSomething),
  };
}

/** Their sources hold what the question is mistaken about, and not its answer. */
function unanswerable(raw: RawQuestion): Question {
  const { question_id: id, question: text } = raw;
  const expected: Expected = { by: 'silence' };
  return { id, text, category: 'abstention', askedAt: dateOf(raw), gold: [], expected };
}

/** Turns are marked in some questions only; the sessions are known of all. */
function readQuestion(raw: RawQuestion): Question {
  const gold = raw.haystack_session_ids.flatMap((session, index) =>
    (raw.haystack_sessions[index] ?? []).flatMap(({ has_answer: marked }, place) =>
      marked ? [turnId(session, place)] : [],
    ),
  );
  const sessions = new Set(raw.haystack_session_ids);
  return {
    id: raw.question_id,
    text: raw.question,
    category: raw.question_type,
    askedAt: dateOf(raw),
    gold: [...new Set(gold)],
    goldSessions: [...new Set(raw.answer_session_ids)].filter((id) => sessions.has(id)),
    ...(raw.answer !== undefined && {
      expected: {
        by: raw.question_type === PREFERENCE ? 'preference' : 'reference',
        text: String(raw.answer),
      },
    }),
  };
}

function dateOf(raw: RawQuestion): string {
  const askedAt = readDate(raw.question_date);
  if (!askedAt) throw missing(raw.question_id, 'question_date');
  return askedAt.toISOString();
}

function turnId(session: string, index: number): string {
  return `${session}/${index}`;
}

/** A history may hold a session twice, and a pool holds those of all histories. */
function oncePerId(sessions: readonly Session[]): Session[] {
  return oncePer(sessions, ({ id }) => id);
}

/** In UTC ms; a session in which nothing is said comes first. */
function startOf({ turns }: Session): number {
  return Date.parse(turns[0]?.occurredAt ?? '1970-01-01');
}

function missing(id: string, what: string): TulvingError {
  return new TulvingError('invalid_input', `${id} has no valid ${what}`);
}
