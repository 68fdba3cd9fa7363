import type { Postings, TermPostings } from '../port.js';

/** As a posting tells it. */
const MOST_FREQUENT = 255;

/** One list of several, of which no two name the same memory. */
export function mergePostings(lists: readonly Postings[]): Postings {
  const filled = lists.filter(({ memories }) => memories.length > 0);
  const [first = { memories: new Int32Array(), frequencies: new Uint8Array() }, ...others] = filled;
  return others.reduce(merge, first);
}

function merge(one: Postings, other: Postings): Postings {
  const length = one.memories.length + other.memories.length;
  const memories = new Int32Array(length);
  const frequencies = new Uint8Array(length);
  let left = 0;
  let right = 0;
  for (let at = 0; at < length; at++) {
    const takesLeft = (one.memories[left] ?? Infinity) < (other.memories[right] ?? Infinity);
    const from = takesLeft ? one : other;
    const place = takesLeft ? left++ : right++;
    memories[at] = from.memories[place] as number;
    frequencies[at] = from.frequencies[place] as number;
  }
  return { memories, frequencies };
}

/**
 * @param lines each a term, the number of a memory and, if the term stands in it more than once, how often;
 *   ascending by term and number. The same line may follow itself instead
 */
export function parseTermPostings(lines: string): TermPostings {
  const terms: string[] = [];
  const ends: number[] = [];
  const memories: number[] = [];
  const frequencies: number[] = [];
  for (let from = 0; from < lines.length;) {
    const known = terms.at(-1);
    // Most terms follow themselves: then no text is made of this one.
    const same =
      known !== undefined && lines.startsWith(known, from) && lines[from + known.length] === ' ';
    const space = same ? from + known.length : lines.indexOf(' ', from);
    if (!same) {
      terms.push(lines.slice(from, space));
      ends.push(memories.length);
    }
    const memory = numberFrom(lines, space + 1);
    const frequency = lines[memory.end] === ' ' ? numberFrom(lines, memory.end + 1) : undefined;
    const last = memories.length - 1;
    if (same && memories[last] === memory.number) {
      frequencies[last] = Math.min(MOST_FREQUENT, (frequencies[last] as number) + 1);
    } else {
      memories.push(memory.number);
      frequencies.push(frequency?.number ?? 1);
    }
    ends[ends.length - 1] = memories.length;
    from = (frequency ?? memory).end + 1;
  }
  return {
    terms,
    ends: Int32Array.from(ends),
    memories: Int32Array.from(memories),
    frequencies: Uint8Array.from(frequencies),
  };
}

/** In digits. */
function numberFrom(text: string, from: number): { number: number; end: number } {
  let number = 0;
  let end = from;
  for (; end < text.length; end++) {
    const digit = text.charCodeAt(end) - 48;
    if (digit < 0 || digit > 9) break;
    number = number * 10 + digit;
  }
  return { number, end };
}
