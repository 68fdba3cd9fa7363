import { z } from 'zod';
import { analyse } from '../../language/terms/analyse.js';
import { fold } from '../../language/terms/fold.js';
import { formatInstant } from '../../model/time.js';
import type { StoredMemory } from '../../store/port.js';
import type { Shown } from './shown.js';

/** Sentences as models give them. What fails the shape is told by the caller, one by one. */
export const citedSchema = z.object({
  text: z.string(),
  cites: z.array(z.string()).describe('marks of the memories that say so, such as m3'),
});

export interface Cited {
  text: string;
  memories: StoredMemory[];
}

/** In UTF-16 units. */
const LONGEST = 600;

export type Refusal = 'uncited' | 'length' | 'number' | 'unrelated';

/**
 * The sentences that rest on what was shown. One is refused that cites nothing which was shown, that names
 * a number which no memory it cites holds, or that shares no word with them. @returns also why, how often
 */
export function checkCited(
  sentences: readonly z.infer<typeof citedSchema>[],
  shown: Shown,
): { kept: Cited[]; refused: Partial<Record<Refusal, number>> } {
  const kept: Cited[] = [];
  const refused: Partial<Record<Refusal, number>> = {};
  for (const { text: given, cites } of sentences) {
    const text = withoutMarks(given);
    const cited = [...cites, ...marksIn(given)].flatMap((mark) => shown.of(mark) ?? []);
    const memories = [...new Set(cited)];
    const fault = faultOf(text, memories);
    if (fault === undefined) kept.push({ text, memories });
    else refused[fault] = (refused[fault] ?? 0) + 1;
  }
  return { kept, refused };
}

/** What keeps a text from being said of memories; undefined: nothing. */
export function faultOf(text: string, memories: readonly StoredMemory[]): Refusal | undefined {
  if (memories.length === 0) return 'uncited';
  if (text === '' || text.length > LONGEST) return 'length';
  const sources = memories.flatMap((memory) => [
    memory.text,
    formatInstant(memory.occurredAt),
    ...memory.sources.map(({ quote }) => quote),
  ]);
  const numbers = new Set(sources.flatMap(numbersIn));
  if (numbersIn(text).some((number) => !numbers.has(number))) return 'number';
  const terms = new Set(sources.flatMap((source) => analyse(source)));
  return analyse(text).some((term) => terms.has(term)) ? undefined : 'unrelated';
}

/** Without leading zeros: "5 May" stands in 2024-05-05. */
function numbersIn(text: string): string[] {
  return (fold(text).match(/\p{Nd}+/gu) ?? []).map((digits) => digits.replace(/^0+(?=.)/, ''));
}

const MARKS = /\s*[[(]\s*(m\d+(?:\s*[,;]\s*m\d+)*)\s*[\])]/giu;

function marksIn(text: string): string[] {
  return [...text.matchAll(MARKS)].flatMap(([, marks = '']) => marks.split(/[,;]/));
}

function withoutMarks(text: string): string {
  return text
    .toWellFormed()
    .replaceAll('\0', '')
    .replaceAll(MARKS, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
