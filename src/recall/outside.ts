import { channelNames } from './channels.js';
import { type AskedTime, isToldByEvent, isWithin } from './dates.js';
import type { Candidates } from './fuse.js';
import { NOTE } from './outline.js';

/** Less than what the date alone counts for a note, so that one that is only alike comes after all of that time. */
const OUTSIDE_SHARE = 0.4;
const WORDS = channelNames.indexOf('words');

/**
 * Who asks for whatever there was at a time wants what was then, before notes of other times without its words; and who
 * tells the time by what happened wants that after what was then, with all that has its words.
 */
export function lowerOutside(candidates: readonly Candidates[], times: readonly AskedTime[]): void {
  const isByEvent = isToldByEvent(times);
  for (const { evidence, slots, values, scores } of candidates) {
    const { outline } = evidence;
    if (evidence.dated.length === 0) continue;
    for (let at = 0; at < slots.length; at++) {
      const slot = slots[at] as number;
      const isSaid = (values[WORDS]?.[at] ?? 0) > 0;
      if ((isSaid && !isByEvent) || outline.kinds[slot] !== NOTE) continue;
      if (isWithin(times, outline.times[slot] as number)) continue;
      scores[at] = (scores[at] as number) * OUTSIDE_SHARE;
    }
  }
}
