import { useNavigate } from '@tanstack/react-router';
import { Eraser } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EraseReport, Memory } from 'tulving/client';
import { useErase } from '@/api/memories';
import { problemText } from '@/api/problem-text';
import { EraseCounts } from '@/components/erase-report';
import { Button } from '@/components/ui/button';
import { CancelButton, Dialog, DialogBody, DialogFooter } from '@/components/ui/dialog';

interface EraseDialogProps {
  open: boolean;
  memory: Memory;
  onErased: () => void;
  onClose: () => void;
}

/** The one thing that cannot be undone: told before, and reported after. */
export function EraseDialog({ open, memory, onErased, onClose }: EraseDialogProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [report, setReport] = useState<EraseReport>();
  function close() {
    onClose();
    if (report) void navigate({ to: '/memories' });
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title={t(report ? 'memory:erase.done' : 'memory:erase.title')}
    >
      {report ? (
        <Report report={report} onClose={close} />
      ) : (
        <Question
          memory={memory}
          onClose={close}
          onErased={(told) => {
            onErased();
            setReport(told);
          }}
        />
      )}
    </Dialog>
  );
}

interface QuestionProps extends Omit<EraseDialogProps, 'open' | 'onErased'> {
  onErased: (report: EraseReport) => void;
}

function Question({ memory, onClose, onErased }: QuestionProps) {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useErase();
  return (
    <>
      <DialogBody>
        <p className="text-sm">{t('memory:erase.text', { count: memory.sources.length })}</p>
        <blockquote className="line-clamp-4 border-s-2 border-line-strong ps-3 text-sm text-ink-soft">
          {memory.text}
        </blockquote>
        <p className="text-sm text-ink-soft">{t('memory:erase.instead')}</p>
        {error !== null && (
          <p role="alert" className="text-sm text-bad">
            {problemText(error, t).title} {problemText(error, t).remedy}
          </p>
        )}
      </DialogBody>
      <DialogFooter>
        <CancelButton data-autofocus onClick={onClose} />
        <Button
          look="danger"
          disabled={isPending}
          onClick={() => mutate(memory.id, { onSuccess: onErased })}
        >
          <Eraser />
          {t('memory:erase.go')}
        </Button>
      </DialogFooter>
    </>
  );
}

function Report({ report, onClose }: { report: EraseReport; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <DialogBody>
        <EraseCounts report={report} />
      </DialogBody>
      <DialogFooter>
        <Button look="primary" autoFocus onClick={onClose}>
          {t('close')}
        </Button>
      </DialogFooter>
    </>
  );
}
