import { useTranslation } from 'react-i18next';
import { type BulkAction, useBulkPreview } from '@/api/memories';
import { Failure } from '@/components/failure';
import { actionIcons } from '@/components/memory/action-icons';
import { LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import type { MeantByFilter } from './search-params';

interface BulkDialogProps {
  /** Undefined: it is closed. */
  action: BulkAction | undefined;
  meant: MeantByFilter;
  onClose: () => void;
  onGo: (action: BulkAction) => void;
}

/** How many a change would reach, before it does; also those that nobody has scrolled to. */
export function BulkDialog({ action, meant, onClose, onGo }: BulkDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog open={action !== undefined} onClose={onClose} title={t('memories:bulk.title')}>
      {action && <Preview action={action} meant={meant} onClose={onClose} onGo={onGo} />}
    </Dialog>
  );
}

function Preview({ action, meant, onClose, onGo }: BulkDialogProps & { action: BulkAction }) {
  const { t } = useTranslation();
  const { data, error } = useBulkPreview(action, meant);
  const Icon = actionIcons[action];
  return (
    <>
      <DialogBody>
        {error !== null && <Failure error={error} />}
        {error === null && data === undefined && <LoadingLines lines={2} />}
        {data && (
          <p className="text-lg font-medium">
            {t(`memories:bulk.${action}`, { count: data.changed })}
          </p>
        )}
        <p className="text-sm text-ink-soft">{t(`memories:state_means.${action}`)}</p>
        <p className="text-sm text-ink-soft">{t('memories:bulk.text')}</p>
      </DialogBody>
      <DialogFooter>
        <Button look="quiet" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button
          look={action === 'delete' ? 'danger' : 'primary'}
          data-autofocus
          disabled={data === undefined || data.changed === 0}
          onClick={() => onGo(action)}
        >
          <Icon />
          {t(`action.${action}`)}
        </Button>
      </DialogFooter>
    </>
  );
}
