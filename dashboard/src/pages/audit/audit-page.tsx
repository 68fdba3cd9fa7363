import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ListAuditRequest } from 'tulving/client';
import { useAudit } from '@/api/audit';
import { AdminOnly } from '@/components/operate/admin-only';
import { Page } from '@/components/page';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { AuditFilters } from './audit-filters';
import { AuditList } from './audit-list';
import type { AuditSearch } from './search-params';

const oneDay = 86_400_000;

/** Who has changed how Tulving is run, or much of what it keeps. */
export function AuditPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/audit' });
  const navigate = useNavigate({ from: '/audit' });
  return (
    <Page title={t('nav.audit')} description={t('audit:text')}>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-3 px-4 md:px-6">
        <AdminOnly>
          <AuditFilters search={search} onChange={(next) => void navigate({ search: next })} />
          <Results request={requestOf(search)} isNarrowed={Object.keys(search).length > 0} />
        </AdminOnly>
      </div>
    </Page>
  );
}

/** The last day counts as a whole. */
function requestOf({ until, ...search }: AuditSearch): ListAuditRequest {
  if (until === undefined) return search;
  const next = new Date(Date.parse(until) + oneDay).toISOString().slice(0, 10);
  return { ...search, until: next };
}

function Results({ request, isNarrowed }: { request: ListAuditRequest; isNarrowed: boolean }) {
  const { t } = useTranslation();
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useAudit(
    request,
    true,
  );
  if (data === undefined) {
    if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
    return <LoadingLines lines={8} />;
  }
  const entries = data.pages.flatMap((page) => page.data);
  if (entries.length === 0) {
    return (
      <EmptyState title={t(isNarrowed ? 'audit:none' : 'audit:empty')}>
        {t('audit:empty_text')}
      </EmptyState>
    );
  }
  return (
    <>
      <AuditList entries={entries} />
      {hasNextPage && (
        <div className="grid justify-center pt-1">
          <Button disabled={isFetchingNextPage} onClick={() => void fetchNextPage()}>
            {t('audit:older')}
          </Button>
        </div>
      )}
    </>
  );
}
