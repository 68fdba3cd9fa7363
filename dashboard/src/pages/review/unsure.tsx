import { Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { useMemoryList } from '@/api/memories';
import { useSession, useWholeScope } from '@/api/session';
import { actionIcons } from '@/components/memory/action-icons';
import { MemoryDialog } from '@/components/memory/memory-dialog';
import { useMemoryActions } from '@/components/memory/use-memory-actions';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { ReviewedMemory } from './reviewed-memory';

const actions = ['archive', 'delete'] as const;

/** What is found though no person has said it: words from outside, of a page or a file. */
export function Unsure() {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const act = useMemoryActions();
  const request = { ...useWholeScope(), filters: { trust: 'outside' } };
  const { data, error, refetch, ...more } = useMemoryList(request);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <LoadingLines lines={6} />;
  const memories = data.pages.flatMap((page) => page.data);
  if (memories.length === 0) {
    return <EmptyState title={t('review:unsure.none')}>{t('review:unsure.none_text')}</EmptyState>;
  }
  const mayWrite = session?.scopes.includes('write') === true;
  return (
    <>
      <h2 className="sr-only">{t('review:unsure.label')}</h2>
      <p className="pb-2 text-sm text-ink-soft">{t('review:unsure.text')}</p>
      <ul className="grid gap-3">
        {memories.map((memory) => (
          <UnsureOne key={memory.id} memory={memory} mayWrite={mayWrite} act={act} />
        ))}
      </ul>
      {more.hasNextPage && (
        <div className="grid justify-center pt-3">
          <Button disabled={more.isFetchingNextPage} onClick={() => void more.fetchNextPage()}>
            {t('review:more')}
          </Button>
        </div>
      )}
    </>
  );
}

interface UnsureOneProps {
  memory: Memory;
  mayWrite: boolean;
  /** Of the list, which is still there when the memory has left it. */
  act: ReturnType<typeof useMemoryActions>;
}

function UnsureOne({ memory, mayWrite, act }: UnsureOneProps) {
  const { t } = useTranslation();
  const [isEdited, setEdited] = useState(false);
  return (
    <li className="panel grid gap-3 px-4 py-3">
      <ReviewedMemory memory={memory} title={t('review:held')} />
      {mayWrite && (
        <div className="flex flex-wrap gap-2">
          <Button look="quiet" onClick={() => setEdited(true)}>
            <Pencil aria-hidden />
            {t('review:edit')}
          </Button>
          {actions.map((action) => {
            const Icon = actionIcons[action];
            return (
              <Button key={action} look="quiet" onClick={() => void act(action, [memory])}>
                <Icon aria-hidden />
                {t(`action.${action}`)}
              </Button>
            );
          })}
          <MemoryDialog open={isEdited} memory={memory} onClose={() => setEdited(false)} />
        </div>
      )}
    </li>
  );
}
