import { useMemo } from 'react';
import type { ContextResult, SearchResult } from 'tulving/client';
import { useBlock, useRecall } from '@/api/recall';
import { useSession, useWholeScope } from '@/api/session';
import { useStats } from '@/api/stats';
import { asContextRequest, asSearchRequest, type RecallSearch } from './recall-params';
import type { RecallSettings } from './setting-table';

/** A question asked with one side's settings: what was found, and the block. */
export interface Run {
  settings: RecallSettings;
  answer: SearchResult | undefined;
  block: ContextResult | undefined;
  error: unknown;
  /** An earlier answer is shown, while what was asked for is on its way. */
  isStale: boolean;
  again: () => void;
}

export function useRun(
  search: RecallSearch,
  settings: RecallSettings | undefined,
  user: UsualUser,
): Run {
  const asked = settings ?? {};
  const enabled = settings !== undefined && search.q !== undefined && user.isKnown;
  const found = useRecall(asSearchRequest(search, asked, user.name), enabled);
  const block = useBlock(asContextRequest(search, asked, user.name), enabled);
  return {
    settings: asked,
    answer: enabled ? found.data : undefined,
    block: enabled ? block.data : undefined,
    error: found.error ?? block.error,
    isStale: found.isPlaceholderData || block.isPlaceholderData,
    again: () => {
      void found.refetch();
      void block.refetch();
    },
  };
}

export interface UsualUser {
  /** Undefined where the key says it. */
  name: string | undefined;
  isKnown: boolean;
}

/** Whom a question is about that names nobody: as for an agent, one user and not everybody. */
export function useUsualUser(): UsualUser {
  const { data: session } = useSession();
  const { data: stats } = useStats(useWholeScope());
  return useMemo(() => {
    if (session?.key?.user_id) return { name: undefined, isKnown: true };
    if (session === undefined || stats === undefined) return { name: undefined, isKnown: false };
    const users = stats.user_ids.map(({ name }) => name);
    const isUsual = users.includes(session.default_user) || users.length === 0;
    return { name: isUsual ? session.default_user : users[0], isKnown: true };
  }, [session, stats]);
}
