import type { Verdict } from './answer.js';

const MARK = /(?<!\/)final[ _]answer>?:?/gi;

/**
 * Judges a choice by rule. Lenient as the authors of PersonaMem do: one letter alone stands after the
 * mark, or else in all of the reply. Strict: one letter alone, after the mark.
 */
export function judgeChoice(reply: string, letter: string): { lenient: Verdict; strict: Verdict } {
  const marks = [...reply.matchAll(MARK)];
  const last = marks.at(-1);
  const end = last ? reply.slice(last.index + last[0].length) : '';
  const isRight = (text: string) => {
    const letters = lettersIn(text);
    return letters.size === 1 && letters.has(letter);
  };
  const chosen = [...lettersIn(end)].join(', ') || 'none';
  const reason = `chosen: ${chosen}; right: ${letter}`;
  return {
    lenient: { correct: isRight(last ? end : reply) || isRight(reply), reason },
    strict: { correct: isRight(end), reason },
  };
}

/** `(a)` where there is any, else `a` alone. */
function lettersIn(text: string): Set<string> {
  const lower = text.toLowerCase();
  const found = (pattern: RegExp) => Array.from(lower.matchAll(pattern), ([, one = '']) => one);
  const inParentheses = found(/\(([a-z])\)/g);
  return new Set(inParentheses.length > 0 ? inParentheses : found(/\b([a-d])\b/g));
}
