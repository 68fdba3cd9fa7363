import { Link, useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Stats } from 'tulving/client';
import { useTraces } from '@/api/traces';
import { useShortcuts } from '@/components/shell/shortcuts';
import { TimeAgo } from '@/components/time';
import { Button } from '@/components/ui/button';
import { Input } from '@/components/ui/field';

const field = 'home-about';
const lately = 3;

/** What somebody wants to know who has never been here, each answered from here. */
export function ThreeQuestions({ stats }: { stats: Stats }) {
  const { t } = useTranslation();
  return (
    <section aria-label={t('home:ask.label')} className="grid gap-3 lg:grid-cols-3">
      <Question title={t('home:ask.what')}>
        <About stats={stats} />
      </Question>
      <Question title={t('home:ask.why')}>
        <Lately />
      </Question>
      <Question title={t('home:ask.who')}>
        <ul className="grid gap-1 text-sm">
          {(
            [
              { to: '/access', search: { tab: 'view' }, name: 'see' },
              { to: '/access', search: { tab: 'log' }, name: 'read' },
              { to: '/access', search: { tab: 'log', kind: 'writes' }, name: 'changed' },
              { to: '/history', search: {}, name: 'undo' },
              { to: '/timeline', search: {}, name: 'believed' },
            ] as const
          ).map(({ to, search, name }) => (
            <li key={name}>
              <Link to={to} search={search} className="text-accent hover:underline">
                {t(`home:ask.${name}`)}
              </Link>
            </li>
          ))}
        </ul>
      </Question>
    </section>
  );
}

function Question({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="panel grid min-h-36 min-w-0 content-start gap-2.5 px-4 py-3">
      <h2 className="text-sm font-semibold">{title}</h2>
      {children}
    </div>
  );
}

/** A name of a user leads to all about that one; other words are searched by meaning. */
function About({ stats }: { stats: Stats }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  useShortcuts('keys.list', [
    {
      keys: '/',
      label: 'keys.search',
      run: () => document.getElementById(field)?.focus(),
    },
  ]);
  const users = stats.user_ids.map(({ name }) => name);
  function ask(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const typed = new FormData(event.currentTarget).get('about');
    const words = typeof typed === 'string' ? typed.trim() : '';
    if (words === '') return;
    const search = users.includes(words) ? { user: words } : { q: words };
    void navigate({ to: '/memories', search });
  }
  return (
    <form onSubmit={ask} className="grid gap-2">
      <div className="flex gap-2">
        <span className="relative min-w-0 flex-1">
          <Search aria-hidden className="absolute start-2.5 top-2 size-4 text-ink-faint" />
          <Input
            id={field}
            name="about"
            type="search"
            autoComplete="off"
            aria-label={t('home:ask.about')}
            placeholder={t('home:ask.about')}
            className="ps-8"
            onKeyDown={({ key, currentTarget }) => key === 'Escape' && currentTarget.blur()}
          />
        </span>
        <Button type="submit">{t('home:ask.find')}</Button>
      </div>
      <p className="flex min-w-0 flex-wrap gap-x-3 gap-y-1 text-sm">
        {users.slice(0, 4).map((user) => (
          <Link
            key={user}
            to="/memories"
            search={{ user }}
            className="max-w-full truncate text-accent hover:underline"
          >
            {t('home:ask.all_about', { user })}
          </Link>
        ))}
      </p>
    </form>
  );
}

/** What agents asked last: each tells what it was answered, and why. */
function Lately() {
  const { t } = useTranslation();
  const { data } = useTraces();
  const traces = data?.pages[0]?.data.slice(0, lately) ?? [];
  return (
    <ul className="grid gap-1 text-sm">
      {traces.map(({ id, request, at, app }) => (
        <li key={id} className="flex min-w-0 items-baseline gap-2">
          <Link
            to="/recall/searches/$id"
            params={{ id }}
            className="min-w-0 truncate text-accent hover:underline"
          >
            {String(request['query'])}
          </Link>
          <span className="shrink-0 text-xs text-ink-faint">
            {app !== null && `${app} · `}
            <TimeAgo at={at} />
          </span>
        </li>
      ))}
      <li>
        <Link to="/recall" className="text-accent hover:underline">
          {t(traces.length > 0 ? 'home:ask.try' : 'home:ask.try_first')}
        </Link>
      </li>
    </ul>
  );
}
