import { useRef, useState } from 'react';
import type { Job } from 'tulving/client';
import { changeOf, type JobChange } from '@/api/jobs';
import { useShortcuts } from '@/components/shell/shortcuts';
import { JobRow } from './job-row';
import { useJobActions } from './use-job-actions';

interface JobListProps {
  jobs: readonly Job[];
  mayChange: boolean;
}

/** j and k go from job to job, Enter opens one. */
export function JobList({ jobs, mayChange }: JobListProps) {
  const list = useRef<HTMLUListElement>(null);
  const [cursor, setCursor] = useState(-1);
  const change = useJobActions();
  function move(by: number) {
    const next = Math.min(Math.max(cursor + by, 0), jobs.length - 1);
    setCursor(next);
    list.current?.querySelector<HTMLElement>(`[data-row="${next}"]`)?.focus();
  }
  const down = () => move(1);
  const up = () => move(-1);
  const changeCurrent = (wanted: JobChange) => () => {
    const job = jobs[cursor];
    if (mayChange && job && changeOf(job) === wanted) change(job, wanted);
  };
  useShortcuts('keys.list', [
    { keys: 'j', label: 'keys.down', run: down },
    { keys: 'ArrowDown', label: 'keys.down', run: down },
    { keys: 'k', label: 'keys.up', run: up },
    { keys: 'ArrowUp', label: 'keys.up', run: up },
    { keys: 'r', label: 'jobs:rerun', run: changeCurrent('rerun') },
    { keys: 'c', label: 'jobs:cancel', run: changeCurrent('cancel') },
  ]);
  return (
    <ul ref={list} className="panel divide-y divide-line overflow-hidden">
      {jobs.map((job, at) => (
        <JobRow
          key={job.id}
          job={job}
          at={at}
          onFocus={() => setCursor(at)}
          onChange={mayChange ? change : undefined}
        />
      ))}
    </ul>
  );
}
