import { Link, useParams } from '@tanstack/react-router';
import { ArrowLeft, FlaskConical, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { toast } from 'sonner';
import type { KeptTrace } from 'tulving/client';
import { problemText } from '@/api/problem-text';
import { useReplay, useTrace } from '@/api/traces';
import { Page } from '@/components/page';
import { ErrorState, LoadingLines } from '@/components/states';
import { Button, buttonStyle } from '@/components/ui/button';
import { ByReason } from '../recall/by-reason';
import { HowRead } from '../recall/how-read';
import { LeftOut } from '../recall/left-out';
import { recallSearchOf } from '../recall/recall-params';
import { useHitKeys } from '../recall/use-hit-keys';
import { AnswerThen } from './answer-then';
import { AskedPanel } from './asked-panel';
import { OutcomePanel } from './outcome-panel';

/** One search of the past: what was asked, what was answered, and what would be answered now. */
export function SearchPage() {
  const { id } = useParams({ from: '/shell/recall/searches/$id' });
  const { data: trace, error, refetch } = useTrace(id);
  if (error !== null) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (trace === undefined) return <LoadingLines lines={10} />;
  return <OneSearch key={id} trace={trace} />;
}

function OneSearch({ trace }: { trace: KeptTrace }) {
  const { t } = useTranslation();
  const { mutate, data: report, isPending } = useReplay();
  const [outcome] = report?.outcomes ?? [];
  const isWhole = trace.redacted.length === 0;
  const again = () =>
    mutate(
      { ids: [trace.id] },
      { onError: (error) => void toast.error(problemText(error, t).title) },
    );
  useHitKeys();
  return (
    <Page
      title={t('searches:one')}
      description={
        <Link to="/recall/searches" className="inline-flex items-center gap-1 hover:text-ink">
          <ArrowLeft aria-hidden className="size-3.5" />
          {t('recall:lately')}
        </Link>
      }
      actions={
        isWhole && (
          <>
            <Link
              to="/recall"
              search={recallSearchOf(trace.request)}
              className={buttonStyle({ look: 'plain' })}
            >
              <FlaskConical />
              {t('searches:try')}
            </Link>
            <Button look="primary" onClick={again} disabled={isPending}>
              <RefreshCw className={isPending ? 'animate-spin' : ''} />
              {t('searches:replay')}
            </Button>
          </>
        )
      }
    >
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4 px-4 md:px-6">
        <AskedPanel trace={trace} />
        {outcome && <OutcomePanel outcome={outcome} />}
        <AnswerThen trace={trace} />
        {trace.trace && (
          <>
            <HowRead trace={trace.trace} />
            <LeftOut trace={trace.trace} />
            <ByReason trace={trace.trace} />
          </>
        )}
      </div>
    </Page>
  );
}
