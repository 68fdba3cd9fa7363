import { useEffect, useRef, useState } from 'react';
import type { ListLogResult, LogLine } from 'tulving/client';
import { client } from './client';

/** Lines that a page keeps at most. */
const most = 5_000;
/** In ms: lines come in bursts. */
const burst = 150;

export interface LiveLog {
  lines: readonly LogLine[];
  about: Omit<ListLogResult, 'data'> | undefined;
  error: Error | null;
  retry: () => void;
  clear: () => void;
}

/** The newest lines, and those that come while `isLive`. */
export function useLiveLog(enabled: boolean, isLive: boolean): LiveLog {
  const [lines, setLines] = useState<readonly LogLine[]>([]);
  const [about, setAbout] = useState<LiveLog['about']>();
  const [error, setError] = useState<Error | null>(null);
  const [round, setRound] = useState(0);
  const last = useRef(0);
  useEffect(() => {
    if (!enabled || !isLive) return;
    const stop = new AbortController();
    let waiting: LogLine[] = [];
    const show = () => {
      const fresh = waiting.filter(({ seq }) => seq > last.current);
      waiting = [];
      if (fresh.length === 0) return;
      last.current = fresh.at(-1)?.seq ?? last.current;
      setLines((before) => [...before, ...fresh].slice(-most));
    };
    const timer = setInterval(show, burst);
    async function follow() {
      const { data, ...rest } = await client.logs.list({ limit: 1_000, after: last.current });
      // After a restart of the server they are counted anew.
      if (rest.last < last.current) last.current = 0;
      if (stop.signal.aborted) return;
      setError(null);
      setAbout(rest);
      waiting.push(...data);
      show();
      const after = Math.max(rest.last, last.current);
      for await (const line of client.eventsOfLog({ after, signal: stop.signal })) {
        waiting.push(line);
      }
    }
    follow().catch((cause: unknown) => {
      if (!stop.signal.aborted) setError(cause instanceof Error ? cause : new Error(String(cause)));
    });
    return () => {
      stop.abort();
      clearInterval(timer);
      show();
    };
  }, [enabled, isLive, round]);
  return {
    lines,
    about,
    error,
    retry: () => setRound((before) => before + 1),
    clear: () => setLines([]),
  };
}
