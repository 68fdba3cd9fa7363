import { useTranslation } from 'react-i18next';
import { CodeBlock } from '@/components/code-block';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';

/** It is answered once. */
export function SecretDialog({
  secret,
  onClose,
}: {
  secret: string | undefined;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={secret !== undefined}
      onClose={onClose}
      title={t('webhooks:secret.title')}
      description={t('webhooks:secret.text')}
    >
      {secret !== undefined && (
        <>
          <DialogBody>
            <CodeBlock text={secret} label={t('webhooks:secret.label')} />
            <p className="text-sm text-ink-soft">{t('webhooks:secret.use')}</p>
          </DialogBody>
          <DialogFooter>
            <Button look="primary" data-autofocus onClick={onClose}>
              {t('webhooks:secret.done')}
            </Button>
          </DialogFooter>
        </>
      )}
    </Dialog>
  );
}
