import { useTranslation } from 'react-i18next';
import type { NewKeyResult } from 'tulving/client';
import { CodeBlock } from '@/components/code-block';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { DialogBody, DialogFooter } from '@/components/ui/dialog';

/** The whole key; nobody can be shown it again. */
export function ShownOnce({ made, onClose }: { made: NewKeyResult; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <DialogBody>
        <p className="text-sm">{t('keys:once.text', { name: made.name })}</p>
        <CodeBlock text={made.secret} label={t('keys:once.key')} />
        <p className="text-sm text-ink-soft">{t('keys:once.use')}</p>
        <CodeBlock text={`Authorization: Bearer ${made.secret}`} label={t('keys:once.header')} />
      </DialogBody>
      <DialogFooter>
        <CopyButton
          text={made.secret}
          label={t('keys:once.copy')}
          look="primary"
          size="normal"
          autoFocus
        />
        <Button onClick={onClose}>{t('keys:once.done')}</Button>
      </DialogFooter>
    </>
  );
}
