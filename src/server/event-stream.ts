import { setTimeout as sleep } from 'node:timers/promises';
import type { Event } from '../model/event.js';

/** Tells both sides that the other is there, in ms; proxies end what is silent for a minute. */
const HEARTBEAT = 15_000;
/** When a browser tries again by itself, in ms. */
const RETRY = 1_000;

export interface EventStreamParts {
  /** Where it begins: who breaks off before the first event comes again from there. */
  after: number;
  /** Ends what makes the events. */
  ending: AbortController;
  /** That the server closes. */
  closing: AbortSignal | undefined;
  /** Asked before each event and at each heartbeat: a key may have ended meanwhile. */
  authorise: () => Promise<void>;
  onBreak: (cause: string) => void;
}

/**
 * Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). Made as they
 * are read: for a reader who is slow nothing is kept but one event.
 */
export function eventStream(
  events: AsyncGenerator<Event>,
  { after, ending, closing, authorise, onBreak }: EventStreamParts,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<Event, unknown>> | undefined;
  let greeted = false;
  const end = () => ending.abort();
  closing?.addEventListener('abort', end, { once: true });
  const finish = () => {
    closing?.removeEventListener('abort', end);
    end();
  };

  const chunk = async (): Promise<string | undefined> => {
    if (!greeted) {
      greeted = true;
      return `retry: ${RETRY}\nid: ${after}\n\n`;
    }
    next ??= events.next();
    const quiet = new AbortController();
    const told = await Promise.race([next, silence(quiet.signal)]);
    quiet.abort();
    await authorise();
    if (told === undefined) return ': still here\n\n';
    next = undefined;
    return told.done ? undefined : `id: ${told.value.seq}\ndata: ${JSON.stringify(told.value)}\n\n`;
  };

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const text = await chunk();
          if (text !== undefined) return controller.enqueue(encoder.encode(text));
        } catch (error) {
          // The answer has begun, so that no status can tell it; who comes again learns it.
          onBreak(error instanceof Error ? error.message : String(error));
        }
        finish();
        controller.close();
      },
      cancel: finish,
    },
    { highWaterMark: 0 },
  );
}

/** Undefined after the time of a heartbeat, or once nobody waits for it any more. */
async function silence(signal: AbortSignal): Promise<undefined> {
  try {
    await sleep(HEARTBEAT, undefined, { signal });
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
