import { useNavigate, useSearch } from '@tanstack/react-router';
import { Plus } from 'lucide-react';
import { useDeferredValue, useEffect, useMemo, useState } from 'react';
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
import { ViewMenu } from './view-menu';
import { Pager } from './pager';
import {
  asList,
  asMeant,
  asSearch,
  isRanked,
  type MeantByFilter,
  type MemoriesSearch,
} from './search-params';

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
        <>
          <ViewMenu search={search} />
          <Button look="primary" onClick={() => setSearch({ create: true })}>
            <Plus />
            {t('memories:new')}
          </Button>
        </>
      }
    >
      <FilterBar search={search} onChange={setSearch} />
      <Results search={search} found={found} setSearch={setSearch} onEdit={setEdited} />
      <Pager search={search} total={found.total} onChange={setSearch} />
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
        matching={found.matching}
        isStale={found.isStale}
        onEnd={found.more}
        onEdit={onEdit}
        onCreate={() => setSearch({ create: true })}
      />
    );
  }
  const {
    create: _create,
    sort: _sort,
    cols: _cols,
    size: _size,
    page: _page,
    ...narrowing
  } = search;
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
  /** All of it as a request, as of now; words that are looked for have none. */
  matching: (() => MeantByFilter | undefined) | undefined;
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
  const { size, page = 1 } = asked;
  const list = useMemoryList(asList(asked, scope), !ranked, size);
  const listed = useMemo(() => rowsOf(list.data?.pages, size && page), [list.data, size, page]);
  usePageFetched(list, size === undefined ? 1 : page);
  if (ranked) {
    return {
      memories: hits.data?.results,
      total: hits.data?.results.length,
      matching: undefined,
      error: hits.error,
      isStale: hits.isPlaceholderData,
      retry: () => void hits.refetch(),
      more: () => undefined,
    };
  }
  return {
    memories: listed,
    total: list.data?.pages[0]?.total,
    matching:
      asked.q === undefined ? () => asMeant(asked, scope, new Date().toISOString()) : undefined,
    error: list.error,
    isStale: list.isPlaceholderData,
    retry: () => void list.refetch(),
    more: () => {
      if (size === undefined && list.hasNextPage && !list.isFetchingNextPage)
        void list.fetchNextPage();
    },
  };
}

type Pages = readonly { data: Memory[] }[] | undefined;

/** All that was fetched, or one page of it; undefined where that is still on its way. */
function rowsOf(pages: Pages, page: number | undefined): readonly Memory[] | undefined {
  if (page === undefined) return pages?.flatMap(({ data }) => data);
  return pages?.[page - 1]?.data;
}

/** A list is followed by its cursor: those before a page are fetched first. */
function usePageFetched(list: ReturnType<typeof useMemoryList>, page: number): void {
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = list;
  const fetched = data?.pages.length ?? 0;
  const isMissing = fetched > 0 && fetched < page && hasNextPage && !isFetchingNextPage;
  useEffect(() => {
    if (isMissing) void fetchNextPage();
  }, [isMissing, fetchNextPage]);
}

function useSetSearch() {
  const navigate = useNavigate({ from: '/memories' });
  return (change: Partial<MemoriesSearch>) =>
    void navigate({
      // Whatever narrows or orders the list otherwise begins at its first page.
      search: (before) => ({
        ...before,
        ...(!('create' in change) && { page: undefined }),
        ...change,
      }),
      replace: 'q' in change,
    });
}
