import type { TimelineEntry } from 'tulving/client';
import { dayAt } from '../../components/days';

/** A heading for each day, and below it what stands there. `place` counts entries alone. */
export type TimelineRow =
  | { readonly key: string; readonly day: string }
  | { readonly key: string; readonly entry: TimelineEntry; readonly place: number };

export function rowsOf(entries: readonly TimelineEntry[]): TimelineRow[] {
  let before: string | undefined;
  return entries.flatMap((entry, place): TimelineRow[] => {
    const day = dayAt(entry.at);
    const row = { key: entry.memory.id, entry, place };
    if (day === before) return [row];
    before = day;
    return [{ key: day, day }, row];
  });
}
