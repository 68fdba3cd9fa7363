import { Eraser } from 'lucide-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EraseReport } from 'tulving/client';
import { useEraseUser } from '@/api/users';
import { EraseCounts } from '@/components/erase-report';
import { Failure } from '@/components/failure';
import { Button } from '@/components/ui/button';
import { CancelButton, Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Field, Input } from '@/components/ui/field';

interface EraseDialogProps {
  open: boolean;
  user: string;
  onClose: () => void;
  onErased: () => void;
}

/** All that is about a user, for good: the name is typed before, and told is what is gone. */
export function EraseDialog({ open, user, onClose, onErased }: EraseDialogProps) {
  const { t } = useTranslation();
  const [report, setReport] = useState<EraseReport>();
  function close() {
    onClose();
    if (report) onErased();
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t(report ? 'memory:erase.done' : 'users:erase.title', { user })}
    >
      {report ? (
        <>
          <DialogBody>
            <EraseCounts report={report} />
          </DialogBody>
          <DialogFooter>
            <Button look="primary" autoFocus onClick={close}>
              {t('close')}
            </Button>
          </DialogFooter>
        </>
      ) : (
        open && <Question user={user} onClose={onClose} onErased={setReport} />
      )}
    </Dialog>
  );
}

interface QuestionProps {
  user: string;
  onClose: () => void;
  onErased: (report: EraseReport) => void;
}

function Question({ user, onClose, onErased }: QuestionProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const { mutate, isPending, error } = useEraseUser();
  const isConfirmed = typed === user;
  function submit(event: FormEvent) {
    event.preventDefault();
    if (isConfirmed) mutate(user, { onSuccess: onErased });
  }
  return (
    <form onSubmit={submit} className="flex min-h-0 flex-col">
      <DialogBody>
        <p className="text-sm">{t('users:erase.text')}</p>
        <Field label={t('users:erase.type', { user })}>
          {(control) => (
            <Input
              {...control}
              data-autofocus
              autoComplete="off"
              spellCheck={false}
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </Field>
        {error !== null && <Failure error={error} />}
      </DialogBody>
      <DialogFooter>
        <CancelButton onClick={onClose} />
        <Button look="danger" type="submit" disabled={!isConfirmed || isPending}>
          <Eraser />
          {t('users:erase.go')}
        </Button>
      </DialogFooter>
    </form>
  );
}
