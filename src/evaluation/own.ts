import { z } from 'zod';
import { TulvingError } from '../errors.js';
import { validate } from '../model/validate.js';
import { instantFault, parseInstant } from '../model/time.js';
import type { Conversation, Expected, Note, Question, Session } from './dataset.js';

const name = z.string().min(1);
const text = z.string().refine((value) => value.trim() !== '', 'must say something');
const when = z.string().refine((value) => parseInstant(value, 'UTC') !== undefined, {
  error: ({ input }) => instantFault(String(input)),
});

/** A note, or with a speaker or a role a turn of what was said. */
const memorySchema = z.strictObject({
  id: name,
  user_id: name.optional(),
  text,
  occurred_at: when.optional(),
  /** The session of a turn. */
  run_id: name.optional(),
  speaker: name.optional(),
  role: z.enum(['user', 'assistant']).optional(),
});

const questionSchema = z.strictObject({
  id: name.optional(),
  user_id: name.optional(),
  query: text,
  reference_time: when.optional(),
  category: name.optional(),
  /** Ids of memories; empty where nothing answers. */
  gold: z.array(name),
  /** What held before; then the first hit has to be of `gold`. */
  outdated: z.array(name).optional(),
  answer: z.string().optional(),
});

const fileSchema = z.strictObject({
  memories: z.array(memorySchema).min(1),
  questions: z.array(questionSchema).min(1),
});

type RawMemory = z.output<typeof memorySchema>;
type RawQuestion = z.output<typeof questionSchema>;

const ONE_USER = 'me';
const ONE_SESSION = 'talk';
const NO_CATEGORY = 'questions';

/**
 * Reads memories and questions in the form that docs/evaluation.md describes, with the names of fields that
 * the API has.
 *
 * @throws TulvingError `invalid_input` that names what is wrong
 */
export function readOwn(file: unknown): Conversation[] {
  const { memories, questions } = validate(fileSchema, file);
  const users = [...new Set(memories.map(userOf))];
  const byUser = new Map(
    users.map((user) => [user, memories.filter((one) => userOf(one) === user)]),
  );
  for (const [user, kept] of byUser) requireOnce(user, kept);
  const asked = questions.map((raw, index) => readQuestion(raw, index, byUser));
  requireOnce(
    'the questions',
    asked.map(({ question }) => question),
  );
  return Array.from(byUser, ([user, kept]) => ({
    id: user,
    sessions: sessionsOf(kept.filter(isTurn)),
    notes: kept.filter((one) => !isTurn(one)).map(noteOf),
    questions: asked.filter((one) => one.user === user).map(({ question }) => question),
  }));
}

const userOf = ({ user_id: user = ONE_USER }: { user_id?: string | undefined }) => user;

const isTurn = ({ speaker, role }: RawMemory) => speaker !== undefined || role !== undefined;

function noteOf({ id, text: said, occurred_at: at }: RawMemory): Note {
  return { id, text: said, ...(at !== undefined && { occurredAt: at }) };
}

/** Turns without a session are one. */
function sessionsOf(turns: readonly RawMemory[]): Session[] {
  const runOf = ({ run_id: run = ONE_SESSION }: RawMemory) => run;
  return Array.from(new Set(turns.map(runOf)), (run) => ({
    id: run,
    turns: turns.filter((turn) => runOf(turn) === run).map(turnOf),
  }));
}

function turnOf(raw: RawMemory): Session['turns'][number] {
  const { speaker, role = 'user' } = raw;
  return { ...noteOf(raw), ...(speaker === undefined ? { role } : { speaker }) };
}

function readQuestion(
  raw: RawQuestion,
  index: number,
  byUser: ReadonlyMap<string, readonly RawMemory[]>,
): { user: string; question: Question } {
  const { query, gold, outdated = [], category = NO_CATEGORY, reference_time: askedAt } = raw;
  const user = userOf(raw);
  const known = new Set(byUser.get(user)?.map(({ id }) => id));
  const unknown = [...gold, ...outdated].find((id) => !known.has(id));
  if (unknown !== undefined) {
    const detail = `questions/${index}: ${user} has no memory ${unknown}`;
    throw new TulvingError('invalid_input', detail);
  }
  const expected = expectedOf(raw);
  const question = {
    id: raw.id ?? `${user}/${index + 1}`,
    text: query,
    category,
    gold,
    ...(askedAt !== undefined && { askedAt }),
    ...(outdated.length > 0 && { newest: gold }),
    ...(gold.length === 0 && { judgedWhole: true }),
    ...(expected && { expected }),
  };
  return { user, question };
}

function expectedOf({ answer, gold }: RawQuestion): Expected | undefined {
  if (answer !== undefined) return { by: 'reference', text: answer };
  return gold.length === 0 ? { by: 'silence' } : undefined;
}

function requireOnce(whose: string, all: readonly { id: string }[]): void {
  const seen = new Set<string>();
  for (const { id } of all) {
    if (seen.has(id)) throw new TulvingError('invalid_input', `${whose}: ${id} stands twice`);
    seen.add(id);
  }
}
