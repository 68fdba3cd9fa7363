import type { Gathered } from './chat-context.js';
import { checkCitations } from '../chat/citations.js';
import {
  type ChatPrompt,
  type ChatTurn,
  decompositionPrompt,
  decompositionSchema,
  partPrompt,
  suggestionPrompt,
  suggestionSchema,
} from '../chat/prompts.js';
import { TulvingError } from '../errors.js';
import { chatLimits, type ChatPart, type ChatWarning } from '../model/chat.js';
import type { LanguageModel } from '../models/port.js';
import { generateObject } from '../models/structured.js';

/** What a model is asked beside the answer itself. Where that fails, the answer goes on without. */
export interface Asking {
  model: LanguageModel;
  turn: ChatTurn;
  signal: AbortSignal | undefined;
  warn: (code: ChatWarning['code'], detail: string) => void;
}

/** The questions that a message is made of. One or none: it is simple. */
export async function decompose(asking: Asking): Promise<string[]> {
  return questionsFrom(asking, {
    prompt: decompositionPrompt(asking.turn),
    schema: decompositionSchema,
    most: chatLimits.parts,
    instead: { code: 'not_decomposed', detail: 'the question was answered as a whole' },
  });
}

/** What the user may want to ask next. */
export async function suggest(asking: Asking, answer: string, count: number): Promise<string[]> {
  return questionsFrom(asking, {
    prompt: suggestionPrompt(asking.turn, answer, count),
    schema: suggestionSchema,
    most: count,
    instead: { code: 'no_suggestions', detail: 'there are no suggestions' },
  });
}

/**
 * Answers each part with what was found for it, all at once. Of a part for which nothing was found no
 * model is asked.
 *
 * @throws TulvingError where no part could be answered
 */
export async function answerParts(
  questions: readonly string[],
  { parts }: Gathered,
  asking: Asking,
): Promise<ChatPart[]> {
  const failures: TulvingError[] = [];
  const answered = await Promise.all(
    questions.map(async (question, at): Promise<ChatPart> => {
      const { block = '', marks = [] } = parts[at] ?? {};
      const found = marks.length > 0;
      const part = { question, found, answer: '', citations: [] };
      if (!found) return part;
      try {
        const prompt = partPrompt({ ...asking.turn, block }, question);
        const { text } = await asking.model.generate({ ...prompt, ...signalOf(asking) });
        const { text: answer, cited } = checkCitations(text, marks);
        return { ...part, answer, citations: cited };
      } catch (error) {
        asking.signal?.throwIfAborted();
        if (!TulvingError.isInstance(error)) throw error;
        failures.push(error);
        return part;
      }
    }),
  );
  const [failure] = failures;
  if (failure === undefined) return answered;
  if (answered.every(({ answer }) => answer === '')) throw failure;
  asking.warn('part_unanswered', `Parts without an answer: ${failures.length}. ${failure.message}`);
  return answered;
}

interface Wanted {
  prompt: ChatPrompt;
  schema: typeof suggestionSchema;
  most: number;
  instead: { code: ChatWarning['code']; detail: string };
}

async function questionsFrom(
  asking: Asking,
  { prompt, schema, most, instead }: Wanted,
): Promise<string[]> {
  try {
    const { value } = await generateObject(asking.model, {
      ...prompt,
      schema,
      name: 'questions',
      ...signalOf(asking),
    });
    const questions = value.questions.map((question) => question.trim());
    return [...new Set(questions)].filter((question) => question !== '').slice(0, most);
  } catch (error) {
    asking.signal?.throwIfAborted();
    if (!TulvingError.isInstance(error)) throw error;
    asking.warn(instead.code, `${error.message} So ${instead.detail}.`);
    return [];
  }
}

function signalOf({ signal }: Asking): { signal?: AbortSignal } {
  return signal ? { signal } : {};
}
