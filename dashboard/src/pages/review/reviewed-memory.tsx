import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { Memory, Source } from 'tulving/client';
import { KindBadge, LifeBadge } from '@/components/memory/state-badge';
import { TrustBadge } from '@/components/memory/trust-badge';
import { ExactTime } from '@/components/time';

/** So many words of so many sources are enough to judge by; its page has all. */
const shownSources = 3;

interface ReviewedMemoryProps {
  title: string;
  /** Null: it is gone, or lies outside of what may be read. */
  memory: Memory | null;
}

/** One side of a review: what it says, who said it, and in which words. */
export function ReviewedMemory({ title, memory }: ReviewedMemoryProps) {
  const { t } = useTranslation();
  return (
    <div
      role="group"
      aria-label={title}
      className="grid min-w-0 content-start gap-2 rounded-lg border border-line bg-canvas px-3 py-2.5"
    >
      <h3 className="text-xs font-medium text-ink-soft">{title}</h3>
      {memory === null && <p className="text-sm text-ink-soft">{t('review:gone')}</p>}
      {memory !== null && (
        <>
          <p className="text-base whitespace-pre-wrap [overflow-wrap:anywhere]">
            <Link to="/memories/$id" params={{ id: memory.id }} className="hover:underline">
              {memory.text}
            </Link>
          </p>
          <div className="flex flex-wrap gap-1.5">
            <TrustBadge trust={memory.trust} />
            <KindBadge kind={memory.kind} />
            <LifeBadge memory={memory} />
          </div>
          <p className="text-xs text-ink-faint">
            {[memory.user_id, memory.app_id].filter(Boolean).join(' · ')} ·{' '}
            <ExactTime at={memory.occurred_at} />
          </p>
          {memory.sources.slice(0, shownSources).map((source) => (
            <Quote key={`${source.episode_id}/${source.start}`} source={source} />
          ))}
        </>
      )}
    </div>
  );
}

function Quote({ source: { quote, speaker, role } }: { source: Source }) {
  const { t } = useTranslation();
  const who = speaker ?? t(`memory:role.${role ?? 'note'}`);
  return (
    <blockquote className="border-s-2 border-line-strong ps-2.5 text-xs text-ink-soft">
      <span className="font-medium">{who}:</span>{' '}
      <span className="line-clamp-3 [overflow-wrap:anywhere]">{quote}</span>
    </blockquote>
  );
}
