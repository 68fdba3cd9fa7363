import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectClient, ConnectResult } from 'tulving/client';
import { useConnect } from '@/api/connect';
import { CodeBlock } from '@/components/code-block';
import { Panel } from '@/components/panel';
import { ErrorState, LoadingLines } from '@/components/states';
import { buttonStyle } from '@/components/ui/button';
import { Select } from '@/components/ui/field';
import { CopyButton } from '@/components/ui/copy-button';
import { Tabs } from '@/components/ui/tabs';
import { ConnectKey } from './connect-key';

/** A tab for each program, with what to paste where. */
export function ConnectPanel() {
  const { t } = useTranslation();
  const { data, error, refetch } = useConnect();
  return (
    <div id="connect">
      <Panel title={t('home:connect.title')}>
        <p className="px-4 pb-2 text-sm text-ink-soft">{t('home:connect.text')}</p>
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {error === null && (data ? <Clients connect={data} /> : <LoadingLines />)}
      </Panel>
    </div>
  );
}

function Clients({ connect }: { connect: ConnectResult }) {
  const { t } = useTranslation();
  const [secret, setSecret] = useState<string>();
  const [chosen, setChosen] = useState(connect.clients[0]?.id ?? '');
  const [shown, others] = split(connect.clients, chosen);
  const withKey = (text: string) =>
    secret === undefined ? text : text.replaceAll(connect.key_placeholder, secret);
  return (
    <>
      <Tabs
        look="pills"
        label={t('home:connect.clients')}
        value={chosen}
        onChange={setChosen}
        aside={
          <Select
            aria-label={t('home:connect.more')}
            value=""
            onChange={({ target }) => setChosen(target.value)}
            className="h-7 rounded-full"
          >
            <option value="">{t('home:connect.more')}</option>
            {others.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </Select>
        }
        tabs={shown.map((entry) => ({
          id: entry.id,
          label: entry.title,
          content: <ClientTab entry={entry} withKey={withKey} />,
        }))}
      />
      {connect.needs_key && <ConnectKey secret={secret} onMade={setSecret} />}
      <dl className="grid gap-x-6 gap-y-2 border-t border-line px-4 py-3 text-sm sm:grid-cols-2">
        <Address name={t('home:connect.mcp')} url={connect.mcp_url} />
        <Address name={t('home:connect.rest')} url={connect.base_url} />
      </dl>
    </>
  );
}

const pills = 8;

/** Those that most people have, with the chosen one, and the others. */
function split(clients: readonly ConnectClient[], chosen: string) {
  const isShown = ({ id }: ConnectClient, at: number) => at < pills || id === chosen;
  return [clients.filter(isShown), clients.filter((entry, at) => !isShown(entry, at))] as const;
}

interface ClientTabProps {
  entry: ConnectClient;
  withKey: (text: string) => string;
}

function ClientTab({ entry, withKey }: ClientTabProps) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'en' ? 'en' : 'zh';
  const { command, snippet, link, next, steps } = entry;
  return (
    <div className="grid gap-4 p-4 lg:grid-cols-2">
      <div className="grid min-w-0 content-start gap-3">
        {command !== null && (
          <div className="grid gap-1.5">
            <h3 className="text-xs font-medium text-ink-soft">{t('home:connect.command')}</h3>
            <CodeBlock text={withKey(command)} label={t('home:connect.command')} />
          </div>
        )}
        {steps.length > 0 && (
          <ol className="grid list-decimal gap-1 ps-5 text-sm text-ink-soft">
            {steps.map((step) => (
              <li key={step.en}>{step[language]}</li>
            ))}
          </ol>
        )}
        {link !== null && (
          <a
            href={withKey(link.url)}
            className={buttonStyle({ look: 'plain', className: 'justify-self-start' })}
          >
            {t('home:connect.link', { client: entry.title })}
          </a>
        )}
        {next !== null && <p className="text-sm text-ink-soft">{next[language]}</p>}
      </div>
      {snippet !== null && (
        <div className="grid min-w-0 content-start gap-1.5">
          <h3 className="truncate text-xs font-medium text-ink-soft">
            {t('home:connect.snippet', { file: snippet.file ?? snippet.format })}
          </h3>
          <CodeBlock text={withKey(snippet.text)} label={snippet.file ?? snippet.format} />
        </div>
      )}
    </div>
  );
}

function Address({ name, url }: { name: string; url: string }) {
  return (
    <div className="flex min-w-0 items-center gap-2">
      <dt className="shrink-0 text-xs font-medium text-ink-soft">{name}</dt>
      <dd className="flex min-w-0 items-center font-mono text-xs">
        <span className="truncate">{url}</span>
        <CopyButton text={url} />
      </dd>
    </div>
  );
}
