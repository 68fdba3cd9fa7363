import { useTranslation } from 'react-i18next';
import type { Batch } from 'tulving/client';
import { useBatch } from '@/api/batches';
import { useMemory } from '@/api/memories';
import { batchUndone, onlyMemory, stateMade } from './batch-words';

/** What was done, to which memory where it was one; of an undo, what it took back. */
export function BatchTitle({ batch }: { batch: Batch }) {
  const { t } = useTranslation();
  const state = stateMade(batch);
  const memory = onlyMemory(batch);
  const undone = batchUndone(batch);
  return (
    <>
      {t(state === undefined ? `history:kind.${batch.kind}` : `history:state.${state}`)}
      {memory !== undefined && <MemoryText id={memory} />}
      {undone !== undefined && <Undone id={undone} />}
    </>
  );
}

function MemoryText({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useMemory(id);
  if (data === undefined) return null;
  return <span className="font-normal">{t('history:what', { text: data.text })}</span>;
}

function Undone({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useBatch(id);
  if (data === undefined) return null;
  return (
    <>
      {t('history:of')}
      <BatchTitle batch={data} />
    </>
  );
}
