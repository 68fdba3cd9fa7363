import type { DensityRequest, TimelineRequest } from 'tulving/client';
import { endOfDay, isDay, startOfDay } from '../../components/days';

/** What the address of the page holds. */
export interface TimelineSearch {
  /** By when it was true; left out: by when it was learnt. */
  axis?: 'held';
  unit?: 'week' | 'month';
  /** What was believed at the end of that day. */
  at?: string;
  /** Only what lies before that day. */
  until?: string;
  user?: string;
  cube?: string;
  kind?: string;
}

export interface TimelineChange {
  search: TimelineSearch;
  onChange: (change: Partial<TimelineSearch>) => void;
}

export const narrowings = ['user', 'cube', 'kind'] as const;

export function readTimelineSearch(raw: Record<string, unknown>): TimelineSearch {
  const { axis, unit, at, until } = raw;
  return {
    ...(axis === 'held' && { axis }),
    ...((unit === 'week' || unit === 'month') && { unit }),
    ...(isDay(at) && { at }),
    ...(isDay(until) && { until }),
    ...Object.fromEntries(
      narrowings.flatMap((name) => {
        const value = raw[name];
        // A name such as `42` comes out of the address as a number.
        const isName = (typeof value === 'string' && value !== '') || typeof value === 'number';
        return isName ? [[name, String(value)]] : [];
      }),
    ),
  };
}

type Asked = Pick<TimelineRequest, 'axis' | 'known_at' | 'filters' | 'user_id' | 'cube'>;

function asked(search: TimelineSearch, scope: { user_id?: string }): Asked {
  const { axis, at, user, cube, kind } = search;
  return {
    ...scope,
    ...(user !== undefined && { user_id: user }),
    ...(cube !== undefined && { cube }),
    ...(axis && { axis }),
    ...(at !== undefined && { known_at: endOfDay(at) }),
    ...(kind !== undefined && { filters: { kind } }),
  };
}

export function asList(search: TimelineSearch, scope: { user_id?: string }): TimelineRequest {
  const { until } = search;
  return { ...asked(search, scope), ...(until !== undefined && { until: startOfDay(until) }) };
}

export function asDensity(search: TimelineSearch, scope: { user_id?: string }): DensityRequest {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return { ...asked(search, scope), unit: search.unit ?? 'day', timezone: timeZone };
}
