import { TulvingError } from '../errors.js';
import { type Conversation, hasGold, type Question } from './dataset.js';

export interface Selection {
  /** Names of categories. Default: all. */
  categories?: readonly string[];
  /** So many questions, spread over the set. Default: all. */
  limit?: number;
}

/**
 * The same conversations with the questions that are to be asked.
 *
 * @param answering whether a model answers: then questions without gold are asked, too
 * @throws TulvingError `usage` for a category that does not exist, and where nothing is left
 */
export function selectQuestions(
  conversations: readonly Conversation[],
  { categories, limit }: Selection,
  answering: boolean,
): Conversation[] {
  const canJudge = ({ expected }: Question) => answering && expected !== undefined;
  const useful = questionsOf(conversations).filter((one) => hasGold(one) || canJudge(one));
  if (useful.length === 0) throw nothingToJudge();
  const named = categories ? inCategories(useful, categories) : useful;
  const chosen = new Set(spread(named, limit ?? named.length));
  return conversations.map((conversation) => ({
    ...conversation,
    questions: conversation.questions.filter((question) => chosen.has(question)),
  }));
}

export function questionsOf(conversations: readonly Conversation[]): Question[] {
  return conversations.flatMap(({ questions }) => questions);
}

function inCategories(questions: readonly Question[], categories: readonly string[]): Question[] {
  const known = [...new Set(questions.map(({ category }) => category))].toSorted();
  const unknown = categories.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new TulvingError('usage', `There is no category ${unknown}.`, {
      remedy: `There are: ${known.join(', ')}.`,
    });
  }
  return questions.filter(({ category }) => categories.includes(category));
}

/** Evenly, and the same ones each time. */
function spread<Item>(items: readonly Item[], count: number): Item[] {
  if (count >= items.length) return [...items];
  return Array.from(
    { length: count },
    (_, index) => items[Math.floor((index * items.length) / count)] as Item,
  );
}

function nothingToJudge(): TulvingError {
  return new TulvingError('usage', 'The set does not say which turns hold an answer.', {
    remedy: 'Have a model answer its questions: give --answer.',
  });
}
