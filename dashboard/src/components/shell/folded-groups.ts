import { useSyncExternalStore } from 'react';
import type { PageGroup } from '@/pages/page-table';

type GroupId = PageGroup['id'];

const remembered = 'tulving.folded';
const listeners = new Set<() => void>();

/** Whether a group of pages is folded in the sidebar; this browser remembers it. */
export function useFolded(group: GroupId): boolean {
  return useSyncExternalStore(subscribe, () => foldedGroups().includes(group));
}

export function toggleFolded(group: GroupId): void {
  const folded = foldedGroups();
  const next = folded.includes(group) ? folded.filter((one) => one !== group) : [...folded, group];
  localStorage.setItem(remembered, next.join(' '));
  for (const listener of listeners) listener();
}

function foldedGroups(): string[] {
  return (localStorage.getItem(remembered) ?? '').split(' ');
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
