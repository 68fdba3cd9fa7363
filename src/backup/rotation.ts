import { type Period, periods, type Rotation } from '../model/rotation.js';

const DAY = 86_400_000;

/** Names the period that a moment lies in, in UTC; of each one archive stays. */
const periodOf: Readonly<Record<Period, (at: Date) => string>> = {
  last: (at) => at.toISOString(),
  hourly: (at) => at.toISOString().slice(0, 13),
  daily: (at) => at.toISOString().slice(0, 10),
  // Weeks begin on Monday; 1970 began on a Thursday.
  weekly: (at) => String(Math.floor((at.getTime() / DAY + 3) / 7)),
  monthly: (at) => at.toISOString().slice(0, 7),
};

/**
 * Which archives stay: for each period the newest of the last so many that have one. The newest of all
 * always stays. Periods without an archive do not count, so that a machine that was off for a month
 * keeps what it has.
 */
export function kept<Item extends { made_at: string }>(
  archives: readonly Item[],
  rotation: Rotation,
): Item[] {
  const newestFirst = archives.toSorted((one, other) => (one.made_at < other.made_at ? 1 : -1));
  const stay = new Set(newestFirst.slice(0, 1));
  for (const period of periods) {
    const seen = new Set<string>();
    for (const archive of newestFirst) {
      const name = periodOf[period](new Date(archive.made_at));
      if (seen.has(name) || seen.size >= (rotation[period] ?? 0)) continue;
      seen.add(name);
      stay.add(archive);
    }
  }
  return newestFirst.filter((archive) => stay.has(archive));
}
