import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { useMemory } from '@/api/memories';
import { LifeBadge, isGone, KindBadge } from '@/components/memory/state-badge';
import { MemoryDialog } from '@/components/memory/memory-dialog';
import { Page } from '@/components/page';
import { Panel } from '@/components/panel';
import { useShortcuts } from '@/components/shell/shortcuts';
import { ErrorState, LoadingLines } from '@/components/states';
import { buttonStyle } from '@/components/ui/button';
import { AccessPanel } from './access-panel';
import { DeletedNotice } from './deleted-notice';
import { EraseDialog } from './erase-dialog';
import { FeedbackPanel } from './feedback-panel';
import { LinkedMemories } from './linked-memories';
import { MemoryActions } from './memory-actions';
import { Origin } from './origin';
import { Properties } from './properties';
import { RelatedMemories } from './related-memories';
import { Sources } from './sources';
import { Succession } from './succession';
import { ValidityLine } from './validity-line';
import { Versions } from './versions';

export function MemoryPage() {
  const { id } = useParams({ from: '/shell/memories/$id' });
  const { t } = useTranslation();
  const { data: memory, error, refetch } = useMemory(id);
  // The report of an erasure stands on the page of what is no longer there.
  const [erased, setErased] = useState<string>();
  if (memory !== undefined && (error === null || erased === id)) {
    return <OneMemory key={id} memory={memory} onErased={() => setErased(id)} />;
  }
  return (
    <Page title={t('memory:title')}>
      {error === null && <LoadingLines lines={10} />}
      {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
    </Page>
  );
}

function OneMemory({ memory, onErased }: { memory: Memory; onErased: () => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<'edit' | 'erase'>();
  const close = () => setOpen(undefined);
  const edit = () => setOpen('edit');
  const isThere = !isGone(memory);
  useShortcuts('keys.memory', isThere ? [{ keys: 'e', label: 'keys.edit', run: edit }] : []);
  return (
    <Page
      title={t('memory:title')}
      description={
        <Link to="/memories" className="inline-flex items-center gap-1 hover:text-ink">
          <ArrowLeft aria-hidden className="size-3.5" />
          {t('memory:all')}
        </Link>
      }
      actions={<MemoryActions memory={memory} onEdit={edit} onErase={() => setOpen('erase')} />}
    >
      <div className="grid gap-4 px-4 md:px-6 grid-cols-[minmax(0,1fr)] lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="grid min-w-0 content-start gap-4">
          {!isThere && <DeletedNotice memory={memory} />}
          <article className="panel grid gap-3 px-5 py-4">
            <div className="flex flex-wrap items-center gap-1.5 empty:hidden">
              <KindBadge kind={memory.kind} />
              <LifeBadge memory={memory} />
            </div>
            <p className="text-lg whitespace-pre-wrap [overflow-wrap:anywhere]">{memory.text}</p>
            <Labels memory={memory} />
          </article>
          <Panel title={t('memory:validity.title')}>
            <ValidityLine memory={memory} />
            <Succession memory={memory} />
          </Panel>
          <Origin memory={memory} />
          <Sources memory={memory} />
          <Versions memory={memory} />
          <AccessPanel id={memory.id} />
        </div>
        <aside aria-label={t('memory:beside')} className="grid min-w-0 content-start gap-4">
          <Properties memory={memory} />
          {isThere && (
            <>
              <FeedbackPanel memory={memory} />
              <LinkedMemories id={memory.id} />
              <RelatedMemories id={memory.id} />
            </>
          )}
        </aside>
      </div>
      <MemoryDialog open={open === 'edit'} memory={memory} onClose={close} />
      <EraseDialog open={open === 'erase'} memory={memory} onErased={onErased} onClose={close} />
    </Page>
  );
}

/** Each leads to the memories that have it too. */
function Labels({ memory: { categories, tags } }: { memory: Memory }) {
  const labels = [
    ...categories.map((label) => ({ label, search: { category: label } })),
    ...tags.map((label) => ({ label: `#${label}`, search: { tag: label } })),
  ];
  if (labels.length === 0) return null;
  return (
    <div className="flex flex-wrap gap-1.5">
      {labels.map(({ label, search }) => (
        <Link
          key={label}
          to="/memories"
          search={search}
          className={buttonStyle({ look: 'plain', size: 'small', className: 'max-w-full' })}
        >
          <span className="truncate">{label}</span>
        </Link>
      ))}
    </div>
  );
}
