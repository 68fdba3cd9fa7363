import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { TulvingProblem } from 'tulving/client';
import { accessLogKey } from './access';
import { batchesKey } from './batches';
import { client } from './client';
import { refreshMemoryLists } from './memory-lists';
import { memoryKey } from './memory-texts';
import { reviewsKey } from './reviews';
import { statsKey } from './stats';

interface Stale {
  /** How a kind of event begins. */
  kinds: string;
  /** Changes come in bursts: at most one question in so many milliseconds. */
  pause: number;
  work: (queries: QueryClient, subject: string) => void;
  /** Whether each subject counts, and not only that there was one. */
  bySubject?: boolean;
}

/** Which queries an event makes old. What takes the server longer is asked less often. */
const staleTable: readonly Stale[] = [
  { kinds: 'memory.', pause: 1_000, work: refreshMemoryLists },
  {
    kinds: 'memory.',
    pause: 1_000,
    bySubject: true,
    work: (queries, subject) => {
      void queries.invalidateQueries({ queryKey: memoryKey(subject) });
      void queries.invalidateQueries({ queryKey: [...accessLogKey, { memory_id: subject }] });
    },
  },
  {
    kinds: 'memory.',
    pause: 5_000,
    work: (queries) => void queries.invalidateQueries({ queryKey: statsKey }),
  },
  // Reviews and batches have no events of their own: what opens or ends one changes a memory.
  {
    kinds: 'memory.',
    pause: 2_000,
    work: (queries) => {
      void queries.invalidateQueries({ queryKey: reviewsKey });
      void queries.invalidateQueries({ queryKey: batchesKey });
    },
  },
  {
    kinds: 'memory.',
    pause: 5_000,
    work: (queries) => {
      for (const key of ['apps', 'users', 'cubes'])
        void queries.invalidateQueries({ queryKey: [key] });
    },
  },
];

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
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  function plan({ pause, work, bySubject }: Stale, row: number, subject: string) {
    const name = bySubject ? `${row} ${subject}` : String(row);
    if (timers.has(name)) return;
    const tell = () => {
      timers.delete(name);
      work(queries, subject);
    };
    timers.set(name, setTimeout(tell, pause));
  }
  try {
    for await (const { kind, subject } of client.events({ signal })) {
      for (const [row, stale] of staleTable.entries())
        if (kind.startsWith(stale.kinds)) plan(stale, row, subject);
    }
  } catch (error) {
    // Without the stream the page still answers; it is asked again when it is looked at again.
    if (!(error instanceof TulvingProblem) && !signal.aborted) throw error;
  } finally {
    for (const timer of timers.values()) clearTimeout(timer);
  }
}
