import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { App, Memory } from 'tulving/client';
import { useMemoryList } from '@/api/memories';
import { useWholeScope } from '@/api/session';
import { ChoicePills } from '@/components/choice-pills';
import { MemoryCard } from '@/components/memory/memory-card';
import { MoreButton } from '@/components/more-button';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';

const pageSize = 30;
const states = ['active', 'paused', 'archived', 'deleted'] as const;

/** What bears its name, by state. */
export function CreatedList({ app }: { app: App }) {
  const { t } = useTranslation();
  const scope = useWholeScope();
  const [state, setState] = useState<Memory['state']>('active');
  const filters = { app_id: app.name };
  const list = useMemoryList({ ...scope, state, filters }, true, pageSize);
  const memories = list.data?.pages.flatMap(({ data }) => data);
  return (
    <>
      <div className="px-4 py-3">
        <ChoicePills
          label={t('field.state')}
          value={state}
          onChange={(next) => setState(next ?? 'active')}
          choices={states.map((value) => ({ value, label: t(`value.state.${value}`) }))}
        />
      </div>
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.error === null && memories === undefined && <LoadingLines lines={6} />}
      {memories?.length === 0 && (
        <EmptyState title={t('apps:none_created')}>{t('apps:none_created_text')}</EmptyState>
      )}
      <ul aria-label={t('apps:tab.created')} className="border-t border-line empty:hidden">
        {memories?.map((memory) => (
          <MemoryCard key={memory.id} memory={memory} />
        ))}
      </ul>
      <MoreButton pages={list} />
    </>
  );
}
