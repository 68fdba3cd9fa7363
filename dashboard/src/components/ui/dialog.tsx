import { X } from 'lucide-react';
import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Button, type ButtonProps, IconButton } from './button';
import { classNames } from './class-names';

interface DialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  description?: ReactNode;
  children: ReactNode;
  /** Where it stands: in the middle, or along the right or left edge. */
  side?: 'middle' | 'right' | 'left';
  wide?: boolean;
  /** For one whose own content says what it is, such as the palette. */
  bare?: boolean;
}

const places = {
  middle:
    'm-auto mt-[12vh] max-h-[76vh] w-[calc(100vw-2rem)] rounded-xl max-sm:mt-4 max-sm:max-h-[calc(100dvh-2rem)]',
  right: 'ms-auto me-0 my-0 h-dvh max-h-dvh w-[min(100vw,32rem)] border-y-0 border-e-0',
  left: 'me-auto ms-0 my-0 h-dvh max-h-dvh w-[min(80vw,18rem)] border-y-0 border-s-0',
};

/**
 * The platform's own dialog: it keeps the focus inside, gives it back, closes on Escape, and needs no
 * style element, which the policy would refuse.
 */
export function Dialog({ open, onClose, title, children, ...more }: DialogProps) {
  const { description, side = 'middle', wide = false, bare = false } = more;
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const dialog = element.current;
    if (dialog === null) return;
    if (open && !dialog.open) {
      dialog.showModal();
      // By itself it would take the first button, which is the one that closes.
      const first = dialog.querySelector<HTMLElement>('[data-autofocus]');
      (first ?? dialog.querySelector('h2'))?.focus();
    }
    if (!open && dialog.open) dialog.close();
  }, [open]);
  return (
    <dialog
      ref={element}
      aria-labelledby={id}
      onClose={onClose}
      // A click beside it closes it, where the browser knows how.
      closedby="any"
      className={classNames(
        'flex-col overflow-hidden border border-line bg-raised p-0 shadow-float open:flex open:animate-appear',
        places[side],
        side === 'middle' && (wide ? 'max-w-3xl' : 'max-w-lg'),
      )}
    >
      {open && (
        <>
          {bare ? (
            <h2 id={id} tabIndex={-1} className="sr-only">
              {title}
            </h2>
          ) : (
            <DialogHeader id={id} title={title} description={description} onClose={onClose} />
          )}
          {children}
        </>
      )}
    </dialog>
  );
}

interface HeaderProps extends Pick<DialogProps, 'title' | 'description' | 'onClose'> {
  id: string;
}

function DialogHeader({ id, title, description, onClose }: HeaderProps) {
  const { t } = useTranslation();
  return (
    <header className="flex items-start gap-3 border-b border-line px-4 py-3">
      <div className="min-w-0 flex-1">
        <h2 id={id} tabIndex={-1} className="text-lg font-semibold outline-none">
          {title}
        </h2>
        {description !== undefined && <p className="text-sm text-ink-soft">{description}</p>}
      </div>
      <IconButton label={t('close')} size="small-icon" onClick={onClose}>
        <X />
      </IconButton>
    </header>
  );
}

export function DialogBody({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-0 flex-1 content-start gap-4 overflow-y-auto p-4">{children}</div>
  );
}

export function DialogFooter({ children }: { children: ReactNode }) {
  return (
    <footer className="flex flex-wrap justify-end gap-2 border-t border-line bg-canvas px-4 py-3">
      {children}
    </footer>
  );
}

/** Leaves without having done anything. */
export function CancelButton(props: Pick<ButtonProps, 'onClick'>) {
  const { t } = useTranslation();
  return (
    <Button look="quiet" {...props}>
      {t('cancel')}
    </Button>
  );
}
