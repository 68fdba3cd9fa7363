import type { ReactNode } from 'react';
import { classNames } from './ui/class-names';

interface PanelProps {
  title: string;
  /** Beside the title. */
  aside?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A part of a page with a heading of its own. */
export function Panel({ title, aside, className, children }: PanelProps) {
  return (
    <section className={classNames('panel min-w-0', className)}>
      <header className="flex min-h-11 flex-wrap items-center gap-2 px-4 pt-2 pb-1">
        <h2 className="flex-1 text-sm font-semibold">{title}</h2>
        {aside}
      </header>
      {children}
    </section>
  );
}
