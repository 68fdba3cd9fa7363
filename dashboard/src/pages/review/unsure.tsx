import { Link } from '@tanstack/react-router';
import { Check, Pencil } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Doubt, Doubted } from 'tulving/client';
import { useDoubts } from '@/api/reviews';
import { useSession, useWholeScope } from '@/api/session';
import { actionIcons } from '@/components/memory/action-icons';
import { MemoryDialog } from '@/components/memory/memory-dialog';
import { useMemoryActions } from '@/components/memory/use-memory-actions';
import { useVerdicts } from '@/components/memory/use-verdicts';
import { MoreButton } from '@/components/more-button';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { ReviewedMemory } from './reviewed-memory';

const actions = ['archive', 'delete'] as const;

/** What is found and may not be so, the most doubtful first. */
export function Unsure({ doubt }: { doubt: Doubt | undefined }) {
  const { t } = useTranslation();
  const { data: session } = useSession();
  const changes = { act: useMemoryActions(), ...useVerdicts() };
  const request = { ...useWholeScope(), ...(doubt && { doubt }) };
  const { data, error, refetch, ...more } = useDoubts(request);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return <LoadingLines lines={6} />;
  const doubted = data.pages.flatMap((page) => page.data);
  if (doubted.length === 0) {
    if (doubt !== undefined) return <EmptyState title={t('review:unsure.none_such')} />;
    return <EmptyState title={t('review:unsure.none')}>{t('review:unsure.none_text')}</EmptyState>;
  }
  const mayWrite = session?.scopes.includes('write') === true;
  return (
    <>
      <h2 className="sr-only">{t('review:unsure.label')}</h2>
      <p className="pb-2 text-sm text-ink-soft">{t('review:unsure.text')}</p>
      <ul className="grid gap-3">
        {doubted.map(({ memory, doubts }) => (
          <li key={memory.id} className="panel grid gap-3 px-4 py-3">
            <Reasons memory={memory} doubts={doubts} />
            <ReviewedMemory memory={memory} title={t('review:held')} />
            {mayWrite && <Choices memory={memory} doubts={doubts} {...changes} />}
          </li>
        ))}
      </ul>
      <MoreButton pages={more} />
    </>
  );
}

function Reasons({ memory, doubts }: Doubted) {
  const { t, i18n } = useTranslation();
  const confidence = Number(memory.metadata['confidence']).toLocaleString(i18n.language);
  return (
    <ul aria-label={t('review:unsure.why')} className="grid gap-0.5 text-sm text-ink-soft">
      {doubts.map((doubt) => (
        <li key={doubt} className="flex flex-wrap gap-x-2">
          {t(`review:doubt.${doubt}`, { confidence })}
          {doubt === 'contradicted' && (
            <Link to="/review" search={{ kind: 'contradiction' }} className="text-accent underline">
              {t('review:unsure.decide')}
            </Link>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Of the list, which is still there when a memory has left it. */
type Changes = ReturnType<typeof useVerdicts> & { act: ReturnType<typeof useMemoryActions> };

function Choices({ memory, doubts, act, give, isPending }: Changes & Doubted) {
  const { t } = useTranslation();
  const [isEdited, setEdited] = useState(false);
  const hasEffect = memory.trust !== 'verified' || doubts.includes('wrong');
  return (
    <div className="flex flex-wrap gap-2">
      <Button
        disabled={isPending || !hasEffect}
        onClick={() => give({ action: 'right', memory_id: memory.id })}
      >
        <Check aria-hidden />
        {t('review:unsure.accept')}
      </Button>
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
  );
}
