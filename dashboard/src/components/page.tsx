import type { ReactNode } from 'react';
import { ApiButton } from './shell/api-panel';

interface PageProps {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
  /** Fills the height and scrolls inside of itself, as a table does. */
  fill?: boolean;
}

/** The frame of every page: its title, what can be done, and the calls behind it. */
export function Page({ title, description, actions, children, fill = false }: PageProps) {
  return (
    <div className={fill ? 'flex h-full min-h-0 flex-col' : 'mx-auto w-full max-w-6xl pb-12'}>
      <title>{`${title} · Tulving`}</title>
      <header className="flex flex-wrap items-center gap-x-3 gap-y-2 px-4 pt-4 pb-3 md:px-6 md:pt-5">
        <div className="min-w-0 flex-1 basis-40">
          <h1 className="truncate text-xl font-semibold tracking-tight">{title}</h1>
          {description !== undefined && <div className="text-sm text-ink-soft">{description}</div>}
        </div>
        <div className="flex flex-wrap items-center gap-2">
          {actions}
          <ApiButton />
        </div>
      </header>
      {children}
    </div>
  );
}
