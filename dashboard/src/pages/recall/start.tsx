import { useTranslation } from 'react-i18next';
import type { KeptTrace } from 'tulving/client';
import { useTraces } from '@/api/traces';
import { EmptyState } from '@/components/states';
import { Button } from '@/components/ui/button';
import { type RecallSearch, recallSearchOf } from './recall-params';

const most = 6;

/** Before the first question: what there is to see, and what was asked lately. */
export function Start({ onAsk }: { onAsk: (search: RecallSearch) => void }) {
  const { t } = useTranslation();
  const { data } = useTraces();
  const lately = questionsOf(data?.pages.flatMap((page) => page.data) ?? []);
  return (
    <EmptyState
      title={t('recall:start')}
      action={
        lately.length > 0 && (
          <>
            <h3 className="w-full text-xs font-medium text-ink-faint">
              {t('recall:start_lately')}
            </h3>
            {lately.map((search) => (
              <Button
                key={`${search.user}/${search.q}`}
                className="max-w-full"
                onClick={() => onAsk(search)}
              >
                <span className="truncate">{search.q}</span>
              </Button>
            ))}
          </>
        )
      }
    >
      {t('recall:start_text')}
    </EmptyState>
  );
}

/** Each once, newest first. */
function questionsOf(traces: readonly KeptTrace[]): RecallSearch[] {
  const byQuestion = new Map(
    traces
      .filter(({ redacted }) => redacted.length === 0)
      .map(({ request }) => recallSearchOf({ ...request, reference_time: undefined }))
      .toReversed()
      .map((search) => [`${search.user}/${search.q}`, search]),
  );
  return [...byQuestion.values()].toReversed().slice(0, most);
}
