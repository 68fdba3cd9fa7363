import { useQuery } from '@tanstack/react-query';
import { client } from './client';

/** In ms. */
const pace = 5_000;

/** Each part of the server and how it is, asked again while somebody looks. */
export function useHealth() {
  return useQuery({
    queryKey: ['health'],
    queryFn: () => client.health(),
    refetchInterval: pace,
  });
}

/** What is kept, and where. */
export function useStatus() {
  return useQuery({
    queryKey: ['status'],
    queryFn: () => client.status(),
    refetchInterval: pace,
  });
}
