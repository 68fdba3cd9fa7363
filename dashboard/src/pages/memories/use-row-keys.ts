import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Memory } from 'tulving/client';
import type { BulkAction } from '@/api/memories';
import { actionsFor, useMemoryActions } from '@/components/memory/use-memory-actions';
import { useShortcuts } from '@/components/shell/shortcuts';

interface RowKeys {
  memories: readonly Memory[];
  /** What the keys for changes work on; empty: the row with the cursor. */
  selected: readonly Memory[];
  onMove: (index: number) => void;
  onToggle: (memory: Memory) => void;
  onClear: () => void;
  onEdit: (memory: Memory) => void;
  onCreate: () => void;
}

/** The cursor of the list and all that its keys do. */
export function useRowKeys(list: RowKeys) {
  const [cursor, setCursor] = useState(-1);
  const navigate = useNavigate();
  const act = useMemoryActions();
  const current = list.memories[cursor];

  function move(by: number) {
    const next = Math.min(Math.max(cursor + by, 0), list.memories.length - 1);
    setCursor(next);
    list.onMove(next);
  }
  const down = () => move(1);
  const up = () => move(-1);
  const withCurrent = (work: (memory: Memory) => void) => () => current && work(current);

  function change(action: BulkAction) {
    const wanted = list.selected.length > 0 ? list.selected : current ? [current] : [];
    const possible = wanted.filter((memory) => actionsFor(memory).includes(action));
    if (possible.length === 0) return;
    list.onClear();
    void act(action, possible);
  }

  useShortcuts('keys.list', [
    { keys: 'j', label: 'keys.down', run: down },
    { keys: 'ArrowDown', label: 'keys.down', run: down },
    { keys: 'k', label: 'keys.up', run: up },
    { keys: 'ArrowUp', label: 'keys.up', run: up },
    {
      keys: 'Enter',
      label: 'keys.open',
      run: withCurrent(({ id }) => void navigate({ to: '/memories/$id', params: { id } })),
    },
    { keys: 'x', label: 'keys.select', run: withCurrent(list.onToggle) },
    { keys: 'e', label: 'keys.edit', run: withCurrent(list.onEdit) },
    { keys: 'a', label: 'keys.archive', run: () => change('archive') },
    { keys: 'p', label: 'keys.pause', run: () => change('pause') },
    { keys: '#', label: 'keys.delete', run: () => change('delete') },
    { keys: 'n', label: 'keys.create', run: list.onCreate },
    { keys: 'Escape', label: 'keys.clear', run: list.onClear },
  ]);
  return { cursor, setCursor };
}
