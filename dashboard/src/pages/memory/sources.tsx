import { useTranslation } from 'react-i18next';
import type { Episode, Memory, Source } from 'tulving/client';
import { useConversation } from '@/api/memories';
import { Panel } from '@/components/panel';
import { ErrorState, LoadingLines } from '@/components/states';
import { ExactTime } from '@/components/time';
import { classNames } from '@/components/ui/class-names';

/** The words that it rests on, where they were said. */
export function Sources({ memory }: { memory: Memory }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('memory:sources.title', { count: memory.sources.length })}>
      {memory.sources.length === 0 && (
        <p className="px-4 pb-4 text-sm text-ink-soft">{t('memory:sources.none')}</p>
      )}
      {memory.sources.map((source) => (
        <Conversation key={`${source.episode_id}/${source.start}`} source={source} />
      ))}
    </Panel>
  );
}

function Conversation({ source }: { source: Source }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useConversation(source.episode_id);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <LoadingLines lines={3} />;
  return (
    <div className="border-t border-line px-4 py-3 first-of-type:border-t-0 first-of-type:pt-1">
      {data.more_before && <Gap text={t('memory:sources.before')} />}
      <ol className="grid gap-2.5">
        {data.data.map((episode) => (
          <Turn
            key={episode.id}
            episode={episode}
            source={episode.id === source.episode_id ? source : undefined}
          />
        ))}
      </ol>
      {data.more_after && <Gap text={t('memory:sources.after')} />}
    </div>
  );
}

function Turn({ episode, source }: { episode: Episode; source: Source | undefined }) {
  const { t } = useTranslation();
  const { text, speaker, role, occurred_at } = episode;
  const who = speaker ?? (role ? t(`memory:role.${role}`) : t('memory:role.note'));
  return (
    <li className={classNames('grid gap-0.5 text-sm', !source && 'opacity-80')}>
      <span className="text-xs text-ink-faint">
        <span className="font-medium text-ink-soft">{who}</span> · <ExactTime at={occurred_at} />
      </span>
      <span className="whitespace-pre-wrap [overflow-wrap:anywhere]">
        {source ? <Quoted text={text} start={source.start} end={source.end} /> : text}
      </span>
    </li>
  );
}

/** Around the quote, so much of a long text is shown. */
const around = 400;

function Quoted({ text, start, end }: { text: string; start: number; end: number }) {
  const from = Math.max(0, start - around);
  const to = Math.min(text.length, end + around);
  return (
    <>
      {from > 0 && '… '}
      {text.slice(from, start)}
      <mark className="rounded-sm bg-accent-soft px-0.5 text-ink decoration-accent underline decoration-2 underline-offset-4">
        {text.slice(start, end)}
      </mark>
      {text.slice(end, to)}
      {to < text.length && ' …'}
    </>
  );
}

function Gap({ text }: { text: string }) {
  return <p className="py-1 text-xs text-ink-faint">⋯ {text}</p>;
}
