import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type GraphResult, TulvingProblem } from 'tulving/client';
import { useAround } from '@/api/graph';
import { useWholeScope } from '@/api/session';
import { DaySlider } from '@/components/day-slider';
import { dayAt, endOfDay, todayHere } from '@/components/days';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { Button } from '@/components/ui/button';
import { Field, Select } from '@/components/ui/field';
import { Skeleton } from '@/components/ui/skeleton';
import { useMediaQuery } from '@/components/use-media-query';
import { clustersOf, cutTo } from './cut';
import { RelationList } from './relation-list';
import type { GraphSearch } from './search-params';

const Picture = lazy(async () => ({ default: (await import('./picture')).Picture }));

/** More than that no eye tells apart. */
const mostDrawn = 150;

interface AroundProps {
  search: GraphSearch & { entity: string };
  onChange: (change: Partial<GraphSearch>) => void;
}

/** One entity with what is related to it, as a picture and as a list that says the same. */
export function Around({ search, onChange }: AroundProps) {
  const { entity, hops = 1, at } = search;
  const request = { entity, hops, ...useWholeScope(), ...(at && { as_of: endOfDay(at) }) };
  const { data, error, refetch } = useAround(request);
  const isBefore =
    at !== undefined && error instanceof TulvingProblem && error.code === 'not_found';
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 md:px-6">
      <Controls key={entity} search={search} onChange={onChange} graph={data} />
      {isBefore && <NothingThen onNow={() => onChange({ at: undefined })} />}
      {error !== null && !isBefore && <ErrorState error={error} onRetry={() => void refetch()} />}
      {error === null && data === undefined && <LoadingLines lines={8} />}
      {error === null && data && (
        <Shown key={entity} graph={data} onEntity={(name) => onChange({ entity: name })} />
      )}
    </div>
  );
}

/** The day lies before all that is known of it. */
function NothingThen({ onNow }: { onNow: () => void }) {
  const { t } = useTranslation();
  return (
    <EmptyState
      title={t('graph:not_then.title')}
      action={<Button onClick={onNow}>{t('graph:not_then.now')}</Button>}
    >
      {t('graph:not_then.text')}
    </EmptyState>
  );
}

function Controls({
  search: { hops = 1, at },
  onChange,
  graph,
}: AroundProps & { graph: GraphResult | undefined }) {
  const { t } = useTranslation();
  // What is drawn last of a day before anything was known.
  const [known, setKnown] = useState<readonly string[]>([]);
  if (graph && graph.moments !== known) setKnown(graph.moments);
  const marks = useMemo(() => [...new Set(known.map(dayAt))], [known]);
  const [today] = useState(todayHere);
  const past = marks.filter((day) => day < today);
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Field label={t('graph:hops')}>
        {(control) => (
          <Select
            {...control}
            value={hops}
            onChange={({ target }) => onChange({ hops: target.value === '2' ? 2 : undefined })}
          >
            <option value={1}>{t('graph:steps', { count: 1 })}</option>
            <option value={2}>{t('graph:steps', { count: 2 })}</option>
          </Select>
        )}
      </Field>
      <DaySlider
        className="basis-80 grow"
        label={t('graph:as_of')}
        first={past[0]}
        last={today}
        marks={past}
        value={at}
        onChange={(day) => onChange({ at: day })}
      />
    </div>
  );
}

interface ShownProps {
  graph: GraphResult;
  onEntity: (name: string) => void;
}

function Shown({ graph, onEntity }: ShownProps) {
  const { t } = useTranslation();
  const [selected, setSelected] = useState<string>();
  const isWide = useMediaQuery('(min-width: 640px)');
  const drawn = useMemo(() => cutTo(graph, mostDrawn), [graph]);
  const clusters = useMemo(() => clustersOf(graph, drawn), [graph, drawn]);
  const left = graph.nodes.length - drawn.nodes.length;
  const isCut = graph.warnings.some(({ code }) => code === 'cut');
  const hasPicture = isWide && graph.edges.length > 0;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-4 lg:grid-cols-[minmax(0,3fr)_minmax(20rem,2fr)]">
      {hasPicture && (
        <div className="grid gap-2">
          <Suspense fallback={<Skeleton className="h-[28rem] w-full" />}>
            <Picture
              graph={drawn}
              clusters={clusters}
              selected={selected}
              onSelect={setSelected}
              onCluster={onEntity}
            />
          </Suspense>
          <p className="text-xs text-ink-faint">
            {t('graph:how')}
            {left > 0 && ` ${t('graph:clustered', { count: left })}`}
          </p>
        </div>
      )}
      <div className="grid gap-2">
        {isCut && <p className="text-xs text-ink-faint">{t('graph:cut')}</p>}
        <RelationList
          graph={graph}
          selected={selected}
          onSelect={setSelected}
          onEntity={onEntity}
        />
      </div>
    </div>
  );
}
