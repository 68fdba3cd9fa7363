import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Job } from 'tulving/client';
import { type JobChange, useChangeJob } from '@/api/jobs';
import { problemText } from '@/api/problem-text';

const opposite: Readonly<Record<JobChange, JobChange>> = { cancel: 'rerun', rerun: 'cancel' };
/** In what state a job is once the change has been made. */
const changed: Readonly<Record<JobChange, readonly Job['state'][]>> = {
  cancel: ['cancelled'],
  rerun: ['waiting', 'running', 'done'],
};

/** Cancels a job or lets it run again, tells it, and offers to undo it. */
export function useJobActions() {
  const { t } = useTranslation();
  const { mutate } = useChangeJob();
  function change({ id }: Job, wanted: JobChange, isUndo = false) {
    mutate(
      { id, change: wanted },
      {
        onSuccess: (job) => {
          if (!changed[wanted].includes(job.state)) return void toast(t('jobs:ended_before'));
          toast.success(t(`jobs:done.${wanted}`), {
            ...(!isUndo && {
              action: { label: t('undo'), onClick: () => change(job, opposite[wanted], true) },
            }),
          });
        },
        onError: (error) => {
          const { title, remedy } = problemText(error, t);
          toast.error(title, { description: remedy });
        },
      },
    );
  }
  return change;
}
