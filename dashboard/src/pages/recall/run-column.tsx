import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState, LoadingLines } from '@/components/states';
import { classNames } from '@/components/ui/class-names';
import type { Move } from '@/components/recall/compare-answers';
import { BlockPanel } from './block-panel';
import { ByReason } from './by-reason';
import { FoundPanel } from './found-panel';
import { HowRead } from './how-read';
import { LeftOut } from './left-out';
import type { Run } from './use-run';

export interface Side {
  name: string;
  other: string;
  /** By memory, how it stands against the other side. */
  moves: ReadonlyMap<string, Move>;
}

interface RunColumnProps {
  run: Run;
  /** Then there is room beside it. */
  isAlone?: boolean;
  side?: Side;
}

/** All that came of a question: the memories, the block, what is missing, how it was read. */
export function RunColumn({ run, isAlone = false, side }: RunColumnProps) {
  const { t } = useTranslation();
  const { answer, block, error, isStale } = run;
  const names = useMemo(() => namesInBlock(run), [run]);
  if (error !== null && error !== undefined)
    return <ErrorState error={error} onRetry={run.again} />;
  if (answer?.trace === undefined || block === undefined) return <LoadingLines lines={9} />;
  const { trace, results } = answer;
  const parts = { run, trace, results, block, names, side };
  return (
    <div
      aria-busy={isStale}
      className={classNames(
        'grid min-w-0 content-start gap-4 transition-opacity',
        isAlone && 'lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]',
        isStale && 'opacity-60',
      )}
    >
      <FoundPanel {...parts} traceId={answer.trace_id} />
      <div className="grid min-w-0 content-start gap-4">
        <BlockPanel block={block} budget={run.settings.budget} side={side?.name} />
        <HowRead trace={trace} />
        <LeftOut trace={trace} block={block} />
        <ByReason trace={trace} />
      </div>
      <span className="sr-only" role="status">
        {isStale ? t('loading') : t('recall:found.count', { count: results.length })}
      </span>
    </div>
  );
}

/** `m3`, as the block names it, or why it is not there. */
export type PlaceInBlock =
  | { readonly name: string }
  | { readonly missing: 'budget' | 'repeats' | 'min_score' };

function namesInBlock({ block }: Run): ReadonlyMap<string, PlaceInBlock> {
  if (block === undefined) return new Map();
  return new Map<string, PlaceInBlock>([
    ...block.left_out.map(({ id, reason }) => [id, { missing: reason }] as const),
    ...Object.entries(block.sources).map(([name, { memory_id }]) => [memory_id, { name }] as const),
  ]);
}
