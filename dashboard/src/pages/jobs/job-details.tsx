import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from 'tulving/client';
import { CodeBlock } from '@/components/code-block';
import { ExactTime } from '@/components/time';

/** All that is known of a job. */
export function JobDetails({ job, children }: { job: Job; children?: ReactNode }) {
  const { t } = useTranslation();
  const rows: readonly [string, ReactNode][] = [
    ['kind', job.kind],
    ['about', job.user_id ?? t('jobs:field.everything')],
    ['asked', <ExactTime key="at" at={job.created_at} />],
    ['due', <ExactTime key="at" at={job.due_at} />],
    ['updated', <ExactTime key="at" at={job.updated_at} />],
    ['tries', job.tries],
    ['id', <code key="id">{job.id}</code>],
  ];
  return (
    <div className="grid gap-3 bg-canvas ps-10 pe-3 pt-2 pb-4">
      <dl className="grid gap-x-6 gap-y-1.5 text-xs sm:grid-cols-2">
        {rows.map(([name, value]) => (
          <div key={name} className="flex min-w-0 gap-3">
            <dt className="w-24 shrink-0 text-ink-faint">{t(`jobs:field.${name}`)}</dt>
            <dd className="min-w-0 [overflow-wrap:anywhere]">{value}</dd>
          </div>
        ))}
      </dl>
      {job.cause !== null && <CodeBlock text={job.cause} label={t('jobs:field.cause')} />}
      {job.result !== null && job.result !== undefined && (
        <CodeBlock text={JSON.stringify(job.result, null, 2)} label={t('jobs:field.result')} />
      )}
      {children}
    </div>
  );
}
