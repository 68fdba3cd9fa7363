import { createInterface, type Interface } from 'node:readline/promises';
import { tellChat } from './tell.js';
import type { ChatMessage, ChatRequest } from '../../model/chat.js';
import { newId } from '../../model/ids.js';
import type { MemoryDoor } from '../door.js';
import { failureOf, tellFailure } from '../failure.js';
import type { Output } from '../output.js';

export interface ConverseParts {
  door: Pick<MemoryDoor, 'chatStream'>;
  /** What goes with each message. */
  request: Omit<ChatRequest, 'message' | 'messages' | 'signal'>;
  sources: boolean;
  output: Output;
  /** What is typed, a line at a time; the prompt is written where it is asked for. */
  lines: Lines;
}

export interface Lines {
  /** @returns undefined at the end */
  next(): Promise<string | undefined>;
  /** Called when somebody breaks off an answer. */
  onBreak?: (end: () => void) => void;
}

const HELP = '/exit ends, /sources shows or hides what an answer rests on.';

/** A conversation on a terminal: one session, which is kept turn by turn. */
export async function converse({ door, request, sources, output, lines }: ConverseParts) {
  const session = { ...request, run_id: request.run_id ?? `chat-${newId()}` };
  const talk: ChatMessage[] = [];
  let showsSources = sources;
  output.line(HELP);
  for (let line = await lines.next(); line !== undefined; line = await lines.next()) {
    const message = line.trim();
    if (message === '') continue;
    if (message === '/exit' || message === '/quit') return;
    if (message.startsWith('/')) {
      if (message === '/sources') showsSources = !showsSources;
      output.line(message === '/sources' ? `Sources: ${showsSources ? 'on' : 'off'}` : HELP);
      continue;
    }
    const answer = await reply(message);
    talk.push({ role: 'user', content: message });
    if (answer !== undefined) talk.push({ role: 'assistant', content: answer });
  }

  /** An error ends one answer, not the conversation. */
  async function reply(message: string): Promise<string | undefined> {
    const breaking = new AbortController();
    lines.onBreak?.(() => breaking.abort());
    // What is not kept must be sent along.
    const said =
      session.remember === false
        ? { messages: [...talk, { role: 'user' as const, content: message }] }
        : { message };
    try {
      const events = door.chatStream({ ...session, ...said, signal: breaking.signal });
      return (await tellChat(events, output, { sources: showsSources }))?.answer;
    } catch (error) {
      const told = breaking.signal.aborted
        ? '(broken off)'
        : tellFailure(failureOf(error), { language: output.language });
      output.line('', told.trimEnd());
      return undefined;
    }
  }
}

/** Lines from a terminal. Ctrl-C breaks off an answer; at the prompt it ends the conversation. */
export class TerminalLines implements Lines {
  readonly #terminal: Interface;
  #ends = new AbortController();
  #breakOff: (() => void) | undefined;

  constructor(input: NodeJS.ReadableStream, output: NodeJS.WritableStream) {
    this.#terminal = createInterface({ input, output });
    this.#terminal.on('SIGINT', () => {
      if (this.#breakOff) this.#breakOff();
      else this.#ends.abort();
    });
    this.#terminal.on('close', () => this.#ends.abort());
  }

  async next(): Promise<string | undefined> {
    this.#breakOff = undefined;
    const { signal } = this.#ends;
    if (signal.aborted) return undefined;
    try {
      return await this.#terminal.question('> ', { signal });
    } catch (error) {
      if (signal.aborted) return undefined;
      throw error;
    }
  }

  onBreak(end: () => void): void {
    this.#breakOff = end;
  }

  close(): void {
    this.#terminal.close();
  }
}
