/**
 * The reason in the history of what comes from OpenMemory; the id of its own row follows, where it has one.
 * So a change of state is written again as the row that it was.
 */
export const OPENMEMORY = 'openmemory';

/** Where the sheet of a user is kept: with the settings of the user's cube, and erased with it. */
export const ORIGIN_SETTING = 'origin:openmemory';

const dates = ['archived_at', 'deleted_at'] as const;

export type StateDates = Partial<Record<(typeof dates)[number], string | undefined>>;

/** The dates stay in OpenMemory when the state is another one again: the first line of the history keeps them. */
export function reasonWithDates(given: StateDates): string {
  const told = dates.flatMap((name) =>
    given[name] === undefined ? [] : [`${name}=${given[name]}`],
  );
  return [OPENMEMORY, ...told].join(' ');
}

export function datesOf(reason: string | null | undefined): StateDates {
  const words = reason?.startsWith(`${OPENMEMORY} `) ? reason.split(' ').slice(1) : [];
  const pairs = words.map((word) => word.split('=') as [string, string | undefined]);
  return Object.fromEntries(pairs.filter(([name]) => (dates as readonly string[]).includes(name)));
}
