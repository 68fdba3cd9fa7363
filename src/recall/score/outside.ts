import type { Instant } from '../../model/time.js';
import { NOTE } from '../outline/outline.js';
import { type AskedTime, isToldByEvent, isWithin } from '../plan/dates.js';
import { channelNames } from './channels.js';
import type { Candidates } from './fuse.js';

/** Less than what the date alone counts for a note, so that one that is only alike comes after all of that time. */
const OUTSIDE_SHARE = 0.4;
/** It may tell of what held for long: "I was born in Ulm". */
const LATER_SHARE = 0.1;
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

/** What came later than the moment that is asked about, and was not told to have held by then, comes after what had come. */
export function lowerLater(candidates: readonly Candidates[], until: Instant): void {
  for (const { evidence, slots, scores } of candidates) {
    const { bounded, times } = evidence.outline;
    for (let at = 0; at < slots.length; at++) {
      const slot = slots[at] as number;
      const from = bounded.get(slot)?.from ?? (times[slot] as number);
      if (from > until) scores[at] = (scores[at] as number) * LATER_SHARE;
    }
  }
}
