import { useTranslation } from 'react-i18next';
import type { NewRule } from 'tulving/client';
import { useApps } from '@/api/apps';
import { partsOf } from './rule-draft';
import { useSentence } from './use-sentence';

/** In plain words what the rule will do, and where it is weaker or stronger than it seems. */
export function RuleMeaning({ rule }: { rule: NewRule | undefined }) {
  const { t } = useTranslation();
  const sentenceOf = useSentence();
  const { data: apps } = useApps();
  if (rule === undefined) {
    return <p className="text-sm text-ink-faint">{t('access:incomplete')}</p>;
  }
  const { kind, name } = partsOf(rule.subject);
  const isClaimed =
    kind === 'app' &&
    name !== '*' &&
    apps?.data.find((app) => app.name === name)?.claimed !== false;
  return (
    <section
      aria-label={t('access:means')}
      aria-live="polite"
      className="grid gap-1.5 rounded-md bg-sunken px-3 py-2.5"
    >
      <p className="text-sm font-medium [overflow-wrap:anywhere]">
        {sentenceOf({ ...rule, actions: rule.actions ?? ['read'] })}
      </p>
      {rule.effect === 'allow' && (
        <p className="text-xs text-ink-soft">{t('access:allow_means')}</p>
      )}
      {isClaimed && <p className="text-xs text-warn">{t('access:courtesy')}</p>}
      {(kind === 'user' || kind === 'agent') && (
        <p className="text-xs text-ink-soft">{t('access:by_key')}</p>
      )}
    </section>
  );
}
