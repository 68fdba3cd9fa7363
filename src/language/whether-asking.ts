import { asksForFirst } from './dates-asking.js';
import { fold } from './fold.js';

/** In UTF-16 units; a question says so at once. */
const MOST_TEXT = 500;
const VERB_FIRST =
  /^(?:have|has|had|did|do|does|is|are|was|were|can|could|habe|hast|haben|hat|war|as-tu|avez-vous)\b/;
const WAS_SAID = /[说說提讲講聊讨討谈談]过|[说說提講聊討談]過|告[诉訴][过過]/;

/**
 * Whether it asks if something was or was said at all: "Have I told you where Mia lives before?" wants to hear where
 * she lives. "Did Mia originally live in Berlin?" asks for what was first.
 */
export function asksWhether(text: string): boolean {
  const folded = fold(text.slice(0, MOST_TEXT).toWellFormed()).trim();
  return WAS_SAID.test(folded) || (VERB_FIRST.test(folded) && !asksForFirst(text));
}
