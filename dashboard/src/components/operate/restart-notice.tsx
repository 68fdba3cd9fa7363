import { RotateCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';

/** What was changed holds from the next start on. */
export function RestartNotice({ configFile }: { configFile?: string | null | undefined }) {
  const { t } = useTranslation();
  return (
    <div
      role="status"
      className="panel flex flex-wrap items-center gap-3 border-warn/40 px-4 py-3 text-sm"
    >
      <RotateCw aria-hidden className="size-5 shrink-0 text-warn" />
      <p className="min-w-0 flex-1 basis-60">
        <strong className="font-medium">{t('operate:restart.title')}</strong>{' '}
        <span className="text-ink-soft">{t('operate:restart.text')}</span>
        {typeof configFile === 'string' && (
          <span className="block font-mono text-xs text-ink-faint [overflow-wrap:anywhere]">
            {configFile}
          </span>
        )}
      </p>
    </div>
  );
}
