import { Ban, Check, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { Rule } from 'tulving/client';
import { useAddRule, useRemoveRule } from '@/api/access';
import { problemText } from '@/api/problem-text';
import { ClaimedBadge } from '@/components/claimed-badge';
import { TimeAgo } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { IconButton } from '@/components/ui/button';
import { useSentence } from './use-sentence';

export function RuleRow({ rule }: { rule: Rule }) {
  const { t } = useTranslation();
  const sentence = useSentence()({ ...rule, actions: [rule.action] });
  const remove = useRemove(rule);
  const isDeny = rule.effect === 'deny';
  const Icon = isDeny ? Ban : Check;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1.5 px-4 py-3">
      <div className="grid min-w-0 flex-1 basis-72 gap-1">
        <p className="text-sm font-medium [overflow-wrap:anywhere]">{sentence}</p>
        <div className="flex flex-wrap items-center gap-1.5 text-xs text-ink-faint">
          <Badge tone={isDeny ? 'bad' : 'good'}>
            <Icon aria-hidden className="size-3" />
            {t(`access:effect.${rule.effect}`)}
          </Badge>
          {rule.subject.startsWith('app:') && rule.subject !== 'app:*' && (
            <ClaimedBadge claimed={rule.claimed} />
          )}
          <code>
            {rule.subject} {rule.action} {rule.object}
          </code>
          <TimeAgo at={rule.created_at} />
        </div>
        {rule.claimed && <p className="text-xs text-warn">{t('access:courtesy')}</p>}
      </div>
      <IconButton label={t('access:remove', { sentence })} onClick={remove}>
        <Trash2 />
      </IconButton>
    </li>
  );
}

/** Gone at once; the same rule comes back with undo. */
function useRemove({ id, subject, object, effect, action }: Rule): () => void {
  const { t } = useTranslation();
  const { mutateAsync: remove } = useRemoveRule();
  const { mutateAsync: add } = useAddRule();
  const told = async (work: () => Promise<unknown>, done: () => void) => {
    try {
      await work();
      done();
    } catch (error) {
      const { title, remedy } = problemText(error, t);
      toast.error(title, { description: remedy });
    }
  };
  const back = () =>
    void told(
      () => add({ subject, object, effect, actions: [action] }),
      () => toast(t('access:did.back')),
    );
  return () =>
    void told(
      () => remove(id),
      () => toast.success(t('access:did.removed'), { action: { label: t('undo'), onClick: back } }),
    );
}
