import { z } from 'zod';
import { validate } from '../model/validate.js';
import { type Conversation, oncePer, type Question } from './dataset.js';

const fileSchema = z
  .array(
    z.object({ preference: z.string(), question: z.string(), explanation: z.string().optional() }),
  )
  .min(1);

/** A preference and a question that shall be answered by it. */
export interface PreferencePair {
  /** Unique in the set. */
  id: string;
  preference: string;
  question: string;
  /** What the preference means for the question. */
  explanation?: string;
}

/**
 * Reads a topic of PrefEval (Zhao et al. 2025), a file of `explicit_preference`.
 *
 * @throws TulvingError `invalid_input` that names what is missing
 */
export function readTopic(topic: string, file: unknown): PreferencePair[] {
  return validate(fileSchema, file).map(({ preference, question, explanation }, index) => ({
    id: `${topic}/${index}`,
    preference,
    question,
    ...(explanation && { explanation }),
  }));
}

/** Every question is asked twice: of a memory with its topic alone, and of one with all topics. */
export function askOfTopics(topics: ReadonlyMap<string, PreferencePair[]>): Conversation[] {
  const own = Array.from(topics, ([topic, pairs]) => conversationOf(topic, 'own topic', pairs));
  if (own.length === 1) return own;
  return [...own, conversationOf('all', 'all topics', [...topics.values()].flat())];
}

function conversationOf(
  id: string,
  category: string,
  pairs: readonly PreferencePair[],
): Conversation {
  // The same preference may stand with several questions; it is one note.
  const notes = oncePer(pairs, ({ preference }) => preference);
  const noteOf = new Map(notes.map(({ preference, id: note }) => [preference, note]));
  const questions = pairs.map((pair): Question => ({
    id: `${category}/${pair.id}`,
    text: pair.question,
    category,
    gold: [noteOf.get(pair.preference) as string],
    expected: {
      by: 'preference',
      text: pair.preference,
      ...(pair.explanation && { why: pair.explanation }),
    },
  }));
  return {
    id,
    sessions: [],
    notes: notes.map(({ id: note, preference }) => ({ id: note, text: preference })),
    questions,
  };
}
