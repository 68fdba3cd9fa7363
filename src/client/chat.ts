import type { ChatEvent, ChatRequest, ChatResult } from '../model/chat.js';
import { TulvingProblem } from './answer.js';
import { type Connection, readStream } from './events.js';

/** One chat over one connection. What goes wrong on the way is thrown, as before it. */
export async function* chatEvents(
  connection: Connection,
  { signal, ...request }: ChatRequest,
): AsyncGenerator<ChatEvent> {
  const messages = readStream(connection, '/v1/chat', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ ...request, stream: true }),
    signal,
  });
  for await (const { data } of messages) {
    // A heartbeat has none.
    if (data === '') continue;
    const event = JSON.parse(data) as ChatEvent;
    if (event.type === 'error') {
      const { code, detail, remedy } = event;
      throw new TulvingProblem(code, { status: 200, detail, remedy });
    }
    yield event;
  }
}

/** Read to its end: heartbeats keep the connection open, however long a model takes. */
export async function chatResult(events: AsyncGenerator<ChatEvent>): Promise<ChatResult> {
  for await (const event of events) if (event.type === 'done') return event.result;
  throw new TulvingProblem('server_unreachable', {
    status: 200,
    detail: 'The answer broke off.',
    remedy: 'Ask again; what you said may be kept already.',
  });
}
