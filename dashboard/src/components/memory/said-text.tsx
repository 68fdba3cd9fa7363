import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { speakerOf } from './said';

/** What it says; a turn of a conversation after the name of who said it. */
export function SaidText({ memory }: { memory: Pick<Memory, 'kind' | 'text' | 'sources'> }) {
  const { t } = useTranslation();
  const who = speakerOf(memory);
  return (
    <>
      {who !== undefined && <span className="text-ink-faint">{t('said_by', { who })}</span>}
      {memory.text}
    </>
  );
}
