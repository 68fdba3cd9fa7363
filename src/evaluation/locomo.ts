import { z } from 'zod';
import { TulvingError } from '../errors.js';
import { validate } from '../model/validate.js';
import {
  type Conversation,
  type Expected,
  type Note,
  type Question,
  saysSomething,
  type Session,
  timeOfTurn,
} from './dataset.js';

const categories = ['multi-hop', 'temporal', 'open-domain', 'single-hop', 'adversarial'] as const;

const turnSchema = z.object({
  speaker: z.string(),
  dia_id: z.string(),
  text: z.string().default(''),
  blip_caption: z.string().optional(),
});

const conversationSchema = z.looseObject({ speaker_a: z.string(), speaker_b: z.string() });

const questionSchema = z.object({
  question: z.string(),
  category: z.int().min(1).max(categories.length),
  evidence: z.array(z.string()).default([]),
  answer: z.union([z.string(), z.number()]).optional(),
});

const sampleSchema = z.object({
  sample_id: z.string(),
  conversation: conversationSchema,
  qa: z.array(questionSchema),
});
const fileSchema = z.array(sampleSchema).min(1);

/** By session and speaker, what was drawn from which turns. */
const observationsSchema = z.record(
  z.string(),
  z.record(z.string(), z.array(z.tuple([z.string(), z.union([z.string(), z.array(z.string())])]))),
);
const observedSchema = z.array(sampleSchema.extend({ observation: observationsSchema })).min(1);

type RawConversation = z.output<typeof conversationSchema>;
type RawQuestion = z.output<typeof questionSchema>;

/** Of questions that nothing in the conversation answers; `adversarial_answer` is what is not so. */
const ADVERSARIAL = 5;

/**
 * Reads the official format of LoCoMo (Maharana et al. 2024), `locomo10.json`.
 *
 * @throws TulvingError `invalid_input` that names what is missing
 */
export function readLocomo(file: unknown): Conversation[] {
  return validate(fileSchema, file).map(({ sample_id: id, conversation, qa }) => {
    const sessions = readSessions(id, conversation);
    const turns = new Set(sessions.flatMap((session) => session.turns.map((turn) => turn.id)));
    const questions = qa.map((question, index) => readQuestion(`${id}/${index}`, question, turns));
    return { id, sessions, questions };
  });
}

/**
 * Reads the facts that LoCoMo's authors had drawn from each session (`observation`), as notes of its date, in place
 * of what was said: what a memory holds that keeps facts. Those drawn from the evidence of a question answer it.
 *
 * @throws TulvingError `invalid_input` that names what is missing
 */
export function readLocomoObservations(file: unknown): Conversation[] {
  const observed = validate(observedSchema, file);
  return readLocomo(file).map(({ id, sessions, questions }, index) => {
    const notes = sessions.flatMap((session) =>
      notesOf(session, observed[index]?.observation[`${session.id}_observation`] ?? {}),
    );
    return {
      id,
      sessions: [],
      notes: notes.map(({ note }) => note),
      questions: questions.map((question) => ({
        ...question,
        gold: notes
          .filter(({ from }) => from.some((turn) => question.gold.includes(turn)))
          .map(({ note }) => note.id),
      })),
    };
  });
}

interface Observed {
  note: Note;
  /** Ids of turns. */
  from: string[];
}

function notesOf(
  { id, turns: [first] }: Session,
  bySpeaker: z.output<typeof observationsSchema>[string],
): Observed[] {
  return Object.entries(bySpeaker).flatMap(([speaker, facts]) =>
    facts.map(([text, evidence], index) => ({
      note: {
        id: `${id}/${speaker}/${index}`,
        text: text.trim(),
        ...(first?.occurredAt && { occurredAt: first.occurredAt }),
      },
      from: [evidence].flat().flatMap(readEvidence),
    })),
  );
}

/**
 * The turns that an evidence string names: "D1:3" alone, several as in "D8:6; D9:17", with one colon too
 * many as in "D:11:26", with leading zeros as in "D3:05". Anything else names none.
 */
export function readEvidence(evidence: string): string[] {
  const named = evidence.matchAll(/D:?(\d+):(\d+)/g);
  return Array.from(named, ([, session, turn]) => `D${Number(session)}:${Number(turn)}`);
}

/** Reads "1:56 pm on 8 May, 2023" as UTC; undefined when it is something else. */
export function readSessionTime(text: string): Date | undefined {
  const match = /^(\d{1,2}):(\d{2}) *([ap])m +on +(\d{1,2}) +([a-z]+),? +(\d{4})$/i.exec(
    text.trim(),
  );
  if (!match) return undefined;
  const [, hour, minute, half, day, month, year] = match;
  const hours = (Number(hour) % 12) + (half?.toLowerCase() === 'p' ? 12 : 0);
  const time = new Date(`${day} ${month} ${year} ${hours}:${minute} UTC`);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

function readSessions(sample: string, conversation: RawConversation): Session[] {
  const numbers = Object.keys(conversation)
    .map((key) => Number(/^session_(\d+)$/.exec(key)?.[1] ?? 0))
    .filter((number) => number > 0)
    .toSorted((a, b) => a - b);
  if (numbers.length === 0) throw missing(sample, 'session_1');
  return numbers.map((number) => readSession(sample, conversation, number));
}

function readSession(sample: string, conversation: RawConversation, number: number): Session {
  const id = `session_${number}`;
  const turns = z.array(turnSchema).safeParse(conversation[id]);
  const date = conversation[`${id}_date_time`];
  const start = typeof date === 'string' ? readSessionTime(date) : undefined;
  if (!turns.success) {
    throw missing(sample, [id, ...(turns.error.issues[0]?.path ?? [])].map(String).join('/'));
  }
  if (!start) throw missing(sample, `${id}_date_time, such as "1:56 pm on 8 May, 2023"`);
  return {
    id,
    turns: turns.data
      .map((turn, index) => ({
        id: turn.dia_id,
        speaker: turn.speaker,
        text: textOf(turn),
        occurredAt: timeOfTurn(start, index),
      }))
      .filter(saysSomething),
  };
}

/** A shared photo is known by its caption only. */
function textOf({ text, blip_caption: caption }: z.output<typeof turnSchema>): string {
  return caption === undefined ? text.trim() : `${text} [photo: ${caption}]`.trim();
}

function readQuestion(
  id: string,
  { question, category, evidence, answer }: RawQuestion,
  turns: ReadonlySet<string>,
): Question {
  const named = new Set(evidence.flatMap(readEvidence));
  const expected = expectedOf(category, answer);
  return {
    id,
    text: question,
    category: categories[category - 1] as string,
    gold: [...named].filter((turn) => turns.has(turn)),
    ...(expected && { expected }),
  };
}

function expectedOf(category: number, answer: RawQuestion['answer']): Expected | undefined {
  if (category === ADVERSARIAL) return { by: 'silence' };
  return answer === undefined ? undefined : { by: 'reference', text: String(answer) };
}

function missing(sample: string, what: string): TulvingError {
  return new TulvingError('invalid_input', `conversation ${sample} has no valid ${what}`);
}
