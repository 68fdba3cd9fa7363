import { Link } from '@tanstack/react-router';
import { Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { ImportReport } from 'tulving/client';
import { useUndo } from '@/api/batches';
import { Failure } from '@/components/failure';
import { Panel } from '@/components/panel';
import { Badge } from '@/components/ui/badge';
import { Button, buttonStyle } from '@/components/ui/button';

/** What a file brings, or has brought: counts, doublets, problems, and the way back. */
export function ImportResult({ report, children }: { report: ImportReport; children: ReactNode }) {
  const { t } = useTranslation();
  const { dry_run: isDry, format } = report;
  return (
    <Panel
      title={t(isDry ? 'exchange:result.preview' : 'exchange:result.done')}
      aside={<Badge>{t(`exchange:formats.${format}`)}</Badge>}
    >
      <div role="status" className="grid gap-4 px-4 pb-4">
        <Counts report={report} />
        <Notes report={report} />
        <Problems errors={report.errors} refused={report.refused} />
        <div className="flex flex-wrap gap-2">
          {children}
          {report.batch !== null && <Back batch={report.batch} />}
        </div>
      </div>
    </Panel>
  );
}

function Counts({ report }: { report: ImportReport }) {
  const { t, i18n } = useTranslation();
  const kinds = [...new Set([...Object.keys(report.read), ...Object.keys(report.made)])];
  const shown = (count = 0) => count.toLocaleString(i18n.language);
  if (kinds.length === 0) return <p className="text-sm">{t('exchange:result.nothing')}</p>;
  return (
    <table className="w-full max-w-md text-sm tabular-nums">
      <thead>
        <tr className="border-b border-line text-xs text-ink-faint">
          <th scope="col" className="py-1.5 text-start font-medium">
            {t('exchange:result.kind')}
          </th>
          <th scope="col" className="text-end font-medium">
            {t('exchange:result.read')}
          </th>
          <th scope="col" className="text-end font-medium">
            {t(report.dry_run ? 'exchange:result.would' : 'exchange:result.made')}
          </th>
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {kinds.map((kind) => (
          <tr key={kind}>
            <th scope="row" className="py-1.5 text-start font-normal">
              {t(`exchange:kind.${kind}`, { defaultValue: kind })}
            </th>
            <td className="text-end text-ink-soft">{shown(report.read[kind])}</td>
            <td className="text-end font-medium">{shown(report.made[kind])}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const counted = ['duplicates', 'deleted_here', 'blocked'] as const;

function Notes({ report }: { report: ImportReport }) {
  const { t } = useTranslation();
  const { redacted, not_kept: notKept } = report;
  const told = counted.filter((name) => report[name] > 0);
  if (told.length + redacted.length + notKept.length === 0) return null;
  return (
    <ul className="grid gap-1 text-sm text-ink-soft">
      {told.map((name) => (
        <li key={name}>{t(`exchange:result.${name}`, { count: report[name] })}</li>
      ))}
      {redacted.length > 0 && (
        <li>{t('exchange:result.redacted', { what: redacted.join(', ') })}</li>
      )}
      {notKept.length > 0 && <li>{t('exchange:result.not_kept', { what: notKept.join(', ') })}</li>}
    </ul>
  );
}

function Problems({ errors, refused }: Pick<ImportReport, 'errors' | 'refused'>) {
  const { t } = useTranslation();
  if (refused === 0) return null;
  return (
    <details open={errors.length <= 5} className="rounded-md bg-warn-soft px-3 py-2 text-sm">
      <summary className="font-medium text-warn">
        {t('exchange:result.refused', { count: refused })}
      </summary>
      <ul className="mt-2 grid gap-1 text-xs">
        {errors.map(({ place, detail }, at) => (
          <li key={`${at} ${place}`} className="[overflow-wrap:anywhere]">
            <code>{place}</code> {detail}
          </li>
        ))}
      </ul>
    </details>
  );
}

function Back({ batch }: { batch: string }) {
  const { t } = useTranslation();
  const { mutate, isPending, isSuccess, error } = useUndo();
  const undo = () =>
    mutate({ batch }, { onSuccess: () => void toast.success(t('exchange:result.undone')) });
  return (
    <>
      <Button disabled={isPending || isSuccess} onClick={undo}>
        <Undo2 />
        {t(isSuccess ? 'exchange:result.undone' : 'exchange:result.undo')}
      </Button>
      <Link to="/history" className={buttonStyle({ look: 'quiet' })}>
        {t('exchange:result.history')}
      </Link>
      {error !== null && <Failure error={error} />}
    </>
  );
}
