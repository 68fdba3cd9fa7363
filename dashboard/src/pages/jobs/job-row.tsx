import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from 'tulving/client';
import { changeOf, type JobChange } from '@/api/jobs';
import { TimeAgo } from '@/components/time';
import { Button } from '@/components/ui/button';
import { RowToggle } from '@/components/row-toggle';
import { JobDetails } from './job-details';
import { JobStateBadge } from './job-state-badge';
import { Progress } from './progress';

interface JobRowProps {
  job: Job;
  at: number;
  onFocus: () => void;
  /** Missing where the session may not. */
  onChange: ((job: Job, change: JobChange) => void) | undefined;
}

export function JobRow({ job, at, onFocus, onChange }: JobRowProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const id = useId();
  const change = changeOf(job);
  return (
    <li>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pe-3 hover:bg-sunken/60">
        <RowToggle
          at={at}
          isOpen={open}
          controls={id}
          onFocus={onFocus}
          onToggle={() => setOpen(!open)}
          className="min-w-0 flex-1 basis-60 flex-wrap gap-y-0.5"
        >
          <span className="min-w-0 flex-1">
            <span className="block truncate text-sm font-medium">
              {t(`jobs:kind.${job.kind}`, { defaultValue: job.kind })}
            </span>
            <Told job={job} />
          </span>
          <JobStateBadge state={job.state} />
        </RowToggle>
        {onChange && (
          <span className="flex w-28 justify-end max-sm:hidden">
            {change && <ChangeButton {...{ job, change, onChange }} />}
          </span>
        )}
      </div>
      {job.state === 'running' && job.progress && <Progress progress={job.progress} />}
      {open && (
        <div id={id}>
          <JobDetails job={job}>
            {change && onChange && (
              <span className="sm:hidden">
                <ChangeButton {...{ job, change, onChange }} />
              </span>
            )}
          </JobDetails>
        </div>
      )}
    </li>
  );
}

/** In one line: why it failed, else when it runs, or when it was last at work. */
function Told({ job: { state, cause, due_at, updated_at } }: { job: Job }) {
  const { t } = useTranslation();
  if (cause !== null && state !== 'done') {
    return <span className="line-clamp-2 text-xs text-bad">{cause}</span>;
  }
  const at = state === 'waiting' ? due_at : updated_at;
  return (
    <span className="block text-xs text-ink-faint">
      {t(`jobs:when.${state}`)} <TimeAgo at={at} />
    </span>
  );
}

interface ChangeButtonProps {
  job: Job;
  change: JobChange;
  onChange: (job: Job, change: JobChange) => void;
}

function ChangeButton({ job, change, onChange }: ChangeButtonProps) {
  const { t } = useTranslation();
  return (
    <Button size="small" onClick={() => onChange(job, change)}>
      {t(`jobs:${change}`)}
    </Button>
  );
}
