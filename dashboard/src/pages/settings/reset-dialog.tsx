import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { ServerSetting } from 'tulving/client';
import { useChangeSettings } from '@/api/settings';
import { Failure } from '@/components/failure';
import { Button } from '@/components/ui/button';
import { CancelButton, Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { useShownValue } from './shown-value';

interface ResetDialogProps {
  open: boolean;
  changed: readonly ServerSetting[];
  onClose: () => void;
}

/** Gives back their defaults; what goes is told before. */
export function ResetDialog({ open, changed, onClose }: ResetDialogProps) {
  const { t } = useTranslation();
  const shown = useShownValue();
  const { mutate, isPending, error } = useChangeSettings();
  const reset = () =>
    mutate(Object.fromEntries(changed.map(({ name }) => [name, null])), {
      onSuccess: () => {
        toast.success(t('settings:reset.done'));
        onClose();
      },
    });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('settings:reset.title')}
      description={t('settings:reset.text', { count: changed.length })}
    >
      <DialogBody>
        <ul className="grid gap-1.5 text-sm">
          {changed.map((setting) => (
            <li key={setting.name} className="flex flex-wrap justify-between gap-x-4">
              <span className="font-medium">{setting.flag.slice(2)}</span>
              <code className="min-w-0 text-xs text-ink-soft [overflow-wrap:anywhere]">
                {shown({ ...setting, ...setting.next })}
              </code>
            </li>
          ))}
        </ul>
        {error !== null && <Failure error={error} />}
      </DialogBody>
      <DialogFooter>
        <CancelButton data-autofocus onClick={onClose} />
        <Button look="danger" disabled={isPending} onClick={reset}>
          {t('settings:reset.go')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
