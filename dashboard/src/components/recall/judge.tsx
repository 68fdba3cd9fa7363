import { ThumbsDown, ThumbsUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import { type Judgement, useJudge } from '@/api/feedback';
import { problemText } from '@/api/problem-text';
import { useSession } from '@/api/session';
import { classNames } from '../ui/class-names';

interface JudgeProps {
  memory: string;
  /** The search that found it. */
  trace: string | undefined;
}

const verdicts = [
  { action: 'useful', icon: ThumbsUp },
  { action: 'not_useful', icon: ThumbsDown },
] as const;

/** Says whether it was to the point. Is written down with the search, and changes no memory. */
export function Judge({ memory, trace }: JudgeProps) {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const { mutate, isPending } = useJudge();
  const [said, setSaid] = useState<{ action: Judgement['action']; trace: string | undefined }>();
  if (session?.scopes.includes('write') !== true) return null;
  const say = (action: Judgement['action']) =>
    mutate(
      { action, memory_id: memory, trace },
      {
        onSuccess: () => setSaid({ action, trace }),
        onError: (error) => toast.error(problemText(error, t).title),
      },
    );
  return (
    <span role="group" aria-label={t('reasons:judge.label')} className="inline-flex gap-0.5">
      {verdicts.map(({ action, icon: Icon }) => {
        const isSaid = said?.action === action && said.trace === trace;
        return (
          <button
            key={action}
            type="button"
            data-judge={action}
            aria-pressed={isSaid}
            aria-label={t(`reasons:judge.${action}`)}
            title={t(`reasons:judge.${action}`)}
            // Not disabled: the focus would be lost, and with it the memory that j and k go on from.
            aria-disabled={isPending}
            onClick={() => !isSaid && !isPending && say(action)}
            className={classNames(
              'inline-flex size-6 items-center justify-center rounded-sm hover:bg-sunken',
              isSaid ? 'bg-accent-soft text-accent' : 'text-ink-faint hover:text-ink',
            )}
          >
            <Icon aria-hidden className="size-3.5" />
          </button>
        );
      })}
    </span>
  );
}
