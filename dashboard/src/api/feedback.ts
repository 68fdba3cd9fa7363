import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { FeedbackAction } from 'tulving/client';
import { accessLogKey } from './access';
import { batchesKey } from './batches';
import { client } from './client';
import { refreshMemoryLists } from './memory-lists';

const feedbackKey = (id: string) => ['memory', id, 'feedback'];

/** What people said of a memory, newest first. */
export function useFeedback(id: string) {
  return useQuery({ queryKey: feedbackKey(id), queryFn: () => client.feedback.list(id) });
}

/** Whether what a search answered was to the point; kept with that search. */
export function useJudge() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ trace, ...verdict }: Judgement) =>
      client.feedback.give({
        actions: [verdict],
        ...(trace !== undefined && { trace_id: trace }),
      }),
    onSuccess: (_result, { memory_id: id }) =>
      queries.invalidateQueries({ queryKey: feedbackKey(id) }),
  });
}

export interface Judgement {
  action: 'useful' | 'not_useful';
  memory_id: string;
  /** Undefined where searches are not kept. */
  trace: string | undefined;
}

/** One thing that is said of one memory. */
export type Verdict = Exclude<FeedbackAction, { action: 'replace' }>;

export function useGiveFeedback() {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (verdict: Verdict) => client.feedback.give({ actions: [verdict] }),
    onSuccess: async () => {
      refreshMemoryLists(queries);
      void queries.invalidateQueries({ queryKey: accessLogKey });
      await queries.invalidateQueries({ queryKey: ['memory'] });
      await queries.invalidateQueries({ queryKey: batchesKey });
    },
  });
}
