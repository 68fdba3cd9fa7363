import { describe, expect, it } from 'vitest';
import type { TimelineEntry } from 'tulving/client';
import { barsOf } from './bars';
import { rowsOf } from './rows';
import { asList, readTimelineSearch } from './search-params';

const span = (from: string, until: string, memories: number) => ({
  from,
  until,
  memories,
  superseded: 0,
});
const entry = (id: string, at: string) => ({ at, memory: { id } }) as TimelineEntry;

describe('the bars of the timeline (T7)', () => {
  it('have no gaps, by day, week and month', () => {
    const days = barsOf([span('2026-02-27', '2026-02-28', 2), span('2026-03-02', '', 1)], 'day');
    expect(days.spans.map(({ from, memories }) => `${from} ${memories}`)).toEqual([
      '2026-02-27 2',
      '2026-02-28 0',
      '2026-03-01 0',
      '2026-03-02 1',
    ]);
    const weeks = barsOf([span('2026-02-23', '', 1), span('2026-03-09', '', 1)], 'week');
    expect(weeks.spans.map(({ from }) => from)).toEqual(['2026-02-23', '2026-03-02', '2026-03-09']);
    const months = barsOf([span('2025-12-01', '', 1), span('2026-03-01', '', 1)], 'month');
    expect(months.spans.map(({ from }) => from)).toEqual([
      '2025-12-01',
      '2026-01-01',
      '2026-02-01',
      '2026-03-01',
    ]);
  });

  it('leave out what lies long before, and count it', () => {
    const bars = barsOf([span('1950-05-01', '', 3), span('2026-03-02', '', 1)], 'day');
    expect([bars.spans.length, bars.earlier]).toEqual([1, 3]);
    expect(barsOf([], 'day')).toEqual({ spans: [], earlier: 0 });
  });
});

describe('the list of the timeline (T7)', () => {
  it('has a heading for each day, and counts entries alone', () => {
    const noon = (day: string) => new Date(`${day}T12:00:00`).toISOString();
    const rows = rowsOf([
      entry('a', noon('2026-03-04')),
      entry('b', noon('2026-03-04')),
      entry('c', noon('2026-03-01')),
    ]);
    expect(rows.map((row) => ('day' in row ? row.day : `${row.place} ${row.key}`))).toEqual([
      '2026-03-04',
      '0 a',
      '1 b',
      '2026-03-01',
      '2 c',
    ]);
  });

  it('an address that somebody has typed asks for nothing strange', () => {
    expect(readTimelineSearch({ axis: 'x', unit: 'day', at: '2026-13-01', user: 42 })).toEqual({
      user: '42',
    });
    const search = readTimelineSearch({ axis: 'held', at: '2026-03-04', kind: 'fact' });
    expect(asList(search, { user_id: '*' })).toEqual({
      user_id: '*',
      axis: 'held',
      known_at: new Date('2026-03-04T23:59:59').toISOString(),
      filters: { kind: 'fact' },
    });
  });
});
