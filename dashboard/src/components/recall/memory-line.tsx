import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { MemoryText } from '@/api/memory-texts';
import { Skeleton } from '../ui/skeleton';

interface MemoryLineProps {
  id: string;
  text: MemoryText;
  /** Behind it. */
  children?: ReactNode;
}

/** A memory that is named by its id, with its words as they are today. */
export function MemoryLine({ id, text: { memory, isLoading }, children }: MemoryLineProps) {
  const { t } = useTranslation();
  return (
    <li className="flex min-w-0 items-baseline gap-2">
      {isLoading && <Skeleton className="h-4 flex-1" />}
      {!isLoading && memory === undefined && (
        <i className="flex-1 text-ink-faint">{t('recall:out.gone')}</i>
      )}
      {memory && (
        <Link
          to="/memories/$id"
          params={{ id }}
          className="line-clamp-2 min-w-0 flex-1 text-ink-soft hover:text-ink hover:underline"
        >
          {memory.text}
        </Link>
      )}
      <span className="shrink-0 text-xs text-ink-faint tabular-nums">{children}</span>
    </li>
  );
}
