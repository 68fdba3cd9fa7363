import { Link } from '@tanstack/react-router';
import { Box } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { KeptCube } from 'tulving/client';
import { useCubes } from '@/api/cubes';
import { KeptCount } from '@/components/kept-count';
import { MoreButton } from '@/components/more-button';
import { Page } from '@/components/page';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { TimeAgo } from '@/components/time';
import { useRowSteps } from '@/components/use-row-steps';

/** Where memories are kept, the last changed first. */
export function CubesPage() {
  const { t } = useTranslation();
  const pages = useCubes();
  const { data, error, refetch } = pages;
  const cubes = data?.pages.flatMap((page) => page.data);
  useRowSteps();
  return (
    <Page title={t('nav.cubes')} description={t('cubes:text')}>
      <div className="px-4 md:px-6">
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {error === null && cubes === undefined && <LoadingLines lines={8} />}
        {error === null && cubes?.length === 0 && (
          <EmptyState title={t('cubes:empty')}>{t('cubes:empty_text')}</EmptyState>
        )}
        {error === null && cubes !== undefined && cubes.length > 0 && (
          <ul aria-label={t('nav.cubes')} className="panel divide-y divide-line">
            {cubes.map((cube) => (
              <Row key={cube.cube} kept={cube} />
            ))}
          </ul>
        )}
        <MoreButton pages={pages} />
      </div>
    </Page>
  );
}

function Row({ kept }: { kept: KeptCube }) {
  const { t } = useTranslation();
  const { cube, last_at } = kept;
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-sunken/60">
      <div className="flex min-w-0 flex-1 basis-48 items-center gap-3">
        <Box aria-hidden className="size-4 shrink-0 text-ink-faint" />
        <Link
          data-row
          to="/cubes/$cube"
          params={{ cube }}
          className="truncate text-sm font-semibold after:absolute after:inset-0"
        >
          {cube}
        </Link>
      </div>
      <p className="text-xs text-ink-soft tabular-nums">
        <KeptCount kept={kept} />
        {last_at !== null && (
          <>
            {' · '}
            {t('cubes:changed')} <TimeAgo at={last_at} />
          </>
        )}
      </p>
    </li>
  );
}
