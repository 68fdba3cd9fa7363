import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Key, NewKeyRequest } from 'tulving/client';
import { client } from './client';

const keysKey = ['keys'];

/** Also those that have ended, newest first. */
export function useKeys(enabled: boolean) {
  return useQuery({
    queryKey: keysKey,
    queryFn: async () => (await client.keys.list()).toReversed(),
    enabled,
  });
}

export type KeyLife = 'good' | 'expired' | 'revoked';

export function lifeOf({ revoked_at, expires_at }: Key): KeyLife {
  if (revoked_at !== null) return 'revoked';
  return expires_at !== null && Date.parse(expires_at) <= Date.now() ? 'expired' : 'good';
}

/** The whole key is answered this once. */
export function useMakeKey() {
  return useChange((request: NewKeyRequest) => client.keys.create(request));
}

export function useRevokeKey() {
  return useChange((id: string) => client.keys.revoke(id));
}

/** A new key in place of an old one, which is taken for so long still. */
export function useRotateKey() {
  return useChange(({ id, grace }: { id: string; grace: number }) =>
    client.keys.rotate(id, { grace_seconds: grace }),
  );
}

/** What any key changes: the list, and with the first one how programs connect. */
function useChange<Request, Answer>(change: (request: Request) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: keysKey }),
        queries.invalidateQueries({ queryKey: ['connect'] }),
      ]),
  });
}
