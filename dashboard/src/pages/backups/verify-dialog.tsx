import { BadgeCheck } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useVerifyBackup } from '@/api/backups';
import { Failure } from '@/components/failure';
import { BusyBar } from '@/components/operate/busy-bar';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Rows } from './rows';

/** Reads one to its end, and compares its checksums. */
export function VerifyDialog({ name, onClose }: { name: string | undefined; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog open={name !== undefined} onClose={onClose} title={t('backups:verify.title')}>
      {name !== undefined && <Verified name={name} onClose={onClose} />}
    </Dialog>
  );
}

function Verified({ name, onClose }: { name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { mutate, data, error } = useVerifyBackup();
  useEffect(() => mutate(name), [mutate, name]);
  return (
    <>
      <DialogBody>
        <p className="font-mono text-xs text-ink-faint [overflow-wrap:anywhere]">{name}</p>
        {data === undefined && error === null && (
          <div role="status">
            <BusyBar label={t('backups:verify.reading')} />
          </div>
        )}
        {error !== null && <Failure error={error} />}
        {data && (
          <>
            <p role="status" className="flex items-center gap-2 text-sm font-medium text-good">
              <BadgeCheck aria-hidden className="size-5" />
              {t('backups:verify.whole')}
            </p>
            <Rows rows={data.rows} files={data.files} />
            <p className="text-xs text-ink-faint">
              {t('backups:verify.by', { version: data.tulving, schema: data.schema })}
            </p>
          </>
        )}
      </DialogBody>
      <DialogFooter>
        <Button data-autofocus onClick={onClose}>
          {t('close')}
        </Button>
      </DialogFooter>
    </>
  );
}
