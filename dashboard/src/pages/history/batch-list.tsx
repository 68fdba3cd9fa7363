import { useRef, useState } from 'react';
import type { Batch } from 'tulving/client';
import { useShortcuts } from '@/components/shell/shortcuts';
import { BatchRow } from './batch-row';
import { UndoDialog } from './undo-dialog';

interface BatchListProps {
  batches: readonly Batch[];
  /** The id of the one that is open. */
  open: string | undefined;
  mayUndo: boolean;
  onOpen: (open: { batch?: string }) => void;
}

/** j and k go from batch to batch, Enter opens one, u undoes it. */
export function BatchList({ batches, open, mayUndo, onOpen }: BatchListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [cursor, setCursor] = useState(-1);
  const [undone, setUndone] = useState<Batch>();
  function move(by: number) {
    const next = Math.min(Math.max(cursor + by, 0), batches.length - 1);
    setCursor(next);
    list.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus();
  }
  const undoCurrent = () => {
    const batch = batches[cursor];
    if (mayUndo && batch?.undone_at === null) setUndone(batch);
  };
  const down = () => move(1);
  const up = () => move(-1);
  useShortcuts('keys.list', [
    { keys: 'j', label: 'keys.down', run: down },
    { keys: 'ArrowDown', label: 'keys.down', run: down },
    { keys: 'k', label: 'keys.up', run: up },
    { keys: 'ArrowUp', label: 'keys.up', run: up },
    { keys: 'u', label: 'history:undo', run: undoCurrent },
  ]);
  return (
    <>
      <ul ref={list} className="panel divide-y divide-line overflow-hidden">
        {batches.map((batch, at) => (
          <BatchRow
            key={batch.id}
            batch={batch}
            at={at}
            isOpen={batch.id === open}
            onFocus={() => setCursor(at)}
            onToggle={() => onOpen(batch.id === open ? {} : { batch: batch.id })}
            onUndo={mayUndo ? () => setUndone(batch) : undefined}
          />
        ))}
      </ul>
      <UndoDialog batch={undone} onClose={() => setUndone(undefined)} />
    </>
  );
}
