import type { ChatEvent, ChatRequest } from 'tulving/client';
import { client } from './client';

/** One turn, told while it is made. */
export function askChat(request: ChatRequest): AsyncGenerator<ChatEvent> {
  return client.chatStream(request);
}
