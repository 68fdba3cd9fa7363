import { useSyncExternalStore } from 'react';
import { type MemoriesSearch, readMemoriesSearch } from './search-params';

/** What is looked at, by which columns and in which order, under a name. */
export interface SavedView {
  readonly name: string;
  readonly search: MemoriesSearch;
}

/** In this browser alone: the server knows no person, only keys. */
const place = 'tulving.views';
const listeners = new Set<() => void>();
let known: { text: string | null; views: readonly SavedView[] } = { text: null, views: [] };

/** What somebody else, or an older version, has left there is read as far as it makes sense. */
export function readViews(text: string | null): readonly SavedView[] {
  const found = asArray(text);
  const views = found.flatMap((one) => {
    const { name, search } = (one ?? {}) as Record<string, unknown>;
    if (typeof name !== 'string' || typeof search !== 'object' || search === null) return [];
    return [{ name, search: withoutForm(readMemoriesSearch({ ...search })) }];
  });
  return [...new Map(views.map((view) => [view.name, view])).values()];
}

export function withView(views: readonly SavedView[], { name, search }: SavedView): SavedView[] {
  const others = views.filter((view) => view.name !== name);
  return [...others, { name, search: withoutForm(search) }].toSorted((one, other) =>
    one.name.localeCompare(other.name),
  );
}

/** Whether the address shows just that. */
export function isShown(view: SavedView, search: MemoriesSearch): boolean {
  const asText = (of: MemoriesSearch) =>
    JSON.stringify(Object.entries(withoutForm(of)).toSorted(([a], [b]) => a.localeCompare(b)));
  return asText(view.search) === asText(search);
}

export function useSavedViews(): readonly SavedView[] {
  return useSyncExternalStore(subscribe, current);
}

export function keepViews(views: readonly SavedView[]): void {
  localStorage.setItem(place, JSON.stringify(views));
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // Another tab of this browser.
  addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    removeEventListener('storage', listener);
  };
}

function current(): readonly SavedView[] {
  const text = localStorage.getItem(place);
  if (text !== known.text) known = { text, views: readViews(text) };
  return known.views;
}

function withoutForm({ create: _create, ...search }: MemoriesSearch): MemoriesSearch {
  return Object.fromEntries(
    Object.entries(search).filter(([, value]) => value !== undefined),
  ) as MemoriesSearch;
}

function asArray(text: string | null): unknown[] {
  try {
    const found: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(found) ? found : [];
  } catch (error) {
    if (error instanceof SyntaxError) return [];
    throw error;
  }
}
