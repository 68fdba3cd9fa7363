import { Link, type LinkProps } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { ReactNode } from 'react';

/** From one thing back to all of its kind. */
export function BackLink({ to, children }: Pick<LinkProps, 'to'> & { children: ReactNode }) {
  return (
    <Link to={to} className="inline-flex items-center gap-1 hover:underline">
      <ArrowLeft className="size-3.5" />
      {children}
    </Link>
  );
}
