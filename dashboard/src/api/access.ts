import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ListAccessRequest, Memory, NewRule } from 'tulving/client';
import { client, clientAs } from './client';
import { useWholeScope } from './session';

const rulesKey = ['access', 'rules'];
const seenKey = ['access', 'seen'];

export function useRules(enabled: boolean) {
  return useQuery({ queryKey: rulesKey, queryFn: () => client.access.list(), enabled });
}

export function useAddRule() {
  return useChange((rule: NewRule) => client.access.add(rule));
}

export function useRemoveRule() {
  return useChange((id: string) => client.access.remove(id));
}

/** Rules change what others see. */
function useChange<Request, Answer>(change: (request: Request) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () => queries.invalidateQueries({ queryKey: ['access'] }),
  });
}

export const accessLogKey = ['access', 'log'];

const logPage = 50;

/** Who has read and written what, newest first. */
export function useAccessLog(request: ListAccessRequest, enabled = true) {
  return useInfiniteQuery({
    queryKey: [...accessLogKey, request],
    queryFn: ({ pageParam: cursor }) =>
      client.accessLog.list({
        ...request,
        limit: logPage,
        ...(cursor !== undefined && { cursor }),
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    enabled,
  });
}

const seenPage = 40;

interface Seer {
  /** Such as `app:cursor`. */
  subject: string;
  /** Whether a key ties that one to a user: then it may ask about no other. */
  bound: boolean;
}

const aboutAll = ({ bound }: Seer) => (bound ? {} : { user_id: '*' });

/** Memories, each page with which of them somebody else sees: as the server answers that one. */
export function useSeenBy(seer: Seer) {
  const scope = useWholeScope();
  return useInfiniteQuery({
    queryKey: [...seenKey, seer, scope],
    queryFn: async ({ pageParam: cursor }) => {
      const more = cursor === undefined ? { total: true } : { cursor };
      const page = await client.list({ ...scope, limit: seenPage, ...more });
      return { ...page, seen: await seenAmong(seer, page.data) };
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
  });
}

async function seenAmong(seer: Seer, memories: readonly Memory[]): Promise<ReadonlySet<string>> {
  if (memories.length === 0) return new Set();
  const filters = { id: { in: memories.map(({ id }) => id) } };
  const asked = { ...aboutAll(seer), limit: seenPage, filters };
  const { data } = await clientAs(seer.subject).list(asked);
  return new Set(data.map(({ id }) => id));
}

/** How many of all memories somebody else sees. */
export function useSeenCount(seer: Seer) {
  return useQuery({
    queryKey: [...seenKey, seer, 'count'],
    queryFn: async () => {
      const asked = { ...aboutAll(seer), limit: 1, total: true };
      const { total } = await clientAs(seer.subject).list(asked);
      return total ?? 0;
    },
  });
}

/** Why somebody may or may not see a memory. */
export function useExplained(subject: string, memory: string) {
  return useQuery({
    queryKey: ['access', 'explained', subject, memory],
    queryFn: () => client.access.explain({ subject, memory }),
  });
}
