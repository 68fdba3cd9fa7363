import { Undo2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Batch, UndoResult } from 'tulving/client';
import { useUndo, useUndoPreview } from '@/api/batches';
import { Failure } from '@/components/failure';
import { ErrorState, LoadingLines } from '@/components/states';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CancelButton, Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { BatchTitle } from './batch-title';

interface UndoDialogProps {
  /** Undefined: it is closed. */
  batch: Batch | undefined;
  onClose: () => void;
}

/** What undoing would do, before it does. To undo an undo is to do the first again. */
export function UndoDialog({ batch, onClose }: UndoDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      wide
      open={batch !== undefined}
      onClose={onClose}
      title={t(batch?.kind === 'undo' ? 'history:ask.again' : 'history:ask.title')}
      description={t('history:ask.text')}
    >
      {batch && <Preview batch={batch} onClose={onClose} />}
    </Dialog>
  );
}

function Preview({ batch, onClose }: { batch: Batch; onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useUndoPreview({ batch: batch.id });
  const { mutate, isPending, error: failure } = useUndo();
  const isNothing = data !== undefined && data.changes.length + data.counts.links === 0;
  const undo = () =>
    mutate(
      { batch: batch.id },
      {
        onSuccess: ({ batches }) => {
          const back = batches[0]?.undone_by;
          onClose();
          toast.success(t('history:did'), {
            ...(back && {
              action: { label: t('undo'), onClick: () => mutate({ batch: back }) },
            }),
          });
        },
      },
    );
  return (
    <>
      <DialogBody>
        <p className="line-clamp-3 text-sm font-medium [overflow-wrap:anywhere]">
          <BatchTitle batch={batch} />
        </p>
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {error === null && data === undefined && <LoadingLines lines={4} />}
        {data && isNothing && <p className="text-sm">{t('history:ask.nothing')}</p>}
        {data && <Changes changes={data.changes} />}
        {data && data.counts.links > 0 && (
          <p className="text-sm text-ink-soft">
            {t('history:ask.links', { count: data.counts.links })}
          </p>
        )}
        {data && <Kept kept={data.kept} />}
        {failure !== null && <Failure error={failure} />}
      </DialogBody>
      <DialogFooter>
        <CancelButton onClick={onClose} />
        <Button
          look="primary"
          data-autofocus
          disabled={data === undefined || isNothing || isPending}
          onClick={undo}
        >
          <Undo2 aria-hidden />
          {t(batch.kind === 'undo' ? 'history:redo' : 'history:undo')}
        </Button>
      </DialogFooter>
    </>
  );
}

function Changes({ changes }: Pick<UndoResult, 'changes'>) {
  const { t } = useTranslation();
  return (
    <ul aria-label={t('history:changes')} className="grid gap-2">
      {changes.map(({ memory_id, text, change }) => (
        <li key={memory_id} className="grid grid-cols-[6.5rem_minmax(0,1fr)] gap-3 text-sm">
          <span>
            <Badge tone={change === 'deleted' ? 'bad' : 'accent'}>
              {t(`history:change.${change}`)}
            </Badge>
          </span>
          <span className="[overflow-wrap:anywhere]">{text}</span>
        </li>
      ))}
    </ul>
  );
}

function Kept({ kept }: Pick<UndoResult, 'kept'>) {
  const { t } = useTranslation();
  if (kept.length === 0) return null;
  return (
    <section className="grid gap-2">
      <h3 className="text-sm font-medium">{t('history:kept.title', { count: kept.length })}</h3>
      <ul className="grid gap-1.5">
        {kept.map(({ memory_id, text, reason }) => (
          <li key={memory_id} className="text-sm text-ink-soft">
            {text} <span className="text-xs text-ink-faint">{t(`history:kept.${reason}`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
