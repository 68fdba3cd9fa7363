import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  ChangeWebhookRequest,
  ListDeliveriesRequest,
  NewWebhookRequest,
  ReplayDeliveriesRequest,
} from 'tulving/client';
import { client } from './client';

const webhooksKey = ['webhooks'];
const pageSize = 50;
/** In ms: deliveries have no events of their own. */
const pace = 5_000;

export function useWebhooks(enabled: boolean) {
  return useQuery({
    queryKey: webhooksKey,
    queryFn: () => client.webhooks.list(),
    refetchInterval: pace,
    enabled,
  });
}

/** What was sent, what waits, what was given up; newest first, in pages. */
export function useDeliveries(id: string, state: ListDeliveriesRequest['state']) {
  return useInfiniteQuery({
    queryKey: [...webhooksKey, id, 'deliveries', state],
    queryFn: ({ pageParam: cursor }) =>
      client.webhooks.deliveries(id, {
        limit: pageSize,
        ...(state !== undefined && { state }),
        ...(cursor !== undefined && { cursor }),
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next_cursor }) => next_cursor ?? undefined,
    refetchInterval: pace,
  });
}

/** The secret is answered this once. */
export function useMakeWebhook() {
  return useChange((request: NewWebhookRequest) => client.webhooks.create(request));
}

export function useChangeWebhook() {
  return useChange(({ id, change }: { id: string; change: ChangeWebhookRequest }) =>
    client.webhooks.update(id, change),
  );
}

export function useDeleteWebhook() {
  return useChange((id: string) => client.webhooks.delete(id));
}

export function useRotateWebhook() {
  return useChange((id: string) => client.webhooks.rotate(id));
}

export function useTestWebhook() {
  return useChange((id: string) => client.webhooks.test(id));
}

export function useReplay() {
  return useChange(({ id, ...request }: { id: string } & ReplayDeliveriesRequest) =>
    client.webhooks.replay(id, request),
  );
}

/** What any of them changes: the list and the deliveries. */
function useChange<Request, Answer>(change: (request: Request) => Promise<Answer>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: webhooksKey }),
  });
}
