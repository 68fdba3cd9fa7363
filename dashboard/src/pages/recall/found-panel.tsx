import { useTranslation } from 'react-i18next';
import type { Hit, Trace } from 'tulving/client';
import { Panel } from '@/components/panel';
import { largestShare } from '@/components/recall/channel-table';
import { HitCard } from '@/components/recall/hit-card';
import { Judge } from '@/components/recall/judge';
import { Legend } from '@/components/recall/why';
import { EmptyState } from '@/components/states';
import { Badge } from '@/components/ui/badge';
import { MoveBadge } from './move-badge';
import type { PlaceInBlock, Side } from './run-column';

interface FoundPanelProps {
  trace: Trace;
  results: readonly Hit[];
  names: ReadonlyMap<string, PlaceInBlock>;
  side?: Side | undefined;
  /** By which feedback names the search. */
  traceId: string | undefined;
}

/** The memories of the answer, best first, each with its reasons. */
export function FoundPanel({ trace, results, names, side, traceId }: FoundPanelProps) {
  const { t, i18n } = useTranslation();
  const terms = trace.query.terms.map(({ term }) => term);
  const hits = new Map(trace.hits.map((hit) => [hit.memory_id, hit]));
  // An agent's search is not explained.
  const { explaining: _, ...steps } = trace.took_ms;
  const took = Object.values(steps).reduce((sum, ms) => sum + ms, 0);
  const ms = took.toLocaleString(i18n.language, { maximumFractionDigits: took < 10 ? 1 : 0 });
  return (
    <Panel
      title={side ? `${side.name} · ${t('recall:found.title')}` : t('recall:found.title')}
      aside={
        <span className="text-xs text-ink-faint tabular-nums">
          {t('recall:found.count', { count: results.length })}
          {took > 0 && ` · ${t('recall:found.took', { ms })}`}
        </span>
      }
    >
      {results.length === 0 ? (
        <Nothing trace={trace} />
      ) : (
        <>
          <div className="px-4 pb-2">
            <Legend />
          </div>
          <ol>
            {results.map((memory, at) => (
              <HitCard
                key={memory.id}
                id={memory.id}
                place={at + 1}
                isOpen={at === 0 && side === undefined}
                memory={memory}
                score={memory.score}
                hit={hits.get(memory.id)}
                terms={terms}
                largest={largestShare(trace)}
                candidates={trace.candidates}
                badges={
                  <>
                    {side && <MoveBadge move={side.moves.get(memory.id)} side={side} />}
                    <BlockBadge place={names.get(memory.id)} />
                    <Judge memory={memory.id} trace={traceId} />
                  </>
                }
              />
            ))}
          </ol>
        </>
      )}
    </Panel>
  );
}

function Nothing({ trace: { drops } }: { trace: Trace }) {
  const { t } = useTranslation();
  return (
    <EmptyState title={t('recall:found.none')}>
      {t(drops.length > 0 ? 'recall:found.none_low' : 'recall:found.none_text')}
    </EmptyState>
  );
}

function BlockBadge({ place }: { place: PlaceInBlock | undefined }) {
  const { t } = useTranslation();
  if (place === undefined) return <Badge>{t('recall:hit.not_in_block')}</Badge>;
  if ('name' in place) {
    return <Badge tone="good">{t('recall:hit.in_block', { name: place.name })}</Badge>;
  }
  return <Badge tone="warn">{t(`recall:hit.why_${place.missing}`)}</Badge>;
}
