import { CircleCheck, CircleX, ThumbsDown, ThumbsUp } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { useFeedback } from '@/api/feedback';
import { useVerdicts } from '@/components/memory/use-verdicts';
import { Panel } from '@/components/panel';
import { TimeAgo } from '@/components/time';
import { Button } from '@/components/ui/button';
import { WrongDialog } from './wrong-dialog';

/** What people say of the memory. Only "right" and "wrong" change it. */
export function FeedbackPanel({ memory }: { memory: Memory }) {
  const { t } = useTranslation();
  const [isWrong, setWrong] = useState(false);
  const { give, isPending } = useVerdicts();
  const { id: memory_id } = memory;
  return (
    <Panel title={t('memory:feedback.title')}>
      <div className="flex flex-wrap gap-1.5 px-4 pb-3">
        <Button
          size="small"
          disabled={isPending}
          onClick={() => give({ action: 'useful', memory_id })}
        >
          <ThumbsUp aria-hidden />
          {t('memory:feedback.useful')}
        </Button>
        <Button
          size="small"
          disabled={isPending}
          onClick={() => give({ action: 'not_useful', memory_id })}
        >
          <ThumbsDown aria-hidden />
          {t('memory:feedback.not_useful')}
        </Button>
        <Button
          size="small"
          disabled={isPending}
          onClick={() => give({ action: 'right', memory_id })}
        >
          <CircleCheck aria-hidden />
          {t('memory:feedback.right')}
        </Button>
        <Button size="small" disabled={isPending} onClick={() => setWrong(true)}>
          <CircleX aria-hidden />
          {t('memory:feedback.wrong')}
        </Button>
      </div>
      <Given id={memory_id} />
      <WrongDialog
        open={isWrong}
        memory={memory}
        onClose={() => setWrong(false)}
        onSay={(verdict) => {
          setWrong(false);
          give(verdict);
        }}
      />
    </Panel>
  );
}

function Given({ id }: { id: string }) {
  const { t } = useTranslation();
  const { data } = useFeedback(id);
  if (data === undefined || data.length === 0) return null;
  return (
    <ul aria-label={t('memory:feedback.given')} className="grid gap-1 px-4 pb-3 text-xs">
      {data.map(({ id: entry, verdict, reason, actor, app, at }) => (
        <li key={entry} className="text-ink-faint">
          <span className="font-medium text-ink-soft">{t(`memory:feedback.${verdict}`)}</span>
          {[reason, app ?? actor].filter(Boolean).map((word) => ` · ${word}`)} · <TimeAgo at={at} />
        </li>
      ))}
    </ul>
  );
}
