import type { Postings } from '../port.js';

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
