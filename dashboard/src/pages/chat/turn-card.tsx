import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { ChatResult } from 'tulving/client';
import { problemText } from '@/api/problem-text';
import { Button } from '@/components/ui/button';
import { isOpen, piecesOf, type Turn } from './turn';

interface TurnCardProps {
  turn: Turn;
  isLast: boolean;
  /** Missing while something is being answered. */
  onAsk: ((question: string) => void) | undefined;
}

/** A question, its answer, and the memories that the answer rests on. */
export function TurnCard({ turn, isLast, onAsk }: TurnCardProps) {
  const { t } = useTranslation();
  const { question, answer, result, error } = turn;
  return (
    <article className="panel grid gap-3 px-4 py-3">
      <h2 className="text-sm font-semibold [overflow-wrap:anywhere]">{question}</h2>
      <div aria-live="polite" aria-busy={isOpen(turn)}>
        {answer !== '' && <Answer turn={turn} />}
        {answer === '' && isOpen(turn) && (
          <p className="text-sm text-ink-faint">{t('chat:thinking')}</p>
        )}
        {turn.isStopped && <p className="text-sm text-ink-faint">{t('chat:stopped')}</p>}
        {error !== undefined && <Trouble error={error} />}
      </div>
      {result && <Grounds result={result} />}
      {isLast && result && result.suggestions.length > 0 && (
        <section aria-label={t('chat:suggestions')} className="flex flex-wrap gap-2">
          {result.suggestions.map((next) => (
            <Button
              key={next}
              size="small"
              className="h-auto min-h-7 max-w-full py-1 text-start whitespace-normal"
              disabled={onAsk === undefined}
              onClick={() => onAsk?.(next)}
            >
              {next}
            </Button>
          ))}
        </section>
      )}
    </article>
  );
}

function Answer({ turn: { answer, memories } }: { turn: Turn }) {
  const { t } = useTranslation();
  return (
    <p data-answer className="text-base whitespace-pre-wrap [overflow-wrap:anywhere]">
      {piecesOf(answer).map(({ text, mark }, at) => {
        const id = mark === undefined ? undefined : memories[mark];
        if (id === undefined) return text;
        return (
          <Link
            key={at}
            to="/memories/$id"
            params={{ id }}
            aria-label={t('chat:memory', { mark })}
            className="mx-0.5 rounded bg-accent-soft px-1 align-super text-2xs font-semibold text-accent hover:underline"
          >
            {mark}
          </Link>
        );
      })}
    </p>
  );
}

/** What it rests on, and what did not go as wanted. */
function Grounds({ result: { citations, found, warnings, usage } }: { result: ChatResult }) {
  const { t, i18n } = useTranslation();
  const shown = (count: number | null) => (count ?? 0).toLocaleString(i18n.language);
  const input = shown(usage.input_tokens);
  const output = shown(usage.output_tokens);
  return (
    <footer className="grid gap-2">
      {citations.length > 0 && (
        <ol aria-label={t('chat:citations')} className="grid gap-1 border-t border-line pt-2">
          {citations.map(({ mark, memory_id, quote }) => (
            <li key={mark} className="flex min-w-0 gap-2 text-sm">
              <span className="text-xs leading-5 font-semibold text-ink-faint">{mark}</span>
              <Link
                to="/memories/$id"
                params={{ id: memory_id }}
                className="min-w-0 text-ink-soft [overflow-wrap:anywhere] hover:underline"
              >
                {quote}
              </Link>
            </li>
          ))}
        </ol>
      )}
      {!found && <p className="text-sm text-warn">{t('chat:nothing_found')}</p>}
      {warnings.map(({ code }) => (
        <p key={code} className="text-xs text-warn">
          {t(`chat:warning.${code}`)}
        </p>
      ))}
      <p className="text-xs text-ink-faint">
        {t('chat:usage', { count: usage.calls, input, output })}
      </p>
    </footer>
  );
}

function Trouble({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const { title, remedy, code } = problemText(error, t);
  return (
    <div role="alert" className="grid gap-1 text-sm">
      <p className="font-medium text-bad">{title}</p>
      <p className="text-ink-soft">{remedy}</p>
      <p className="font-mono text-xs text-ink-faint">{code}</p>
    </div>
  );
}
