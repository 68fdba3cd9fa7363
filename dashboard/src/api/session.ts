import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { SignInRequest } from 'tulving/client';
import { client } from './client';

const sessionKey = ['session'];

/** Who uses the page, and what that one may. */
export function useSession() {
  return useQuery({
    queryKey: sessionKey,
    queryFn: () => client.session.get(),
    staleTime: 60_000,
  });
}

export function useBeginSession() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (request: SignInRequest) => client.session.begin(request),
    // What another one was shown is not shown to this one.
    onSuccess: () => queries.resetQueries(),
  });
}

export function useEndSession() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => client.session.end(),
    onSuccess: () => queries.resetQueries(),
  });
}

/** The scope that covers all that the session may read. */
export function useWholeScope(): { user_id?: string } {
  const { data } = useSession();
  return data?.key?.user_id ? {} : { user_id: '*' };
}
