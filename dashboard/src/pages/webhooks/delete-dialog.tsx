import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Webhook } from 'tulving/client';
import { useDeleteWebhook } from '@/api/webhooks';
import { Failure } from '@/components/failure';
import { Button } from '@/components/ui/button';
import { CancelButton, Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';

/** It cannot be undone: its secret and its deliveries go along. */
export function DeleteDialog({
  webhook,
  onClose,
}: {
  webhook: Webhook | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { mutate, isPending, error, reset } = useDeleteWebhook();
  function close() {
    reset();
    onClose();
  }
  const remove = ({ id }: Webhook) =>
    mutate(id, {
      onSuccess: () => {
        toast.success(t('webhooks:delete.done'));
        close();
      },
    });
  return (
    <Dialog open={webhook !== undefined} onClose={close} title={t('webhooks:delete.title')}>
      {webhook && (
        <>
          <DialogBody>
            <p className="text-sm">{t('webhooks:delete.text', { name: webhook.name })}</p>
            {error !== null && <Failure error={error} />}
          </DialogBody>
          <DialogFooter>
            <CancelButton data-autofocus onClick={close} />
            <Button look="danger" disabled={isPending} onClick={() => remove(webhook)}>
              {t('webhooks:delete.go')}
            </Button>
          </DialogFooter>
        </>
      )}
    </Dialog>
  );
}
