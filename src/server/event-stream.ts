import { setTimeout as sleep } from 'node:timers/promises';

/** Tells both sides that the other is there, in ms; proxies end what is silent for a minute. */
const HEARTBEAT = 15_000;
/** When a browser tries again by itself, in ms. */
const RETRY = 1_000;

export const streamHeaders = {
  'Content-Type': 'text/event-stream; charset=utf-8',
  // A proxy that collects answers would keep them all.
  'X-Accel-Buffering': 'no',
} as const;

export interface EventStreamParts<Item> {
  /** Said before the first event. */
  greeting: string;
  written: (item: Item) => string;
  /** How an error is told in the stream; missing: the stream just ends. */
  failed?: (error: unknown) => string;
  /** Ends what makes the events. */
  ending: AbortController;
  /** That the server closes. */
  closing: AbortSignal | undefined;
  /** Asked before each event and at each heartbeat: a key may have ended meanwhile. */
  authorise: () => Promise<void>;
  onBreak: (cause: string) => void;
}

/** A browser that follows comes again by itself; what it was told last it says then. */
export function greetingFrom(id: number): string {
  return `retry: ${RETRY}\nid: ${id}\n\n`;
}

/**
 * Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html). Made as they
 * are read: for a reader who is slow nothing is kept but one event.
 */
export function eventStream<Item>(
  events: AsyncGenerator<Item>,
  { greeting, written, failed, ending, closing, authorise, onBreak }: EventStreamParts<Item>,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<Item, unknown>> | undefined;
  let greeted = greeting === '';
  const end = () => ending.abort();
  closing?.addEventListener('abort', end, { once: true });
  const tell = (error: unknown) => onBreak(error instanceof Error ? error.message : String(error));
  const finish = () => {
    closing?.removeEventListener('abort', end);
    end();
    // One that waits to be read on does not hear the signal.
    events.return(undefined).catch(tell);
  };

  const chunk = async (): Promise<string | undefined> => {
    if (!greeted) {
      greeted = true;
      return greeting;
    }
    next ??= events.next();
    const quiet = new AbortController();
    const told = await Promise.race([next, silence(quiet.signal)]);
    quiet.abort();
    await authorise();
    if (told === undefined) return ': still here\n\n';
    next = undefined;
    return told.done ? undefined : written(told.value);
  };

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const text = await chunk();
          if (text !== undefined) return controller.enqueue(encoder.encode(text));
        } catch (error) {
          // The answer has begun, so that no status can tell it; who comes again learns it.
          tell(error);
          if (failed) controller.enqueue(encoder.encode(failed(error)));
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
