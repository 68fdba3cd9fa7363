import { z } from 'zod';
import { TulvingError } from '../errors.js';
import { validate } from '../model/validate.js';
import type { Conversation, Note, Question } from './dataset.js';

const fileSchema = z
  .array(
    z.object({
      context: z.string(),
      questions: z.array(z.string()),
      answers: z.array(z.array(z.string())),
      metadata: z.object({ source: z.string() }),
    }),
  )
  .min(1);

type RawEntry = z.output<typeof fileSchema>[number];

const SOURCE = 'factconsolidation_';
/** Of sources whose questions ask for a single fact; the newest of its slot holds the answer. */
const SINGLE_HOP = 'sh_';

/** The facts have numbers and no dates: each is a minute newer than the one before. */
const FIRST_FACT = Date.UTC(2020, 0, 1);
const MINUTE = 60_000;

/**
 * Reads the conflict resolution set of MemoryAgentBench (Hu et al. 2025). A fact is gold when its
 * text holds the answer, since the set does not say which fact an answer is from.
 *
 * @throws TulvingError `invalid_input` that names what is missing
 */
export function readFactConsolidation(file: unknown): Conversation[] {
  return validate(fileSchema, file)
    .filter(({ metadata }) => metadata.source.startsWith(SOURCE))
    .map(readEntry);
}

function readEntry({ context, questions, answers, metadata }: RawEntry): Conversation {
  const category = metadata.source.slice(SOURCE.length);
  const notes = readFacts(context);
  if (notes.length === 0) {
    throw new TulvingError('invalid_input', `${metadata.source} has no numbered facts`);
  }
  const read = questions.map((text, index): Question => {
    const gold = holding(answers[index] ?? [], notes);
    const newest = category.startsWith(SINGLE_HOP) && { newest: gold };
    return { id: `${category}/${index}`, text, category, gold, ...newest };
  });
  return {
    id: category,
    sessions: [],
    notes,
    questions: read.filter(({ gold }) => gold.length > 0),
  };
}

/** Lines such as "12. Thomas Kyd was born in the city of London." */
function readFacts(context: string): Note[] {
  return Array.from(context.matchAll(/^(\d+)\. +(\S.*)$/gm), ([, number, text]) => ({
    id: String(number),
    text: String(text),
    occurredAt: new Date(FIRST_FACT + Number(number) * MINUTE).toISOString(),
  }));
}

function holding(answers: readonly string[], notes: readonly Note[]): string[] {
  return notes
    .filter(({ text }) => answers.some((answer) => text.includes(answer)))
    .map(({ id }) => id);
}
