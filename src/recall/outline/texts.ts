import type { Store } from '../../store/port.js';
import type { KeptTexts } from './kept-texts.js';
import type { Outline } from './outline.js';

/** In UTF-16 units: nobody is made to wait because one memory is a book. */
export const MOST_READ = 8_000;

/** A memory, and the outline that knows it. */
export interface Placed {
  outline: Pick<Outline, 'keptTexts'>;
  memory: number;
}

/**
 * The texts of memories, by number; of long ones the beginning. Outlines keep them, which are made anew when one of
 * their memories is corrected or goes.
 */
export async function readTexts(
  memories: Pick<Store['memories'], 'texts'>,
  placed: readonly Placed[],
): Promise<ReadonlyMap<number, string>> {
  const texts = new Map<number, string>();
  const missing = new Map<number, KeptTexts>();
  for (const { outline, memory } of placed) {
    const { keptTexts } = outline;
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
