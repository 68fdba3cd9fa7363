import type { ReactNode } from 'react';

/** Names with their values, as beside a page. What is null is left out. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-center gap-x-4 gap-y-1.5 px-4 pb-4 text-sm">
      {rows.map(([name, value]) =>
        value === null || value === undefined ? null : (
          <div key={name} className="col-span-2 grid grid-cols-subgrid items-center">
            <dt className="text-xs text-ink-faint">{name}</dt>
            <dd className="min-w-0 truncate text-end tabular-nums">{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
