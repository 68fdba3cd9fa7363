import { RefreshCw } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { KeptTrace } from 'tulving/client';
import { problemText } from '@/api/problem-text';
import { useReplay, useTraces } from '@/api/traces';
import { Page } from '@/components/page';
import { useShortcuts } from '@/components/shell/shortcuts';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/field';
import { RecallTabs } from '../recall/recall-tabs';
import { ReplayReportPanel } from './replay-report';
import { SearchRow } from './search-row';

/** What this page and the playground ask themselves. */
const ownApp = 'dashboard';
/** Below that many rows, older pages are asked for unasked, up to so many searches. */
const fewest = 12;
const mostUnasked = 200;

/** What was asked lately, and what it was answered. */
export function SearchesPage() {
  const { t } = useTranslation();
  const { mutate, data: report, isPending } = useReplay();
  const again = () =>
    mutate({}, { onError: (error) => void toast.error(problemText(error, t).title) });
  useRowKeys();
  return (
    <Page
      title={t('searches:title')}
      description={t('searches:text')}
      actions={
        <Button onClick={again} disabled={isPending} title={t('searches:replay_all_text')}>
          <RefreshCw className={isPending ? 'animate-spin' : ''} />
          {t('searches:replay_all')}
        </Button>
      }
    >
      <RecallTabs />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 md:px-6">
        {report && <ReplayReportPanel report={report} />}
        <Searches />
      </div>
    </Page>
  );
}

function Searches() {
  const { t } = useTranslation();
  const { data, error, refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = useTraces();
  const [own, setOwn] = useState(false);
  const all = data?.pages.flatMap((page) => page.data) ?? [];
  const shown = own ? all : all.filter(({ app }) => app !== ownApp);
  const wantsMore = shown.length < fewest && all.length < mostUnasked;
  useEffect(() => {
    if (wantsMore && hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [wantsMore, hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <LoadingLines lines={9} />;
  return (
    <section className="panel min-w-0" aria-label={t('searches:title')}>
      <label className="flex items-center gap-2 border-b border-line px-4 py-2 text-sm">
        <Checkbox checked={own} onChange={() => setOwn(!own)} />
        {t('searches:own')}
      </label>
      {shown.length === 0 ? (
        <None isOnlyOwn={all.length > 0} />
      ) : (
        <ul>
          {shown.map((trace: KeptTrace) => (
            <SearchRow key={trace.id} trace={trace} />
          ))}
        </ul>
      )}
      {hasNextPage && (
        <div className="border-t border-line p-2 text-center">
          <Button look="quiet" disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('searches:more')}
          </Button>
        </div>
      )}
    </section>
  );
}

function None({ isOnlyOwn }: { isOnlyOwn: boolean }) {
  const { t } = useTranslation();
  return (
    <EmptyState title={t(isOnlyOwn ? 'searches:none_but_own' : 'searches:none')}>
      {t('searches:none_text')}
    </EmptyState>
  );
}

/** j and k go from row to row; Enter opens the link that has the focus. */
function useRowKeys(): void {
  function step(by: number) {
    const rows = [...document.querySelectorAll<HTMLElement>('[data-row]')];
    const at = rows.findIndex((row) => row === document.activeElement);
    rows[Math.min(Math.max(at + by, 0), rows.length - 1)]?.focus();
  }
  useShortcuts('keys.list', [
    { keys: 'j', label: 'keys.down', run: () => step(1) },
    { keys: 'k', label: 'keys.up', run: () => step(-1) },
  ]);
}
