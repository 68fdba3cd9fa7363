import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { CodeBlock } from '../code-block';
import { TimeAgo } from '../time';
import { Badge } from '../ui/badge';
import { Happened } from './happened';
import { SaidText } from './said-text';
import { KindBadge, LifeBadge } from './state-badge';

interface MemoryCardProps {
  memory: Memory;
  /** What else is told of it, at its end. */
  children?: ReactNode;
}

/** A memory in a list, with what it is filed under. */
export function MemoryCard({ memory, children }: MemoryCardProps) {
  const { t } = useTranslation();
  const { id, kind, categories, tags, user_id, created_at, metadata } = memory;
  const isPlain = Object.keys(metadata).length === 0;
  return (
    <li className="grid gap-1.5 border-t border-line px-4 py-3 first:border-t-0">
      <Link
        data-row
        to="/memories/$id"
        params={{ id }}
        className="line-clamp-3 text-sm [overflow-wrap:anywhere] hover:underline"
      >
        <SaidText memory={memory} />
      </Link>
      <div className="flex flex-wrap items-center gap-1.5 text-xs text-ink-faint">
        <LifeBadge memory={memory} />
        {kind !== 'statement' && <KindBadge kind={kind} />}
        {[...categories, ...tags.map((tag) => `#${tag}`)].map((label) => (
          <Badge key={label}>
            <span className="truncate">{label}</span>
          </Badge>
        ))}
        <span>
          {user_id ?? '–'} · <TimeAgo at={created_at} />
        </span>
        <Happened memory={memory} beside={created_at} />
        {children}
      </div>
      {!isPlain && (
        <details>
          <summary className="text-xs text-ink-soft">{t('field.metadata')}</summary>
          <div className="pt-1.5">
            <CodeBlock text={JSON.stringify(metadata, null, 2)} label={t('field.metadata')} />
          </div>
        </details>
      )}
    </li>
  );
}
