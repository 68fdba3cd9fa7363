import { CircleAlert, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { problemText } from '@/api/problem-text';
import { Button } from './ui/button';
import { Skeleton } from './ui/skeleton';

interface EmptyProps {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

export function EmptyState({ title, children, action }: EmptyProps) {
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-2 px-6 py-14 text-center">
      <h2 className="text-lg font-semibold">{title}</h2>
      {children !== undefined && <p className="text-sm text-ink-soft">{children}</p>}
      {action !== undefined && (
        <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>
      )}
    </div>
  );
}

/** What went wrong and what to do, in the person's language, by the code of the error. */
export function ErrorState({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation();
  const { title, detail, remedy, code } = problemText(error, t);
  return (
    <div
      role="alert"
      className="mx-auto grid max-w-lg justify-items-center gap-2 px-6 py-14 text-center"
    >
      <CircleAlert aria-hidden className="size-6 text-bad" />
      <h2 className="text-lg font-semibold">{title}</h2>
      <p className="text-sm text-ink-soft">{remedy}</p>
      <p className="font-mono text-xs text-ink-faint">
        {code}
        {detail !== '' && `: ${detail}`}
      </p>
      {onRetry && (
        <Button className="mt-2" onClick={onRetry}>
          <RefreshCw />
          {t('try_again')}
        </Button>
      )}
    </div>
  );
}

export function LoadingLines({ lines = 6 }: { lines?: number }) {
  const { t } = useTranslation();
  return (
    <div role="status" className="grid gap-3 p-4">
      <span className="sr-only">{t('loading')}</span>
      {Array.from({ length: lines }, (_, at) => (
        <Skeleton key={at} className={at % 3 === 2 ? 'h-4 w-2/3' : 'h-4 w-full'} />
      ))}
    </div>
  );
}
