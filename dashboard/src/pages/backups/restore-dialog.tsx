import { useTranslation } from 'react-i18next';
import type { Backup, RestorePreview } from 'tulving/client';
import { useRestoreAtStart, useRestorePreview } from '@/api/backups';
import { CodeBlock } from '@/components/code-block';
import { Failure } from '@/components/failure';
import { BusyBar } from '@/components/operate/busy-bar';
import { ExactTime } from '@/components/time';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Rows } from './rows';

interface RestoreDialogProps {
  backup: Backup | undefined;
  onClose: () => void;
}

/** What restoring would do. It takes the place of what this very server has open: its next start does it. */
export function RestoreDialog({ backup, onClose }: RestoreDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      wide
      open={backup !== undefined}
      onClose={onClose}
      title={t('backups:restore.title')}
      description={backup && <ExactTime at={backup.made_at} />}
    >
      {backup && (
        <>
          <DialogBody>
            <Preview name={backup.name} />
          </DialogBody>
          <AtStart name={backup.name} onClose={onClose} />
        </>
      )}
    </Dialog>
  );
}

function AtStart({ name, onClose }: { name: string; onClose: () => void }) {
  const { t } = useTranslation();
  const { data } = useRestorePreview(name);
  const { mutate, isPending, error } = useRestoreAtStart();
  return (
    <>
      {error !== null && (
        <div className="px-5">
          <Failure error={error} />
        </div>
      )}
      <DialogFooter>
        <Button look="quiet" data-autofocus onClick={onClose}>
          {t('close')}
        </Button>
        {data?.at_start === true && (
          <Button
            look="danger"
            disabled={isPending}
            onClick={() => mutate(name, { onSuccess: onClose })}
          >
            {t('backups:restore.at_start')}
          </Button>
        )}
      </DialogFooter>
    </>
  );
}

function Preview({ name }: { name: string }) {
  const { t } = useTranslation();
  const { data, error } = useRestorePreview(name);
  if (error !== null) return <Failure error={error} />;
  if (data === undefined) {
    return (
      <div role="status">
        <BusyBar label={t('backups:verify.reading')} />
      </div>
    );
  }
  return <Steps preview={data} />;
}

function Steps({ preview }: { preview: RestorePreview }) {
  const { t } = useTranslation();
  const { rows, files, taken, foreign, left_out: leftOut, command, into, at_start } = preview;
  const left = Object.entries(leftOut);
  const steps = ['stop', 'run', 'start'] as const;
  return (
    <>
      <p className="text-sm">{t('backups:restore.holds')}</p>
      <Rows rows={rows} files={files} />
      <ul className="grid gap-1.5 text-sm text-ink-soft">
        <li className="[overflow-wrap:anywhere]">{t('backups:restore.into', { into })}</li>
        {taken && <li>{t('backups:restore.taken')}</li>}
        <li>{t('backups:restore.erased')}</li>
        {foreign && <li className="text-warn">{t('backups:restore.foreign')}</li>}
        {left.length > 0 && (
          <li>
            {t('backups:restore.left_out', {
              what: left.map(([what, count]) => `${what} (${count})`).join(', '),
            })}
          </li>
        )}
      </ul>
      {at_start && <p className="text-sm">{t('backups:restore.or')}</p>}
      <ol className="grid list-decimal gap-2 ps-5 text-sm">
        {steps.map((step) => (
          <li key={step}>
            {t(`backups:restore.${step}`)}
            {step === 'run' && (
              <div className="mt-1.5">
                <CodeBlock text={command} label={t('backups:restore.command')} />
              </div>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
