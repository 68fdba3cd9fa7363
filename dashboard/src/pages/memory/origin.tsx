import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { useHistory } from '@/api/memories';
import { Panel } from '@/components/panel';
import { exactTime } from '@/components/time';

/** Why it exists, in sentences. */
export function Origin({ memory }: { memory: Memory }) {
  const { t, i18n } = useTranslation();
  const { data: history } = useHistory(memory.id);
  const at = (time: string) => exactTime(time, i18n.language);
  const [source, ...more] = memory.sources;
  const created = history?.find(({ event }) => event === 'created');
  const corrections = history?.filter(({ event }) => event === 'updated').length ?? 0;
  const sentences = [
    source
      ? t(source.speaker || source.role ? 'memory:origin.said' : 'memory:origin.noted', {
          who: source.speaker ?? (source.role && t(`memory:role.${source.role}`)),
          at: at(source.occurred_at),
        })
      : t('memory:origin.no_source'),
    created?.app
      ? t('memory:origin.kept_by', { app: created.app, at: at(created.at) })
      : t('memory:origin.kept', { at: at(memory.created_at) }),
    ...(more.length > 0 ? [t('memory:origin.evidence', { count: more.length })] : []),
    ...(corrections > 0 ? [t('memory:origin.corrected', { count: corrections })] : []),
    ...(memory.superseded_by ? [t('memory:origin.superseded')] : []),
    ...(memory.merged_into ? [t('memory:origin.merged')] : []),
  ];
  return (
    <Panel title={t('memory:origin.title')}>
      <p className="px-4 pb-4 text-sm text-ink-soft">
        {sentences.join(i18n.language === 'en' ? ' ' : '')}
      </p>
    </Panel>
  );
}
