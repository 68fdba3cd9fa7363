import { z } from 'zod';
import { TulvingError } from '../errors.js';
import { validate } from '../model/validate.js';
import { type Conversation, type Question, saysSomething, type Session } from './dataset.js';

const messageSchema = z.object({ role: z.string(), content: z.string() });

export type ChatMessage = z.output<typeof messageSchema>;

/** A line of `shared_contexts_*.jsonl`: messages by the id of the context. */
const contextSchema = z.record(z.string(), z.array(messageSchema));

/** A row of `questions_*.csv`. Early files call the question `question`. */
const questionSchema = z
  .object({
    question_id: z.string(),
    question_type: z.string(),
    user_question_or_message: z.string().optional(),
    question: z.string().optional(),
    correct_answer: z.string().regex(/^\(?[a-d]\)?$/i, 'must be (a), (b), (c) or (d)'),
    all_options: z.string(),
    shared_context_id: z.string(),
    end_index_in_shared_context: z.coerce.number().int(),
  })
  .transform(({ user_question_or_message: message, question, ...rest }) => ({
    ...rest,
    text: message ?? question ?? '',
  }));

type RawQuestion = z.output<typeof questionSchema>;

/** Reads `shared_contexts_*.jsonl` of PersonaMem (Jiang et al. 2025): an object with one key a line. */
export function readContexts(text: string): Map<string, ChatMessage[]> {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return new Map(
    lines.flatMap((line) => Object.entries(validate(contextSchema, JSON.parse(line)))),
  );
}

/**
 * Reads `questions_*.csv` beside it. A question is asked of its context up to where it stands, so
 * that contexts cut at different places are different conversations.
 *
 * @throws TulvingError `invalid_input` that names what is missing
 */
export function readPersonaMem(
  rows: unknown,
  contexts: ReadonlyMap<string, readonly ChatMessage[]>,
): Conversation[] {
  const conversations = new Map<string, Conversation>();
  for (const raw of validate(z.array(questionSchema).min(1), rows)) {
    const { shared_context_id: context, end_index_in_shared_context: end } = raw;
    const id = `${context}/${end}`;
    const known = conversations.get(id) ?? {
      id,
      sessions: sessionsOf((contexts.get(context) ?? missing(context)).slice(0, end)),
      questions: [],
    };
    known.questions.push(readQuestion(raw));
    conversations.set(id, known);
  }
  return [...conversations.values()];
}

/**
 * A system message opens each session, and is left out: it describes the user, and nobody said it.
 */
export function sessionsOf(messages: readonly ChatMessage[]): Session[] {
  const sessions: Session[] = [];
  for (const [index, { role, content: text }] of messages.entries()) {
    if (role === 'system' || sessions.length === 0) {
      sessions.push({ id: `session_${sessions.length + 1}`, turns: [] });
    }
    if (role !== 'user' && role !== 'assistant') continue;
    const turn = { id: String(index), role, text } as const;
    if (saysSomething(turn)) sessions.at(-1)?.turns.push(turn);
  }
  return sessions.filter(({ turns }) => turns.length > 0);
}

/** It does not say which turns hold the answer. */
function readQuestion(raw: RawQuestion): Question {
  return {
    id: raw.question_id,
    text: raw.text,
    category: raw.question_type,
    gold: [],
    expected: {
      by: 'choice',
      letter: raw.correct_answer.replaceAll(/[()]/g, '').toLowerCase(),
      options: raw.all_options,
    },
  };
}

function missing(context: string): never {
  throw new TulvingError('invalid_input', `there is no context ${context} beside it`);
}
