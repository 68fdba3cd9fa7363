import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { usePrune, usePrunePreview } from '@/api/backups';
import { Failure } from '@/components/failure';
import { LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { CancelButton, Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';

/** What the rotation does not keep; it is told before it goes. */
export function PruneDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} onClose={onClose} title={t('backups:prune.title')}>
      {open && <Preview onClose={onClose} />}
    </Dialog>
  );
}

function Preview({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { data, error: unknown } = usePrunePreview();
  const { mutate, isPending, error } = usePrune();
  const removed = data?.removed ?? [];
  const prune = () =>
    mutate(undefined, {
      onSuccess: (done) => {
        toast.success(t('backups:prune.done', { count: done.removed.length }));
        onClose();
      },
    });
  return (
    <>
      <DialogBody>
        {(unknown ?? error) !== null && <Failure error={unknown ?? error} />}
        {data === undefined && unknown === null && <LoadingLines lines={3} />}
        {data && (
          <p className="text-sm">
            {removed.length === 0
              ? t('backups:prune.nothing', { count: data.kept.length })
              : t('backups:prune.text', { count: removed.length, kept: data.kept.length })}
          </p>
        )}
        {removed.length > 0 && (
          <ul className="grid gap-1 font-mono text-xs text-ink-soft">
            {removed.map((name) => (
              <li key={name} className="[overflow-wrap:anywhere]">
                {name}
              </li>
            ))}
          </ul>
        )}
      </DialogBody>
      <DialogFooter>
        <CancelButton data-autofocus onClick={onClose} />
        <Button look="danger" disabled={removed.length === 0 || isPending} onClick={prune}>
          {t('backups:prune.go', { count: removed.length })}
        </Button>
      </DialogFooter>
    </>
  );
}
