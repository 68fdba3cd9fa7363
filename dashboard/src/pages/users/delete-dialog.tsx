import { useTranslation } from 'react-i18next';
import { Trash2 } from 'lucide-react';
import { useBulkPreview } from '@/api/memories';
import { Failure } from '@/components/failure';
import { useMemoryActions } from '@/components/memory/use-memory-actions';
import { LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { CancelButton, Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';

interface DeleteDialogProps {
  open: boolean;
  user: string;
  onClose: () => void;
}

/** All memories of a user, out of search: how many, before it is done. Can be undone together. */
export function DeleteDialog({ open, user, onClose }: DeleteDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} onClose={onClose} title={t('users:delete.title', { user })}>
      {open && <Question user={user} onClose={onClose} />}
    </Dialog>
  );
}

function Question({ user, onClose }: Omit<DeleteDialogProps, 'open'>) {
  const { t } = useTranslation();
  const { data, error } = useBulkPreview('delete', { user_id: user });
  const act = useMemoryActions();
  function go() {
    onClose();
    void act('delete', { user_id: user });
  }
  return (
    <>
      <DialogBody>
        {error !== null && <Failure error={error} />}
        {error === null && data === undefined && <LoadingLines lines={1} />}
        {data && (
          <p className="text-lg font-medium">{t('users:memories', { count: data.changed })}</p>
        )}
        <p className="text-sm text-ink-soft">{t('users:delete.text')}</p>
      </DialogBody>
      <DialogFooter>
        <CancelButton data-autofocus onClick={onClose} />
        <Button look="danger" disabled={data === undefined || data.changed === 0} onClick={go}>
          <Trash2 />
          {t('users:delete.go')}
        </Button>
      </DialogFooter>
    </>
  );
}
