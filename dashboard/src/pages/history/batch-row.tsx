import {
  CirclePause,
  FileDown,
  type LucideIcon,
  MessageSquareWarning,
  Sparkles,
  Undo2,
  WandSparkles,
} from 'lucide-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Batch, Memory } from 'tulving/client';
import { actionIcons } from '@/components/memory/action-icons';
import { TimeAgo } from '@/components/time';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { RowToggle } from '@/components/row-toggle';
import { BatchDetails } from './batch-details';
import { countsOf } from './batch-counts';
import { BatchTitle } from './batch-title';
import { stateMade } from './batch-words';

const icons: Readonly<Record<Batch['kind'], LucideIcon>> = {
  extract: Sparkles,
  consolidate: WandSparkles,
  import: FileDown,
  feedback: MessageSquareWarning,
  states: CirclePause,
  undo: Undo2,
};

const stateIcons: Readonly<Record<Memory['state'], LucideIcon>> = {
  active: actionIcons.restore,
  paused: actionIcons.pause,
  archived: actionIcons.archive,
  deleted: actionIcons.delete,
};

interface BatchRowProps {
  batch: Batch;
  at: number;
  isOpen: boolean;
  onFocus: () => void;
  onToggle: () => void;
  /** Missing where the session may not. */
  onUndo: (() => void) | undefined;
}

export function BatchRow({ batch, at, isOpen, onFocus, onToggle, onUndo }: BatchRowProps) {
  const { t } = useTranslation();
  const id = useId();
  const state = stateMade(batch);
  const Icon = state === undefined ? icons[batch.kind] : stateIcons[state];
  const isUndone = batch.undone_at !== null;
  return (
    <li>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pe-3 hover:bg-sunken/60">
        <RowToggle
          at={at}
          isOpen={isOpen}
          controls={id}
          onFocus={onFocus}
          onToggle={onToggle}
          className="min-w-0 flex-1 basis-60"
        >
          <Icon aria-hidden className="size-4 shrink-0 text-ink-soft" />
          <span className="min-w-0 flex-1">
            <span className="block truncate text-sm font-medium">
              <BatchTitle batch={batch} />
            </span>
            <span className="block text-xs text-ink-soft">
              <Counts batch={batch} />
            </span>
            <span className="block truncate text-xs text-ink-faint">
              <TimeAgo at={batch.at} />
              {[batch.user_id, batch.app ?? batch.actor].filter(Boolean).map((who) => ` · ${who}`)}
            </span>
          </span>
          {isUndone && <Badge tone="warn">{t('history:undone')}</Badge>}
        </RowToggle>
        {onUndo && !isUndone && (
          <Button size="small" className="max-sm:mb-2 max-sm:ms-10" onClick={onUndo}>
            <Undo2 aria-hidden />
            {t(batch.kind === 'undo' ? 'history:redo' : 'history:undo')}
          </Button>
        )}
      </div>
      <div id={id}>{isOpen && <BatchDetails id={batch.id} />}</div>
    </li>
  );
}

function Counts({ batch }: { batch: Batch }) {
  const { t, i18n } = useTranslation();
  const parts = countsOf(batch).map(({ name, count }) => t(`history:count.${name}`, { count }));
  return parts.join(i18n.language === 'en' ? ' · ' : '，');
}
