import { X } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import type { BulkAction } from '@/api/memories';
import { actionIcons } from '@/components/memory/action-icons';
import { actionsFor, useMemoryActions } from '@/components/memory/use-memory-actions';
import { Button, IconButton } from '@/components/ui/button';
import type { MeantByFilter } from './search-params';

/** Asked for seldom, and the table should stand soon. */
const BulkDialog = lazy(async () => ({ default: (await import('./bulk-dialog')).BulkDialog }));

interface BulkBarProps {
  selected: readonly Memory[];
  /** How many the list has, also those that are not in the page. */
  total: number | undefined;
  /** All that the list has, as a request; left out where there is none. */
  matching?: (() => MeantByFilter | undefined) | undefined;
  onClear: () => void;
}

/** What can be done with all that are selected, or with all that the filter leaves. */
export function BulkBar({ selected, total, matching, onClear }: BulkBarProps) {
  const { t } = useTranslation();
  const act = useMemoryActions();
  const [everything, setEverything] = useState<MeantByFilter>();
  const [asked, setAsked] = useState<BulkAction>();
  if (selected.length === 0) return null;
  const possible = new Set(selected.flatMap(actionsFor));
  const common = [...possible].filter((action) =>
    selected.every((memory) => actionsFor(memory).includes(action)),
  );
  function clear() {
    setEverything(undefined);
    onClear();
  }
  function choose(action: BulkAction) {
    if (everything) return setAsked(action);
    clear();
    void act(action, selected);
  }
  const offersAll = matching !== undefined && total !== undefined && total > selected.length;
  const count = everything ? (total ?? 0) : selected.length;
  return (
    <div
      role="toolbar"
      aria-label={t('memories:selection')}
      className="absolute inset-x-0 bottom-4 z-20 mx-auto flex w-fit max-w-[calc(100%-1rem)] animate-appear items-center gap-1 overflow-x-auto rounded-xl border border-line-strong bg-raised p-1.5 shadow-float"
    >
      <span className="px-2 text-sm font-medium whitespace-nowrap" aria-live="polite">
        {t(everything ? 'memories:everything' : 'memories:selected', { count })}
      </span>
      {offersAll && !everything && (
        <Button look="quiet" onClick={() => setEverything(matching())}>
          {t('memories:select_everything', { count: total })}
        </Button>
      )}
      {common.map((action) => {
        const Icon = actionIcons[action];
        return (
          <Button
            key={action}
            look={action === 'delete' ? 'danger' : 'plain'}
            onClick={() => choose(action)}
          >
            <Icon />
            {t(`action.${action}`)}
          </Button>
        );
      })}
      <IconButton label={t('memories:clear_selection')} onClick={clear}>
        <X />
      </IconButton>
      {everything && (
        <Suspense>
          <BulkDialog
            action={asked}
            meant={everything}
            onClose={() => setAsked(undefined)}
            onGo={(action) => {
              clear();
              void act(action, everything);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
