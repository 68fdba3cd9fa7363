import type { InfiniteData, QueryClient } from '@tanstack/react-query';
import type { ListResult, Memory } from 'tulving/client';

/** The lists of memories that are kept in the browser, in pages. */

export const listsKey = ['memories', 'list'];
export const searchesKey = ['memories', 'search'];

type Pages = InfiniteData<ListResult, string | undefined>;

/** Above that many pages a list is cut before it is asked again: each page is a request. */
const mostPagesAgain = 4;

export function refreshMemoryLists(queries: QueryClient): void {
  queries.setQueriesData<Pages>({ queryKey: listsKey }, (list) =>
    list && list.pages.length > mostPagesAgain
      ? {
          pages: list.pages.slice(0, mostPagesAgain),
          pageParams: list.pageParams.slice(0, mostPagesAgain),
        }
      : list,
  );
  void queries.invalidateQueries({ queryKey: ['memories'] });
}

/** Shows a change before the lists are asked again; `undefined` takes the memory out. */
export function patchMemoryLists(
  queries: QueryClient,
  change: (memory: Memory) => Memory | undefined,
): void {
  queries.setQueriesData<Pages>({ queryKey: listsKey }, (list) => {
    if (list === undefined) return list;
    return { ...list, pages: list.pages.map((page) => patchPage(page, change)) };
  });
}

function patchPage(page: ListResult, change: (memory: Memory) => Memory | undefined): ListResult {
  const data = page.data.flatMap((memory) => change(memory) ?? []);
  const gone = page.data.length - data.length;
  return { ...page, data, ...(page.total !== undefined && { total: page.total - gone }) };
}
