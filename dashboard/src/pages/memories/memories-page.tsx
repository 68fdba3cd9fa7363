import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Hit, Memory } from 'tulving/client';
import { useMemoryList, useMemorySearch } from '@/api/memories';
import { useWholeScope } from '@/api/session';
import { MemoryDialog } from '@/components/memory/memory-dialog';
import { Page } from '@/components/page';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { FilterBar } from './filter-bar';
import { MemoriesTable } from './memories-table';
import { asList, asSearch, isRanked, type MemoriesSearch } from './search-params';

export function MemoriesPage() {
  const { t } = useTranslation();
  const search = useSearch({ from: '/shell/memories' });
  const setSearch = useSetSearch();
  const [edited, setEdited] = useState<Memory>();
  const found = useFound(search);
  return (
    <Page
      fill
      title={t('nav.memories')}
      description={<Count search={search} found={found} />}
      actions={
        <Button look="primary" onClick={() => setSearch({ create: true })}>
          <Plus />
          {t('memories:new')}
        </Button>
      }
    >
      <FilterBar search={search} onChange={setSearch} />
      <Results search={search} found={found} setSearch={setSearch} onEdit={setEdited} />
      <MemoryDialog
        open={search.create === true}
        onClose={() => setSearch({ create: undefined })}
      />
      <MemoryDialog
        open={edited !== undefined}
        memory={edited}
        onClose={() => setEdited(undefined)}
      />
    </Page>
  );
}

interface ResultsProps {
  search: MemoriesSearch;
  found: Found;
  setSearch: (change: Partial<MemoriesSearch>) => void;
  onEdit: (memory: Memory) => void;
}

function Results({ search, found, setSearch, onEdit }: ResultsProps) {
  const { t } = useTranslation();
  if (found.error !== null) return <ErrorState error={found.error} onRetry={found.retry} />;
  if (found.memories === undefined) return <LoadingLines lines={9} />;
  if (found.memories.length > 0) {
    return (
      <MemoriesTable
        memories={found.memories}
        total={found.total}
        isStale={found.isStale}
        onEnd={found.more}
        onEdit={onEdit}
        onCreate={() => setSearch({ create: true })}
      />
    );
  }
  const { create: _create, sort: _sort, ...narrowing } = search;
  if (Object.keys(narrowing).length === 0) {
    return (
      <EmptyState
        title={t('memories:empty')}
        action={
          <Button look="primary" onClick={() => setSearch({ create: true })}>
            <Plus />
            {t('memories:new')}
          </Button>
        }
      >
        {t('memories:empty_text')}
      </EmptyState>
    );
  }
  const cleared = Object.fromEntries(Object.keys(narrowing).map((name) => [name, undefined]));
  return (
    <EmptyState
      title={t('memories:nothing')}
      action={<Button onClick={() => setSearch(cleared)}>{t('memories:clear')}</Button>}
    >
      {t('memories:nothing_text')}
    </EmptyState>
  );
}

function Count({ search, found }: { search: MemoriesSearch; found: Found }) {
  const { t } = useTranslation();
  if (found.memories === undefined) return <span>&nbsp;</span>;
  const count = found.total ?? found.memories.length;
  return (
    <span aria-live="polite">
      {t(isRanked(search) ? 'memories:best' : 'memories:count', { count })}
    </span>
  );
}

interface Found {
  memories: readonly (Memory | Hit)[] | undefined;
  total: number | undefined;
  error: unknown;
  /** Shown still, while what was asked for is on its way. */
  isStale: boolean;
  retry: () => void;
  more: () => void;
}

/** By words and meaning where something is typed, else the list. */
function useFound(search: MemoriesSearch): Found {
  const scope = useWholeScope();
  const asked = useDeferredValue(search);
  const ranked = isRanked(asked);
  const hits = useMemorySearch(asSearch(asked, scope), ranked);
  const list = useMemoryList(asList(asked, scope), !ranked);
  const listed = useMemo(() => list.data?.pages.flatMap(({ data }) => data), [list.data]);
  if (ranked) {
    return {
      memories: hits.data?.results,
      total: hits.data?.results.length,
      error: hits.error,
      isStale: hits.isPlaceholderData,
      retry: () => void hits.refetch(),
      more: () => undefined,
    };
  }
  return {
    memories: listed,
    total: list.data?.pages[0]?.total,
    error: list.error,
    isStale: list.isPlaceholderData,
    retry: () => void list.refetch(),
    more: () => {
      if (list.hasNextPage && !list.isFetchingNextPage) void list.fetchNextPage();
    },
  };
}

function useSetSearch() {
  const navigate = useNavigate({ from: '/memories' });
  return (change: Partial<MemoriesSearch>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: 'q' in change });
}
