import type { App } from 'tulving/client';

/** What the address of the page holds. */
export interface AppsSearch {
  q?: string;
  state?: App['state'];
  sort?: AppSort;
}

export const appSorts = ['seen', 'name', 'created', 'accessed'] as const;
export type AppSort = (typeof appSorts)[number];

const has = <Value extends string>(values: readonly Value[], value: unknown): value is Value =>
  (values as readonly unknown[]).includes(value);

export function readAppsSearch({ q, state, sort }: Record<string, unknown>): AppsSearch {
  return {
    ...((typeof q === 'string' || typeof q === 'number') && q !== '' && { q: String(q) }),
    ...(has(['active', 'paused'] as const, state) && { state }),
    ...(has(appSorts, sort) && sort !== 'seen' && { sort }),
  };
}

const orders: Readonly<Record<AppSort, (one: App, other: App) => number>> = {
  seen: (one, other) => other.last_seen_at.localeCompare(one.last_seen_at),
  name: (one, other) => one.name.localeCompare(other.name),
  created: (one, other) => other.memories_created - one.memories_created,
  accessed: (one, other) => other.memories_accessed - one.memories_accessed,
};

/** Those that fit, in the order asked for. */
export function shownApps(apps: readonly App[], { q = '', state, sort }: AppsSearch): App[] {
  const letters = q.trim().toLowerCase();
  return apps
    .filter((app) => state === undefined || app.state === state)
    .filter(({ name }) => name.toLowerCase().includes(letters))
    .toSorted(orders[sort ?? 'seen']);
}
