import { useTranslation } from 'react-i18next';
import { differenceOf, movesFrom } from '@/components/recall/compare-answers';
import { type RecallSearch, sideFields } from './recall-params';
import { Skeleton } from '@/components/ui/skeleton';
import { RunColumn } from './run-column';
import { differences } from './setting-table';
import { useSettingText } from './settings-panel';
import type { Run } from './use-run';

interface ComparisonProps {
  search: RecallSearch;
  a: Run;
  b: Run;
}

/** Two askings side by side, and what differs. */
export function Comparison({ search, a, b }: ComparisonProps) {
  const { t } = useTranslation();
  const [idsA, idsB] = [idsOf(a), idsOf(b)];
  const [nameA, nameB] = [t('recall:compare.a'), t('recall:compare.b')];
  return (
    <>
      {a.answer && b.answer ? (
        <WhatDiffers search={search} a={a} b={b} />
      ) : (
        <Skeleton className="h-24" />
      )}
      <div className="grid gap-4 grid-cols-[minmax(0,1fr)] lg:grid-cols-2">
        <RunColumn run={a} side={{ name: nameA, other: nameB, moves: movesFrom(idsB, idsA) }} />
        <RunColumn run={b} side={{ name: nameB, other: nameA, moves: movesFrom(idsA, idsB) }} />
      </div>
    </>
  );
}

function WhatDiffers({ search, a, b }: ComparisonProps) {
  const { t } = useTranslation();
  const { nameOf, valueOf } = useSettingText();
  const settings = differences(a.settings, b.settings);
  const { b: side = {} } = search;
  const asked = sideFields.filter((name) => (side[name] ?? search[name]) !== search[name]);
  const { both, moved, onlyA, onlyB } = differenceOf(idsOf(a), idsOf(b));
  const isSame = moved + onlyA + onlyB === 0;
  const sentences = [
    isSame ? t('recall:compare.no_change') : t('recall:compare.both', { count: both }),
    ...(moved > 0 ? [t('recall:compare.moved', { count: moved })] : []),
    ...(onlyA > 0 ? [t('recall:compare.only_a', { count: onlyA })] : []),
    ...(onlyB > 0 ? [t('recall:compare.only_b', { count: onlyB })] : []),
    ...(a.block && b.block
      ? [t('recall:compare.tokens', { a: a.block.tokens, b: b.block.tokens })]
      : []),
  ];
  return (
    <section className="panel grid gap-1 px-4 py-3 text-sm">
      <h2 className="font-semibold">{t('recall:compare.title')}</h2>
      {settings.length + asked.length === 0 ? (
        <p>{t('recall:compare.equal')}</p>
      ) : (
        <>
          <ul className="flex flex-wrap gap-x-4 gap-y-1 text-ink-soft">
            {asked.map((name) => (
              <li key={name}>
                {t(name === 'q' ? 'recall:question' : `recall:scope.${name}`)}:{' '}
                {search[name] ?? t('recall:unset')} → <b className="text-ink">{side[name]}</b>
              </li>
            ))}
            {settings.map((setting) => (
              <li key={setting.name}>
                {nameOf(setting)}: {valueOf(setting, a.settings)} →{' '}
                <b className="text-ink">{valueOf(setting, b.settings)}</b>
              </li>
            ))}
          </ul>
          <p aria-live="polite">{sentences.join(' ')}</p>
        </>
      )}
    </section>
  );
}

function idsOf({ answer }: Run): string[] {
  return answer?.results.map(({ id }) => id) ?? [];
}
