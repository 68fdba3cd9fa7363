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
}

const most = 12;
let calls: readonly Call[] = [];
let count = 0;
const listeners = new Set<() => void>();

/** The newest call of each kind; what a page asks again and again is shown once. */
export function recordCall(call: Omit<Call, 'id'>): void {
  count += 1;
  const kind = kindOf(call);
  calls = [{ ...call, id: count }, ...calls.filter((other) => kindOf(other) !== kind)].slice(
    0,
    most,
  );
  for (const listener of listeners) listener();
}

/** For a page that has been left. */
export function forgetCalls(): void {
  calls = [];
  for (const listener of listeners) listener();
}

export function useCalls(): readonly Call[] {
  return useSyncExternalStore(subscribe, () => calls);
}

function kindOf({ method, path }: Omit<Call, 'id'>): string {
  return `${method} ${path.replace(/\?.*/, '')}`;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
