import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Memory } from 'tulving/client';
import { actionIcons } from '@/components/memory/action-icons';
import { actionsFor, useMemoryActions } from '@/components/memory/use-memory-actions';
import { Button, IconButton } from '@/components/ui/button';

interface BulkBarProps {
  selected: readonly Memory[];
  onClear: () => void;
}

/** What can be done with all that are selected. */
export function BulkBar({ selected, onClear }: BulkBarProps) {
  const { t } = useTranslation();
  const act = useMemoryActions();
  if (selected.length === 0) return null;
  const possible = new Set(selected.flatMap(actionsFor));
  const common = [...possible].filter((action) =>
    selected.every((memory) => actionsFor(memory).includes(action)),
  );
  return (
    <div
      role="toolbar"
      aria-label={t('memories:selection')}
      className="absolute inset-x-0 bottom-4 z-20 mx-auto flex w-fit max-w-[calc(100%-1rem)] animate-appear items-center gap-1 overflow-x-auto rounded-xl border border-line-strong bg-raised p-1.5 shadow-float"
    >
      <span className="px-2 text-sm font-medium whitespace-nowrap" aria-live="polite">
        {t('memories:selected', { count: selected.length })}
      </span>
      {common.map((action) => {
        const Icon = actionIcons[action];
        return (
          <Button
            key={action}
            look={action === 'delete' ? 'danger' : 'plain'}
            onClick={() => {
              onClear();
              void act(action, selected);
            }}
          >
            <Icon />
            {t(`action.${action}`)}
          </Button>
        );
      })}
      <IconButton label={t('memories:clear_selection')} onClick={onClear}>
        <X />
      </IconButton>
    </div>
  );
}
