import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { classNames } from './ui/class-names';

interface RowToggleProps {
  /** Its place in the list, for j and k. */
  at: number;
  isOpen: boolean;
  /** Id of what it opens. */
  controls: string;
  className: string;
  onFocus: () => void;
  onToggle: () => void;
  children: ReactNode;
}

/** The line of a list that opens what more there is to tell. */
export function RowToggle(props: RowToggleProps) {
  const { at, isOpen, controls, className, onFocus, onToggle, children } = props;
  return (
    <button
      type="button"
      data-row={at}
      aria-expanded={isOpen}
      aria-controls={controls}
      onFocus={onFocus}
      onClick={onToggle}
      className={classNames(
        'flex min-h-12 items-center gap-x-3 px-3 py-1.5 text-start -outline-offset-2',
        className,
      )}
    >
      <ChevronRight
        aria-hidden
        className={classNames('size-4 shrink-0 text-ink-faint', isOpen && 'rotate-90')}
      />
      {children}
    </button>
  );
}
