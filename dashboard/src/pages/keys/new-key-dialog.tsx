import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewKeyResult } from 'tulving/client';
import { useMakeKey } from '@/api/keys';
import { useBeginSession } from '@/api/session';
import { Failure } from '@/components/failure';
import { Button } from '@/components/ui/button';
import { CancelButton, Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { FirstKeyNotice } from './first-key-notice';
import { emptyKey, isWhole, type KeyDraft, keyRequestOf } from './key-draft';
import { KeyFields } from './key-fields';
import { ShownOnce } from './shown-once';

interface NewKeyDialogProps {
  open: boolean;
  /** The first one ends access without a key. */
  isFirst: boolean;
  onClose: () => void;
}

/** Asks what the key shall be good for, and then shows it, this once. */
export function NewKeyDialog({ open, isFirst, onClose }: NewKeyDialogProps) {
  const { t } = useTranslation();
  const [made, setMade] = useState<NewKeyResult>();
  function close() {
    setMade(undefined);
    onClose();
  }
  return (
    <Dialog open={open} onClose={close} title={t(made ? 'keys:once.title' : 'keys:new')}>
      {made && <ShownOnce made={made} onClose={close} />}
      {!made && <NewKeyForm isFirst={isFirst} onMade={setMade} onClose={close} />}
    </Dialog>
  );
}

interface NewKeyFormProps extends Omit<NewKeyDialogProps, 'open'> {
  onMade: (made: NewKeyResult) => void;
}

function NewKeyForm({ isFirst, onMade, onClose }: NewKeyFormProps) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<KeyDraft>(
    isFirst ? { ...emptyKey, name: t('keys:first_name'), may: 'admin' } : emptyKey,
  );
  const { mutate, isPending, error } = useMakeKey();
  const signIn = useBeginSession();
  function submit(event: FormEvent) {
    event.preventDefault();
    mutate(keyRequestOf(draft), {
      onSuccess: (made) => {
        onMade(made);
        // With one that may less the person keeps the session of the link, and so what it may.
        if (isFirst && isWhole(draft)) signIn.mutate({ key: made.secret });
      },
    });
  }
  return (
    <form onSubmit={submit} className="flex min-h-0 flex-col">
      <DialogBody>
        {isFirst && <FirstKeyNotice isWhole={isWhole(draft)} />}
        <KeyFields
          draft={draft}
          error={error}
          onChange={(change) => setDraft((now) => ({ ...now, ...change }))}
        />
        {error !== null && <Failure error={error} />}
      </DialogBody>
      <DialogFooter>
        <CancelButton onClick={onClose} />
        <Button look="primary" type="submit" disabled={isPending || draft.name.trim() === ''}>
          {t('keys:make')}
        </Button>
      </DialogFooter>
    </form>
  );
}
