import { useTranslation } from 'react-i18next';
import type { RestoreRequest } from 'tulving/client';
import { useKeepAtStart } from '@/api/backups';
import { Failure } from '@/components/failure';
import { Button } from '@/components/ui/button';

/** What the next start restores, or why the last one did not; with the way to take it back. */
export function Asked({ request }: { request: RestoreRequest }) {
  const { t } = useTranslation();
  const { mutate, isPending, error } = useKeepAtStart();
  const { name, failed } = request;
  return (
    <section
      role="status"
      aria-label={t('backups:asked.title')}
      className="panel flex flex-wrap items-center gap-3 border-warn/40 px-4 py-3 text-sm"
    >
      <div className="grid min-w-0 flex-1 basis-60 gap-1">
        <p className="font-medium text-warn">
          {t(failed === null ? 'backups:asked.waits' : 'backups:asked.failed')}
        </p>
        <code className="text-xs text-ink-soft [overflow-wrap:anywhere]">{name}</code>
        <p className="text-ink-soft [overflow-wrap:anywhere]">
          {failed ?? t('backups:asked.text')}
        </p>
        {error !== null && <Failure error={error} />}
      </div>
      <Button size="small" disabled={isPending} onClick={() => mutate(name)}>
        {t(failed === null ? 'backups:asked.back' : 'backups:asked.seen')}
      </Button>
    </section>
  );
}
