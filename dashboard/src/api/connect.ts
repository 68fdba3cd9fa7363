import { useMutation, useQuery } from '@tanstack/react-query';
import type { NewKeyRequest } from 'tulving/client';
import { client } from './client';

/** How each client is connected to this server. */
export function useConnect() {
  return useQuery({
    queryKey: ['connect'],
    queryFn: () => client.connect(),
    staleTime: Infinity,
  });
}

/** A key for one program; its secret is answered this once. */
export function useConnectKey() {
  return useMutation({ mutationFn: (request: NewKeyRequest) => client.keys.create(request) });
}
