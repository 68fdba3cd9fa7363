import { ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';

interface DisclosureProps {
  title: ReactNode;
  children: ReactNode;
}

/** A line that shows more when it is asked. */
export function Disclosure({ title, children }: DisclosureProps) {
  const [open, setOpen] = useState(false);
  return (
    <div className="min-w-0">
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="flex min-w-0 items-center gap-1.5 rounded-sm py-0.5 text-start hover:text-accent"
      >
        <ChevronRight
          aria-hidden
          className={open ? 'size-4 shrink-0 rotate-90' : 'size-4 shrink-0'}
        />
        {title}
      </button>
      {open && children}
    </div>
  );
}
