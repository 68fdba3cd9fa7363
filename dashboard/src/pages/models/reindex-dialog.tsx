import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { ReindexEstimate } from 'tulving/client';
import { useReindex, useReindexEstimate } from '@/api/models';
import { Failure } from '@/components/failure';
import { dollarsOf } from '@/components/money';
import { LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { CancelButton, Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Checkbox } from '@/components/ui/field';

type What = 'index' | 'vectors';

interface ReindexDialogProps {
  what: What | undefined;
  onClose: () => void;
}

/** How much work it would be, before it is handed in. */
export function ReindexDialog({ what, onClose }: ReindexDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={what !== undefined}
      onClose={onClose}
      title={t(`models:reindex.title_${what ?? 'index'}`)}
      description={t('models:reindex.text')}
    >
      {what !== undefined && <Form what={what} onClose={onClose} />}
    </Dialog>
  );
}

function Form({ what, onClose }: { what: What; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [all, setAll] = useState(false);
  const { data, error, isFetching } = useReindexEstimate({ vectors: what === 'vectors', all });
  const { mutate, isPending, error: failure } = useReindex();
  const count = countOf(what, all, data);
  const begin = () =>
    mutate(
      { what, all },
      {
        onSuccess: () => {
          toast.success(t('models:reindex.begun'), {
            action: {
              label: t('models:reindex.watch'),
              onClick: () => void navigate({ to: '/jobs' }),
            },
          });
          onClose();
        },
      },
    );
  return (
    <>
      <DialogBody>
        <label className="flex items-center gap-2 text-sm">
          <Checkbox checked={all} onChange={({ target }) => setAll(target.checked)} />
          {t('models:reindex.all')}
        </label>
        {isFetching && <LoadingLines lines={2} />}
        {!isFetching && data && (
          <p className="text-sm">
            {count === 0 ? t('models:reindex.nothing') : t('models:reindex.count', { count })}{' '}
            {what === 'vectors' && data.vectors && <Takes estimate={data.vectors} />}
          </p>
        )}
        {(error ?? failure) !== null && <Failure error={error ?? failure} />}
      </DialogBody>
      <DialogFooter>
        <CancelButton onClick={onClose} />
        <Button
          look="primary"
          data-autofocus
          disabled={isPending || isFetching || count === 0}
          onClick={begin}
        >
          {t('models:reindex.go')}
        </Button>
      </DialogFooter>
    </>
  );
}

function countOf(what: What, all: boolean, estimate: ReindexEstimate | undefined): number {
  if (what === 'vectors') return estimate?.vectors?.memories ?? 0;
  return (all ? estimate?.index.memories : estimate?.index.outdated) ?? 0;
}

function Takes({ estimate }: { estimate: NonNullable<ReindexEstimate['vectors']> }) {
  const { t, i18n } = useTranslation();
  const { tokens, seconds, cost, remote } = estimate;
  const shown = (count: number) => count.toLocaleString(i18n.language);
  return (
    <>
      {t('models:reindex.takes', {
        tokens: shown(tokens),
        minutes: shown(Math.ceil(seconds / 60)),
      })}{' '}
      {cost !== null && t('models:reindex.cost', { cost: dollarsOf(cost, i18n.language) })}{' '}
      {t(remote ? 'models:reindex.remote' : 'models:reindex.local')}
    </>
  );
}
