import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { TulvingProblem } from 'tulving/client';
import { client } from './client';
import { jobsKey } from './jobs';
import { refreshMemoryLists } from './memory-lists';
import { statsKey } from './stats';

/** Changes come in bursts; the page asks again once for each. */
const pause = 700;

/** Which queries a kind of event makes old, by how it begins. */
const staleBy: Record<string, (queries: QueryClient, subject: string) => void> = {
  memory: (queries, subject) => {
    refreshMemoryLists(queries);
    void queries.invalidateQueries({ queryKey: statsKey });
    void queries.invalidateQueries({ queryKey: ['memory', subject] });
  },
  job: (queries) => void queries.invalidateQueries({ queryKey: jobsKey }),
};

/** Keeps what is shown up to date while somebody looks. */
export function useLiveEvents(): void {
  const queries = useQueryClient();
  useEffect(() => {
    let stop: AbortController | undefined;
    function follow() {
      stop?.abort();
      // A browser holds few connections to one server: a hidden page leaves them to others.
      stop = document.hidden ? undefined : new AbortController();
      if (stop) void read(queries, stop.signal);
    }
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      stop?.abort();
    };
  }, [queries]);
}

async function read(queries: QueryClient, signal: AbortSignal): Promise<void> {
  const waiting = new Map<string, () => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  function tell() {
    timer = undefined;
    for (const work of waiting.values()) work();
    waiting.clear();
  }
  try {
    for await (const { kind, subject } of client.events({ signal })) {
      const group = kind.replace(/\..*/, '');
      waiting.set(`${group} ${subject}`, () => staleBy[group]?.(queries, subject));
      timer ??= setTimeout(tell, pause);
    }
  } catch (error) {
    // Without the stream the page still answers; it is asked again when it is looked at again.
    if (!(error instanceof TulvingProblem) && !signal.aborted) throw error;
  } finally {
    clearTimeout(timer);
  }
}
