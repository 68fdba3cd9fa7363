import { CirclePause, CirclePlay, Eraser } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogLevel, LogLine } from 'tulving/client';
import { useLiveLog } from '@/api/logs';
import { ChoicePills } from '@/components/choice-pills';
import { AdminOnly, useMayOperate } from '@/components/operate/admin-only';
import { Page } from '@/components/page';
import { useShortcuts } from '@/components/shell/shortcuts';
import { EmptyState, ErrorState } from '@/components/states';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Input } from '@/components/ui/field';
import { LogLines } from './log-lines';
import { matching, textOf } from './matching';

const levels: readonly LogLevel[] = ['error', 'info', 'debug'];

/** The lines of the server's log, while they are written. */
export function LogsPage() {
  const { t } = useTranslation();
  const mayOperate = useMayOperate() === true;
  const [isLive, setLive] = useState(true);
  const log = useLiveLog(mayOperate, isLive);
  const toggle = () => setLive((before) => !before);
  useShortcuts('logs:keys', [{ keys: 'p', label: 'logs:pause', run: toggle }]);
  return (
    <Page
      fill
      title={t('nav.logs')}
      description={t('logs:text')}
      actions={
        mayOperate && (
          <>
            <Badge tone={isLive ? 'good' : 'warn'}>{t(isLive ? 'logs:live' : 'logs:paused')}</Badge>
            <Button onClick={toggle} aria-pressed={!isLive}>
              {isLive ? <CirclePause /> : <CirclePlay />}
              {t(isLive ? 'logs:pause' : 'logs:go_on')}
            </Button>
          </>
        )
      }
    >
      <AdminOnly>
        {log.error === null ? (
          <Log log={log} />
        ) : (
          <ErrorState error={log.error} onRetry={log.retry} />
        )}
      </AdminOnly>
    </Page>
  );
}

function Log({ log }: { log: ReturnType<typeof useLiveLog> }) {
  const { t } = useTranslation();
  const search = useRef<HTMLInputElement>(null);
  const [level, setLevel] = useState<LogLevel>();
  const [text, setText] = useState('');
  const shown = useMemo(() => matching(log.lines, { level, text }), [log.lines, level, text]);
  useShortcuts('logs:keys', [
    {
      keys: '/',
      label: 'keys.search',
      run: (event) => {
        event.preventDefault();
        search.current?.focus();
      },
    },
  ]);
  const known = levels.filter((one) => log.about?.level !== 'info' || one !== 'debug');
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 px-4 pb-4 md:px-6">
      <div className="flex flex-wrap items-center gap-2">
        <ChoicePills
          label={t('logs:level')}
          value={level}
          onChange={setLevel}
          choices={[
            { value: undefined, label: t('logs:levels.all') },
            ...known.map((one) => ({ value: one, label: t(`logs:levels.${one}`) })),
          ]}
        />
        <Input
          ref={search}
          type="search"
          aria-label={t('logs:search')}
          placeholder={t('logs:search')}
          value={text}
          onChange={({ target }) => setText(target.value)}
          className="min-w-0 flex-1 basis-40"
        />
        <CopyButton text={shown.map(textOf).join('\n')} label={t('logs:copy')} className="h-8" />
        <Button size="small" className="h-8" onClick={log.clear}>
          <Eraser />
          {t('logs:clear')}
        </Button>
      </div>
      <Shown lines={shown} isNarrowed={level !== undefined || text !== ''} />
      <p className="text-xs text-ink-faint">
        {t('logs:count', { count: shown.length })}
        {log.about && ` · ${t('logs:kept', { count: log.about.kept, level: log.about.level })}`}
      </p>
    </div>
  );
}

function Shown({ lines, isNarrowed }: { lines: readonly LogLine[]; isNarrowed: boolean }) {
  const { t } = useTranslation();
  if (lines.length > 0) return <LogLines lines={lines} />;
  return (
    <div className="panel min-h-0 flex-1">
      <EmptyState title={t(isNarrowed ? 'logs:none' : 'logs:empty')}>
        {t('logs:empty_text')}
      </EmptyState>
    </div>
  );
}
