import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Key, NewKeyResult } from 'tulving/client';
import { useRotateKey } from '@/api/keys';
import { useBeginSession } from '@/api/session';
import { Failure } from '@/components/failure';
import { Button } from '@/components/ui/button';
import { CancelButton, Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Field, Select } from '@/components/ui/field';
import { ShownOnce } from './shown-once';

/** In seconds; a week is the longest. */
const graces = [0, 3_600, 86_400, 604_800];

interface RotateDialogProps {
  /** Undefined: the dialog is closed. */
  shown: Key | undefined;
  /** Whether the person is signed in with it. */
  isOwn: boolean;
  onClose: () => void;
}

/** A new key in place of an old one, with time to bring it to the programs. */
export function RotateDialog({ shown, isOwn, onClose }: RotateDialogProps) {
  const { t } = useTranslation();
  const [made, setMade] = useState<NewKeyResult>();
  const [grace, setGrace] = useState(86_400);
  const { mutate, isPending, error, reset } = useRotateKey();
  const signIn = useBeginSession();
  function rotate(id: string) {
    mutate(
      { id, grace },
      {
        onSuccess: (renewed) => {
          setMade(renewed);
          // The old one ends, and who is signed in with it could not see the new one.
          if (isOwn) signIn.mutate({ key: renewed.secret });
        },
      },
    );
  }
  function close() {
    reset();
    setMade(undefined);
    onClose();
  }
  return (
    <Dialog
      open={shown !== undefined}
      onClose={close}
      title={t(made ? 'keys:once.title' : 'keys:rotate.title')}
    >
      {made && <ShownOnce made={made} onClose={close} />}
      {shown && !made && (
        <>
          <DialogBody>
            <p className="text-sm">{t('keys:rotate.text', { name: shown.name })}</p>
            <Field label={t('keys:rotate.grace')}>
              {(control) => (
                <Select
                  {...control}
                  data-autofocus
                  value={grace}
                  onChange={({ target }) => setGrace(Number(target.value))}
                >
                  {graces.map((seconds) => (
                    <option key={seconds} value={seconds}>
                      {t(`keys:grace.${seconds}`)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            {error !== null && <Failure error={error} />}
          </DialogBody>
          <DialogFooter>
            <CancelButton onClick={close} />
            <Button look="primary" disabled={isPending} onClick={() => rotate(shown.id)}>
              {t('keys:rotate.go')}
            </Button>
          </DialogFooter>
        </>
      )}
    </Dialog>
  );
}
