import { Link } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { KeptUser } from 'tulving/client';
import { useUserDays, useUsers } from '@/api/users';
import { Initial } from '@/components/initial';
import { KeptCount } from '@/components/kept-count';
import { MoreButton } from '@/components/more-button';
import { Page } from '@/components/page';
import { SearchField } from '@/components/search-field';
import { EmptyState, ErrorState, LoadingLines } from '@/components/states';
import { TimeAgo } from '@/components/time';
import { useRowSteps } from '@/components/use-row-steps';

/** Whom memories are about, the last changed first. */
export function UsersPage() {
  const { t } = useTranslation();
  const [letters, setLetters] = useState('');
  const text = useDeferredValue(letters.trim());
  const pages = useUsers(text);
  const { data, error, refetch } = pages;
  const users = data?.pages.flatMap((page) => page.data);
  const isNarrowed = letters.trim() !== '' || text !== '';
  const isSearchable = isNarrowed || (users !== undefined && users.length > 0);
  const { data: days } = useUserDays(true);
  useRowSteps();
  const searches = new Map(days?.users.map((one) => [one.user_id, one.searches]));
  return (
    <Page title={t('nav.users')} description={t('users:text')}>
      <div className="grid gap-3 px-4 md:px-6">
        {isSearchable && (
          <SearchField label={t('users:search')} value={letters} onChange={setLetters} />
        )}
        {error !== null && <ErrorState error={error} onRetry={() => void refetch()} />}
        {error === null && users === undefined && <LoadingLines lines={8} />}
        {error === null && users?.length === 0 && !isNarrowed && (
          <EmptyState title={t('users:empty')}>{t('users:empty_text')}</EmptyState>
        )}
        {error === null && users !== undefined && isSearchable && (
          <>
            <List users={users} searches={searches} />
            <MoreButton pages={pages} />
          </>
        )}
      </div>
    </Page>
  );
}

interface ListProps {
  users: readonly KeptUser[];
  searches: ReadonlyMap<string | null, number>;
}

function List({ users, searches }: ListProps) {
  const { t } = useTranslation();
  if (users.length === 0) return <EmptyState title={t('users:nothing')} />;
  return (
    <div className="panel">
      <ul aria-label={t('nav.users')} className="divide-y divide-line">
        {users.map((user) => (
          <Row key={user.user_id} user={user} searches={searches.get(user.user_id) ?? 0} />
        ))}
      </ul>
    </div>
  );
}

function Row({ user, searches }: { user: KeptUser; searches: number }) {
  const { t } = useTranslation();
  const { user_id, last_at } = user;
  return (
    <li className="relative flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-3 hover:bg-sunken/60">
      <div className="flex min-w-0 flex-1 basis-48 items-center gap-3">
        <Initial name={user_id} />
        <Link
          data-row
          to="/users/$user"
          params={{ user: user_id }}
          // The whole row is the link.
          className="truncate text-sm font-semibold after:absolute after:inset-0 focus-visible:after:outline-2"
        >
          {user_id}
        </Link>
      </div>
      <p className="text-xs text-ink-soft tabular-nums">
        <KeptCount kept={user} />
        {searches > 0 && ` · ${t('users:searches', { count: searches })}`}
        {last_at !== null && (
          <>
            {' · '}
            {t('users:changed')} <TimeAgo at={last_at} />
          </>
        )}
      </p>
    </li>
  );
}
