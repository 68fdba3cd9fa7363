import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import type { Verdict } from '@/api/feedback';
import { Button } from '@/components/ui/button';
import { CancelButton, Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';
import { Field, Textarea } from '@/components/ui/field';

interface WrongDialogProps {
  open: boolean;
  memory: Memory;
  onClose: () => void;
  onSay: (verdict: Verdict) => void;
}

/** What is right instead, where that is known. */
export function WrongDialog({ open, ...rest }: WrongDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog
      open={open}
      onClose={rest.onClose}
      title={t('memory:feedback.wrong_title')}
      description={t('memory:feedback.wrong_text')}
    >
      {open && <Correction {...rest} />}
    </Dialog>
  );
}

function Correction({ memory, onClose, onSay }: Omit<WrongDialogProps, 'open'>) {
  const { t } = useTranslation();
  const [correction, setCorrection] = useState('');
  const right = correction.trim();
  const say = () =>
    onSay({ action: 'wrong', memory_id: memory.id, ...(right !== '' && { correction: right }) });
  return (
    <>
      <DialogBody>
        <blockquote className="line-clamp-4 border-s-2 border-line-strong ps-3 text-sm text-ink-soft">
          {memory.text}
        </blockquote>
        <Field label={t('memory:feedback.correction')} hint={t('memory:feedback.correction_hint')}>
          {(control) => (
            <Textarea
              {...control}
              data-autofocus
              value={correction}
              onChange={({ target }) => setCorrection(target.value)}
            />
          )}
        </Field>
      </DialogBody>
      <DialogFooter>
        <CancelButton onClick={onClose} />
        <Button look="primary" onClick={say}>
          {t(right === '' ? 'memory:feedback.archive' : 'memory:feedback.correct')}
        </Button>
      </DialogFooter>
    </>
  );
}
