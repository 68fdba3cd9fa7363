import { Link } from '@tanstack/react-router';
import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessExplained, Memory } from 'tulving/client';
import { useExplained } from '@/api/access';
import { ErrorState, LoadingLines } from '@/components/states';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { actions } from './rule-draft';
import { useSentence } from './use-sentence';

interface SeenRowProps {
  subject: string;
  memory: Memory;
  isSeen: boolean;
}

/** A memory with whether it is seen, and why when that is asked. */
export function SeenRow({ subject, memory, isSeen }: SeenRowProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const Icon = isSeen ? Eye : EyeOff;
  return (
    <li className="grid gap-2 px-4 py-2.5">
      <div className="flex items-center gap-3">
        <span className="flex w-18 shrink-0">
          <Badge tone={isSeen ? 'good' : 'bad'}>
            <Icon aria-hidden className="size-3" />
            {t(isSeen ? 'access:view.seen' : 'access:view.hidden')}
          </Badge>
        </span>
        <Link
          data-row
          to="/memories/$id"
          params={{ id: memory.id }}
          className="line-clamp-2 min-w-0 flex-1 text-sm hover:underline"
        >
          {memory.text}
        </Link>
        <Button
          size="small"
          look="quiet"
          aria-expanded={open}
          aria-label={t('access:view.why_of', { text: memory.text.slice(0, 60) })}
          onClick={() => setOpen(!open)}
        >
          {t('access:view.why')}
        </Button>
      </div>
      {open && <Explained subject={subject} memory={memory.id} />}
    </li>
  );
}

function Explained({ subject, memory }: { subject: string; memory: string }) {
  const { data, error, refetch } = useExplained(subject, memory);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <LoadingLines lines={2} />;
  return (
    <dl className="grid gap-2 rounded-md bg-sunken px-3 py-2.5 text-sm">
      {actions.map((action) => (
        <Verdict key={action} action={action} verdict={data[action]} />
      ))}
    </dl>
  );
}

interface VerdictProps {
  action: (typeof actions)[number];
  verdict: AccessExplained['read'];
}

function Verdict({ action, verdict: { allowed, because, rules } }: VerdictProps) {
  const { t } = useTranslation();
  const sentenceOf = useSentence();
  return (
    <div className="grid gap-0.5 sm:grid-cols-[9rem_minmax(0,1fr)]">
      <dt className={allowed ? 'font-medium text-good' : 'font-medium text-bad'}>
        {t(`access:verdict.${action}_${allowed ? 'yes' : 'no'}`)}
      </dt>
      <dd className="text-ink-soft">
        {t(`access:because.${because}`)}
        {rules.map((rule) => (
          <span key={rule.id} className="block text-xs">
            {sentenceOf({ ...rule, actions: [rule.action] })}
          </span>
        ))}
      </dd>
    </div>
  );
}
