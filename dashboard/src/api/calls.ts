import { useSyncExternalStore } from 'react';

/** One call of the typed client, as it was made: what "show the API call" shows. */
export interface Call {
  readonly id: number;
  /** As TypeScript: `client.list({ limit: 100 })`. */
  readonly code: string;
  readonly method: string;
  /** With its search part. */
  readonly path: string;
  readonly body: string | undefined;
  /** As whom it was asked, such as `app:cursor`. */
  readonly viewAs?: string | undefined;
}

const mostCalls = 12;
const mostPages = 20;
const none: readonly Call[] = [];
/** By the page that made them; what it still has in memory it does not ask again. */
const byPage = new Map<string, readonly Call[]>();
let count = 0;
const listeners = new Set<() => void>();

/** Keeps the newest call of each kind; what a page asks again and again is shown once. */
export function recordCall(call: Omit<Call, 'id'>): void {
  const page = location.pathname;
  const others = (byPage.get(page) ?? none).filter((other) => kindOf(other) !== kindOf(call));
  count += 1;
  byPage.delete(page);
  byPage.set(page, [{ ...call, id: count }, ...others].slice(0, mostCalls));
  const [oldest] = byPage.keys();
  if (byPage.size > mostPages && oldest !== undefined) byPage.delete(oldest);
  for (const listener of listeners) listener();
}

/** Of the page that is shown, newest first. */
export function useCalls(): readonly Call[] {
  return useSyncExternalStore(subscribe, () => byPage.get(location.pathname) ?? none);
}

function kindOf({ method, path, viewAs = '' }: Omit<Call, 'id'>): string {
  return `${method} ${path.replace(/\?.*/, '')} ${viewAs && 'as another'}`;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
