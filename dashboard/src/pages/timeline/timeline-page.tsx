import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useWholeScope } from '@/api/session';
import { useTimeline } from '@/api/timeline';
import { dayAfter, todayHere } from '@/components/days';
import { Page } from '@/components/page';
import { useShortcuts } from '@/components/shell/shortcuts';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Controls } from './controls';
import { Density } from './density';
import { EntryList } from './entry-list';
import { asList, narrowings, type TimelineChange, type TimelineSearch } from './search-params';

/** What was learnt, or was true, when; and what was believed on a day. */
export function TimelinePage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/timeline' });
  const navigate = useNavigate({ from: '/timeline' });
  const change = (part: Partial<TimelineSearch>) =>
    void navigate({ search: (now) => ({ ...now, ...part }), replace: true });
  const [today] = useState(todayHere);
  const step = (days: number) => () => {
    const day = dayAfter(search.at ?? today, days);
    change({ at: day >= today ? undefined : day });
  };
  useShortcuts('timeline:keys.title', [
    { keys: '[', label: 'timeline:keys.before', run: step(-1) },
    { keys: ']', label: 'timeline:keys.after', run: step(1) },
    { keys: '{', label: 'timeline:keys.month_before', run: step(-30) },
    { keys: '}', label: 'timeline:keys.month_after', run: step(30) },
  ]);
  return (
    <Page title={t('nav.timeline')} description={t('timeline:text')}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 md:px-6">
        <Controls search={search} onChange={change} today={today} />
        <Density search={search} onChange={change} />
        <Entries search={search} onChange={change} />
      </div>
    </Page>
  );
}

function Entries({ search, onChange }: TimelineChange) {
  const { t } = useTranslation();
  const { data, error, refetch, ...more } = useTimeline(asList(search, useWholeScope()));
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <LoadingLines lines={8} />;
  const entries = data.pages.flatMap((page) => page.data);
  if (entries.length === 0) return <Nothing search={search} onChange={onChange} />;
  return (
    <section aria-label={t('timeline:list')} aria-busy={more.isPlaceholderData}>
      <EntryList
        entries={entries}
        isStale={more.isPlaceholderData}
        hasMore={more.hasNextPage}
        onEnd={() => {
          if (more.hasNextPage && !more.isFetchingNextPage) void more.fetchNextPage();
        }}
      />
    </section>
  );
}

function Nothing({ search, onChange }: TimelineChange) {
  const { t } = useTranslation();
  const isNarrowed = narrowings.some((name) => search[name] !== undefined);
  const isThen = search.at !== undefined || search.until !== undefined;
  const which = isThen ? 'then' : isNarrowed ? 'narrowed' : 'none';
  const clear = { at: undefined, until: undefined, user: undefined, cube: undefined };
  return (
    <EmptyState
      title={t(`timeline:empty.${which}`)}
      action={
        which !== 'none' && (
          <Button onClick={() => onChange({ ...clear, kind: undefined })}>
            {t('timeline:clear')}
          </Button>
        )
      }
    >
      {t(`timeline:empty.${which}_text`)}
    </EmptyState>
  );
}
