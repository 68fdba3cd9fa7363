import { Link } from '@tanstack/react-router';
import { RefreshCw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ModelList } from 'tulving/client';
import { useReindexEstimate } from '@/api/models';
import { Panel } from '@/components/panel';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { ReindexDialog } from './reindex-dialog';

/** What memories are found by: words and built-in vectors, and those of a model. */
export function IndexPanel({ vectors }: Pick<ModelList, 'vectors'>) {
  const { t, i18n } = useTranslation();
  const { data: estimate } = useReindexEstimate({ vectors: false, all: false });
  const [open, setOpen] = useState<'index' | 'vectors'>();
  const shown = (count: number | undefined) => count?.toLocaleString(i18n.language) ?? '…';
  const facts: readonly (readonly [string, ReactNode])[] = [
    ['memories', shown(estimate?.index.memories)],
    ['outdated', shown(estimate?.index.outdated)],
    ...(vectors
      ? ([
          ['dimension', vectors.dimension === null ? '–' : shown(vectors.dimension)],
          ['pending', shown(vectors.pending)],
          [
            'in_use',
            <Badge key="in_use" tone={vectors.in_use ? 'good' : 'warn'}>
              {t(vectors.in_use ? 'models:index.yes' : 'models:index.not_yet')}
            </Badge>,
          ],
        ] as const)
      : []),
  ];
  return (
    <Panel
      title={t('models:index.title')}
      aside={
        <span className="flex flex-wrap gap-2">
          <Button size="small" onClick={() => setOpen('index')}>
            <RefreshCw />
            {t('models:index.index')}
          </Button>
          {vectors && (
            <Button size="small" onClick={() => setOpen('vectors')}>
              <RefreshCw />
              {t('models:index.vectors')}
            </Button>
          )}
        </span>
      }
    >
      <div className="grid gap-3 px-4 pb-4">
        <p className="text-sm text-ink-soft">
          {t('models:index.text')}{' '}
          <Link to="/jobs" className="text-accent underline">
            {t('models:index.jobs')}
          </Link>
        </p>
        <dl className="grid grid-cols-2 gap-2 sm:grid-cols-5">
          {facts.map(([name, value]) => (
            <div key={name} className="grid content-start rounded-md bg-sunken px-3 py-2">
              <dt className="text-xs text-ink-soft">{t(`models:index.${name}`)}</dt>
              <dd className="text-base font-semibold tabular-nums">{value}</dd>
            </div>
          ))}
        </dl>
        {vectors && vectors.given_up > 0 && (
          <p className="text-sm text-warn [overflow-wrap:anywhere]">
            {t('models:index.given_up', { count: vectors.given_up })} {vectors.cause}
          </p>
        )}
      </div>
      <ReindexDialog what={open} onClose={() => setOpen(undefined)} />
    </Panel>
  );
}
