import { useApps } from '@/api/apps';
import { useKeys } from '@/api/keys';
import { useSession, useWholeScope } from '@/api/session';
import { useStats } from '@/api/stats';
import { useUserChoices } from '@/api/users';

export interface Choice {
  value: string;
  label?: string;
}

/** What can be named, by kind: only what exists. */
export function useNames(): Readonly<Record<string, readonly Choice[]>> {
  const { data: session } = useSession();
  const isAdmin = session?.scopes.includes('admin') === true;
  const { data: apps } = useApps();
  const { data: users } = useUserChoices();
  const { data: keys } = useKeys(isAdmin);
  const { data: stats } = useStats(useWholeScope());
  const named = (list: readonly { name: string }[] = []) =>
    list.map(({ name: value }) => ({ value }));
  return {
    app: named(apps?.data),
    user: users?.map(({ user_id: value }) => ({ value })) ?? [],
    agent: named(stats?.agents),
    key: keys?.map(({ id: value, name: label }) => ({ value, label })) ?? [],
    category: named(stats?.categories),
    tag: named(stats?.tags),
    cube: stats?.cubes.map((value) => ({ value })) ?? [],
  };
}

/** Users that a key of the subject is bound to are the only ones that it may ask about. */
export function useIsBound(subject: string | undefined): boolean {
  const { data: session } = useSession();
  const { data: keys } = useKeys(session?.scopes.includes('admin') === true);
  if (subject === undefined || subject.startsWith('user:')) return true;
  const key = keys?.find(({ id }) => `key:${id}` === subject);
  return key !== undefined && key.user_id !== null;
}
