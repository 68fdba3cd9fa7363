import {
  type DayCounts,
  type StatsDays,
  type StatsDaysRequest,
  statsDaysRequestSchema,
} from '../../model/access-log.js';
import type { Caller } from '../../model/caller.js';
import { dateOf } from '../../model/day.js';
import type { Clock } from '../../model/time.js';
import { validate } from '../../model/validate.js';
import type { AccessCount } from '../../store/access-log.js';
import type { Store } from '../../store/port.js';

export interface DaysParts {
  store: Pick<Store, 'accessLog'>;
  clock: Clock;
}

const DAY = 86_400_000;

/** Of one day, app and user. */
interface Row {
  day: number;
  app: string | null;
  user: string | null;
  added: number;
  searches: number;
  reads: number;
  scored: number;
  scores: number;
}

/** What was added and asked, by day, app and user; derived from the access log as far back as it is kept. */
export async function statsByDay(
  request: StatsDaysRequest,
  { tenant }: Pick<Caller, 'tenant'>,
  { store, clock }: DaysParts,
): Promise<StatsDays> {
  const { days, app_id: app, user_id: user } = validate(statsDaysRequestSchema, request);
  const today = Math.floor(clock() / DAY);
  const first = today - days + 1;
  const query = { tenant, from: first * DAY, to: (today + 1) * DAY, app, user };
  const [read, added] = await Promise.all([
    store.accessLog.countsByDay(query),
    store.accessLog.addedByDay(query),
  ]);
  const rows = [...read.map(rowOf), ...added.map((one) => ({ ...nothing, ...one }))];
  const byDay = groupBy(rows, ({ day }) => day);
  return {
    days: Array.from({ length: days }, (_, place) => ({
      day: dateOf(first + place),
      ...countsOf(byDay.get(first + place) ?? []),
    })),
    apps: most(groupBy(rows, (row) => row.app)).map(([name, of]) => ({
      app: name,
      ...countsOf(of),
    })),
    users: most(groupBy(rows, (row) => row.user)).map(([name, of]) => ({
      user_id: name,
      ...countsOf(of),
    })),
    total: countsOf(rows),
  };
}

const nothing = { added: 0, searches: 0, reads: 0, scored: 0, scores: 0 };
/** Of apps and users those that were busiest. */
const MOST_NAMES = 100;

function rowOf({ day, app, user, kind, requests, scored, scores }: AccessCount): Row {
  const isSearch = kind === 'search' || kind === 'context';
  const counted = isSearch ? { searches: requests, scored, scores } : { reads: requests };
  return { ...nothing, day, app, user, ...counted };
}

function countsOf(rows: readonly Row[]): DayCounts {
  const sum = (field: keyof typeof nothing) => rows.reduce((all, row) => all + row[field], 0);
  const scored = sum('scored');
  return {
    added: sum('added'),
    searches: sum('searches'),
    reads: sum('reads'),
    average_score: scored === 0 ? null : Math.round((sum('scores') / scored) * 10_000) / 10_000,
  };
}

function groupBy<Key>(rows: readonly Row[], keyOf: (row: Row) => Key): Map<Key, Row[]> {
  const groups = new Map<Key, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

function most(groups: Map<string | null, Row[]>): [string | null, Row[]][] {
  const size = (rows: readonly Row[]) => {
    const { added, searches, reads } = countsOf(rows);
    return added + searches + reads;
  };
  return [...groups].toSorted(([, a], [, b]) => size(b) - size(a)).slice(0, MOST_NAMES);
}
