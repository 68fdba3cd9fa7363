import { useSyncExternalStore } from 'react';

/** Whether one thing of the page is open, for whoever wants to open it. */
export interface OpenState {
  readonly open: () => void;
  readonly close: () => void;
  readonly useOpen: () => boolean;
}

export function createOpenState(): OpenState {
  let isOpen = false;
  const listeners = new Set<() => void>();
  function set(next: boolean) {
    isOpen = next;
    for (const listener of listeners) listener();
  }
  function subscribe(listener: () => void) {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }
  return {
    open: () => set(true),
    close: () => set(false),
    useOpen: () => useSyncExternalStore(subscribe, () => isOpen),
  };
}
