import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { TulvingProblem } from 'tulving/client';
import { askForKey } from './sign-in-needed';

function onError(error: unknown): void {
  if (error instanceof TulvingProblem && error.status === 401) askForKey();
}

export const queryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      retry: (failures, error) => failures < 2 && isPassing(error),
    },
    mutations: { retry: false },
  },
});

/** What may be over when it is tried again. */
function isPassing(error: unknown): boolean {
  return !(error instanceof TulvingProblem) || error.status === 0 || error.status >= 502;
}
