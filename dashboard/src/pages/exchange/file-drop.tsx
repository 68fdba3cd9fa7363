import { FileUp } from 'lucide-react';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sizeOf } from '@/components/size';
import { Button } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';

interface FileDropProps {
  file: File | undefined;
  disabled: boolean;
  onFile: (file: File) => void;
}

/** A file that is dropped, or chosen. */
export function FileDrop({ file, disabled, onFile }: FileDropProps) {
  const { t, i18n } = useTranslation();
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const take = (files: FileList | null) => {
    const [first] = files ?? [];
    if (first && !disabled) onFile(first);
  };
  const over = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <div
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
      className={classNames(
        'grid justify-items-center gap-2 rounded-lg border-2 border-dashed px-4 py-8 text-center',
        isOver ? 'border-accent bg-accent-soft' : 'border-line-strong',
      )}
    >
      <FileUp aria-hidden className="size-6 text-ink-faint" />
      {file === undefined ? (
        <p className="text-sm">{t('exchange:import.drop')}</p>
      ) : (
        <p className="text-sm font-medium [overflow-wrap:anywhere]">
          {file.name}{' '}
          <span className="font-normal text-ink-faint">{sizeOf(file.size, i18n.language)}</span>
        </p>
      )}
      <Button disabled={disabled} onClick={() => input.current?.click()}>
        {t(file === undefined ? 'exchange:import.choose' : 'exchange:import.choose_other')}
      </Button>
      <input
        ref={input}
        type="file"
        aria-label={t('exchange:import.file')}
        className="sr-only"
        tabIndex={-1}
        onChange={({ target }) => {
          take(target.files);
          // The same file may be chosen again.
          target.value = '';
        }}
      />
      <p className="max-w-prose text-xs text-ink-faint">{t('exchange:import.formats')}</p>
    </div>
  );
}
