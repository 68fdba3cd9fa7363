import type { Store } from '../store/port.js';
import type { Ranked } from './fuse.js';
import type { KeptTexts } from './kept-texts.js';

/** In UTF-16 units: nobody is made to wait because one memory is a book. */
export const MOST_READ = 8_000;

/**
 * The texts of the ranked, by number; of long ones the beginning. Outlines keep them, which are made anew when one of
 * their memories is corrected or goes.
 */
export async function readTexts(
  memories: Pick<Store['memories'], 'texts'>,
  ranked: readonly Ranked[],
): Promise<ReadonlyMap<number, string>> {
  const texts = new Map<number, string>();
  const missing = new Map<number, KeptTexts>();
  for (const { among, memory } of ranked) {
    const { keptTexts } = among.evidence.outline;
    const kept = keptTexts.get(memory);
    if (kept === undefined) missing.set(memory, keptTexts);
    else texts.set(memory, kept);
  }
  if (missing.size === 0) return texts;
  for (const [memory, text] of await memories.texts([...missing.keys()])) {
    // A slice would keep the whole text that it was cut from alive.
    if (text.length <= MOST_READ) missing.get(memory)?.keep(memory, text);
    texts.set(memory, text.slice(0, MOST_READ));
  }
  return texts;
}
