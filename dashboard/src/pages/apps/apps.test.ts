import { describe, expect, it } from 'vitest';
import type { App } from 'tulving/client';
import { readAppsSearch, shownApps } from './search-params';

const app = (name: string, more: Partial<App> = {}): App => ({
  name,
  state: 'active',
  claimed: true,
  first_seen_at: '2026-03-01T00:00:00.000Z',
  last_seen_at: '2026-03-01T00:00:00.000Z',
  paused_at: null,
  paused_by: null,
  memories_created: 0,
  memories_active: 0,
  first_accessed_at: null,
  last_accessed_at: null,
  memories_accessed: 0,
  ...more,
});

const apps = [
  app('claude', { memories_created: 2, last_seen_at: '2026-03-03T00:00:00.000Z' }),
  app('Cursor', { memories_accessed: 9, state: 'paused' }),
  app('notes', { memories_created: 5, last_seen_at: '2026-03-02T00:00:00.000Z' }),
];
const names = (search: Parameters<typeof shownApps>[1]) =>
  shownApps(apps, search).map(({ name }) => name);

describe('the list of apps (D7)', () => {
  it('is sorted by who came last, by name, or by what was added or read', () => {
    expect(names({})).toEqual(['claude', 'notes', 'Cursor']);
    expect(names({ sort: 'name' })).toEqual(['claude', 'Cursor', 'notes']);
    expect(names({ sort: 'created' })[0]).toBe('notes');
    expect(names({ sort: 'accessed' })[0]).toBe('Cursor');
  });

  it('is narrowed by letters of the name and by state', () => {
    expect(names({ q: 'cu' })).toEqual(['Cursor']);
    expect(names({ state: 'active', q: 'c' })).toEqual(['claude']);
  });

  it('keeps only what an address may hold', () => {
    expect(readAppsSearch({ q: 42, state: 'gone', sort: 'seen' })).toEqual({ q: '42' });
    expect(readAppsSearch({ q: '', state: 'paused', sort: 'name' })).toEqual({
      state: 'paused',
      sort: 'name',
    });
  });
});
