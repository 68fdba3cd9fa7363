import { analyseQuery } from '../language/terms/analyse.js';
import { estimateTokens } from '../language/tokens.js';
import type { ChatMessage } from '../model/chat.js';
import { limits } from '../model/requests.js';

/** What a line has besides its words: who said it. */
const LINE_TOKENS = 4;
/** A message with more words that tell something is taken to stand for itself. */
const MOST_TERMS_OF_FOLLOW_UP = 12;

/** The last turns that fit, in order. A turn that does not fit is left out with all before it. */
export function windowOf(history: readonly ChatMessage[], mostTokens: number): ChatMessage[] {
  let left = mostTokens;
  const first = history.findLastIndex(({ content }) => {
    left -= estimateTokens(content) + LINE_TOKENS;
    return left < 0;
  });
  return history.slice(first + 1);
}

/**
 * What is searched for a message. "And where does she live?" says too little for itself, so that a
 * short one is asked together with the last turn of the user, too. Which of both finds more is left
 * to the scores: no model is asked.
 */
export function queriesOf(message: string, history: readonly ChatMessage[]): string[] {
  const own = asQuery(message);
  const before = history.findLast(({ role }) => role === 'user')?.content;
  if (before === undefined || analyseQuery(own).terms.length > MOST_TERMS_OF_FOLLOW_UP)
    return [own];
  return [own, asQuery(`${before}\n${own}`)];
}

/** The end of it, where it is too long to be asked: there the question is. */
function asQuery(text: string): string {
  return text.slice(-limits.query).toWellFormed();
}
