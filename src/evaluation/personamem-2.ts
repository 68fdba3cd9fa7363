import { createHash } from 'node:crypto';
import { z } from 'zod';
import { validate } from '../model/validate.js';
import type { Conversation, Question } from './dataset.js';
import { type ChatMessage, sessionsOf } from './personamem.js';

const messageSchema = z.object({ role: z.string(), content: z.string() });

const rowSchema = z.object({
  persona_id: z.string(),
  chat_history_32k_link: z.string(),
  user_query: z.string(),
  correct_answer: z.string(),
  incorrect_answers: json(z.array(z.string()).min(1)),
  pref_type: z.string(),
  related_conversation_snippet: json(z.array(messageSchema)).optional(),
});

const historySchema = z.union([
  z.array(messageSchema),
  z.object({ chat_history: z.array(messageSchema) }).transform((file) => file.chat_history),
]);

type RawRow = z.output<typeof rowSchema>;

/** Reads `benchmark.csv` of PersonaMem v2 (Jiang et al. 2025), text only. */
export function readRows(table: unknown): RawRow[] {
  return validate(z.array(rowSchema).min(1), table);
}

/** Reads a file of `chat_history_32k`. */
export function readHistory(file: unknown): ChatMessage[] {
  return validate(historySchema, file);
}

/** All questions of a history are asked of the whole of it. */
export function conversationsOf(
  rows: readonly RawRow[],
  histories: ReadonlyMap<string, readonly ChatMessage[]>,
): Conversation[] {
  const numbered = rows.map((row, index) => ({ row, id: `${row.persona_id}/${index}` }));
  return Array.from(histories, ([link, messages]) => ({
    id: link,
    sessions: sessionsOf(messages),
    questions: numbered
      .filter(({ row }) => row.chat_history_32k_link === link)
      .map(({ row, id }) => readQuestion(id, row, messages)),
  }));
}

function readQuestion(id: string, row: RawRow, messages: readonly ChatMessage[]): Question {
  return {
    id,
    text: textOf(row.user_query),
    category: row.pref_type,
    gold: placesOf(row.related_conversation_snippet ?? [], messages).map(String),
    expected: { by: 'choice', ...optionsOf(id, row) },
  };
}

/**
 * What the user says in the snippet, where the history holds the snippet word for word and once:
 * the assistant's part of it only answers.
 */
function placesOf(snippet: readonly ChatMessage[], messages: readonly ChatMessage[]): number[] {
  const isAt = (start: number) =>
    snippet.every(({ role, content }, index) => {
      const message = messages[start + index];
      return message?.role === role && message.content.trim() === content.trim();
    });
  const starts = messages.map((_, start) => start).filter(isAt);
  if (snippet.length === 0 || starts.length !== 1) return [];
  const [start = 0] = starts;
  return snippet.flatMap(({ role }, index) => (role === 'user' ? [start + index] : []));
}

/**
 * The set's own order depends on the process that draws it (Python's `hash` of a string), so ours is
 * by a digest: the same everywhere.
 */
function optionsOf(id: string, { correct_answer: correct, incorrect_answers: others }: RawRow) {
  const digest = (option: string) => createHash('sha256').update(`${id}\n${option}`).digest('hex');
  const options = [correct, ...others].toSorted((a, b) => (digest(a) < digest(b) ? -1 : 1));
  const letter = (index: number) => String.fromCodePoint(0x61 + index);
  return {
    letter: letter(options.indexOf(correct)),
    options: options.map((option, index) => `(${letter(index)}) ${option}`).join('\n'),
  };
}

/** Of `{"role": "user", "content": "…"}`, as JSON or as Python writes it; other text is the query. */
function textOf(query: string): string {
  const found = /(['"])content\1:\s*(['"])((?:[^\\]|\\.)*)\2\s*[,}]/s.exec(query);
  return found?.[3] === undefined ? query : unescaped(found[3]);
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function unescaped(text: string): string {
  return text.replaceAll(
    /\\(?:u([\da-f]{4})|x([\da-f]{2})|(.))/gis,
    (_, unit?: string, byte?: string, character = '') => {
      const code = unit ?? byte;
      if (code !== undefined) return String.fromCharCode(Number.parseInt(code, 16));
      return escapes[character] ?? character;
    },
  );
}

function json<Schema extends z.ZodType>(schema: Schema) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch (error) {
        if (!(error instanceof SyntaxError)) throw error;
        context.addIssue('is not JSON');
        return z.NEVER;
      }
    })
    .pipe(schema);
}
