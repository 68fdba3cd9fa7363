import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Key } from 'tulving/client';
import { useRevokeKey } from '@/api/keys';
import { Failure } from '@/components/failure';
import { Button } from '@/components/ui/button';
import { CancelButton, Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';

interface RevokeDialogProps {
  /** Undefined: the dialog is closed. */
  shown: Key | undefined;
  /** Whether the person is signed in with it. */
  isOwn: boolean;
  isLastAdmin: boolean;
  onClose: () => void;
}

/** It cannot be undone: so what stops is told before. */
export function RevokeDialog({ shown, isOwn, isLastAdmin, onClose }: RevokeDialogProps) {
  const { t } = useTranslation();
  const { mutate, isPending, error, reset } = useRevokeKey();
  function close() {
    reset();
    onClose();
  }
  function revoke(key: Key) {
    mutate(key.id, {
      onSuccess: () => {
        toast.success(t('keys:revoke.done', { name: key.name }));
        close();
      },
    });
  }
  return (
    <Dialog open={shown !== undefined} onClose={close} title={t('keys:revoke.title')}>
      {shown && (
        <>
          <DialogBody>
            <p className="text-sm">{t('keys:revoke.text', { name: shown.name })}</p>
            {isOwn && <p className="text-sm text-warn">{t('keys:revoke.own')}</p>}
            {isLastAdmin && <p className="text-sm text-warn">{t('keys:revoke.last')}</p>}
            {error !== null && <Failure error={error} />}
          </DialogBody>
          <DialogFooter>
            <CancelButton data-autofocus onClick={close} />
            <Button look="danger" disabled={isPending} onClick={() => revoke(shown)}>
              {t('keys:revoke.go')}
            </Button>
          </DialogFooter>
        </>
      )}
    </Dialog>
  );
}
