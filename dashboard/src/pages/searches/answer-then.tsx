import { useTranslation } from 'react-i18next';
import type { KeptTrace } from 'tulving/client';
import { useMemoryTexts } from '@/api/memory-texts';
import { Panel } from '@/components/panel';
import { largestShare } from '@/components/recall/channel-table';
import { HitCard } from '@/components/recall/hit-card';
import { Legend } from '@/components/recall/why';
import { LoadingLines } from '@/components/states';
import { Badge } from '@/components/ui/badge';
import { SaidThen } from './said-then';

/** What was answered, with the reasons where they were asked for then. Texts are those of today. */
export function AnswerThen({ trace }: { trace: KeptTrace }) {
  const { t } = useTranslation();
  const { results, trace: explained, candidates } = trace;
  const texts = useMemoryTexts(results.map(({ memory_id }) => memory_id));
  const hits = new Map(explained?.hits.map((hit) => [hit.memory_id, hit]));
  const terms = explained?.query.terms.map(({ term }) => term) ?? [];
  return (
    <Panel
      title={t('searches:answer')}
      aside={
        <span className="text-xs text-ink-faint tabular-nums">
          {t('recall:found.count', { count: results.length })}
        </span>
      }
    >
      <div className="grid gap-2 px-4 pb-2">
        {explained === null && results.length > 0 && (
          <p className="text-sm text-ink-soft">{t('searches:unexplained')}</p>
        )}
        {results.length === 0 && <p className="pb-2 text-sm">{t('searches:empty')}</p>}
        {explained && <Legend />}
      </div>
      {texts.some(({ isLoading }) => isLoading) ? (
        <LoadingLines lines={4} />
      ) : (
        <ol>
          {results.map(({ memory_id: id, score, version }, at) => (
            <HitCard
              key={id}
              id={id}
              place={at + 1}
              isOpen={at === 0}
              memory={texts[at]?.memory}
              score={score}
              hit={hits.get(id)}
              terms={terms}
              largest={explained ? largestShare(explained) : 0}
              candidates={candidates}
              badges={
                <>
                  {texts[at]?.memory && texts[at].memory.version !== version && (
                    <Badge tone="warn">{t('searches:changed_since', { version })}</Badge>
                  )}
                  {texts[at]?.memory && <SaidThen memory={id} trace={trace.id} />}
                </>
              }
            />
          ))}
        </ol>
      )}
    </Panel>
  );
}
