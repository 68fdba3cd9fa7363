import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { usePauseJobs } from '@/api/jobs';
import { Failure } from '@/components/failure';
import { Button } from '@/components/ui/button';
import { CancelButton, Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Field, Input, Select } from '@/components/ui/field';
import { jobKinds } from './job-kinds';

const hours = [0, 1, 8, 24] as const;

/** Holds jobs up: those of a kind or all, for a while or until somebody lets them go on. */
export function PauseDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t('jobs:pause.title')}
      description={t('jobs:pause.text')}
    >
      {open && <Form onClose={onClose} />}
    </Dialog>
  );
}

function Form({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState('');
  const [span, setSpan] = useState(0);
  const [cause, setCause] = useState('');
  const { mutate, isPending, error } = usePauseJobs();
  const until = () => new Date(Date.now() + span * 3_600_000).toISOString();
  const pause = () =>
    mutate(
      {
        ...(kind !== '' && { kind }),
        ...(cause.trim() !== '' && { cause: cause.trim() }),
        ...(span > 0 && { until: until() }),
      },
      {
        onSuccess: () => {
          toast.success(t('jobs:pause.done'));
          onClose();
        },
      },
    );
  return (
    <form
      className="contents"
      onSubmit={(event) => {
        event.preventDefault();
        pause();
      }}
    >
      <DialogBody>
        <Field label={t('jobs:field.kind')}>
          {(control) => (
            <Select
              {...control}
              data-autofocus
              value={kind}
              onChange={({ target }) => setKind(target.value)}
            >
              <option value="">{t('jobs:pause.all')}</option>
              {jobKinds.map((one) => (
                <option key={one} value={one}>
                  {t(`jobs:kind.${one}`)}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('jobs:pause.span')}>
          {(control) => (
            <Select
              {...control}
              value={span}
              onChange={({ target }) => setSpan(Number(target.value))}
            >
              {hours.map((one) => (
                <option key={one} value={one}>
                  {one === 0 ? t('jobs:pause.open_end') : t('jobs:pause.hours', { count: one })}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label={t('jobs:pause.cause')} hint={t('jobs:pause.cause_hint')}>
          {(control) => (
            <Input
              {...control}
              maxLength={500}
              value={cause}
              onChange={({ target }) => setCause(target.value)}
            />
          )}
        </Field>
        {error !== null && <Failure error={error} />}
      </DialogBody>
      <DialogFooter>
        <CancelButton onClick={onClose} />
        <Button look="primary" type="submit" disabled={isPending}>
          {t('jobs:pause.go')}
        </Button>
      </DialogFooter>
    </form>
  );
}
