import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { askChat } from '@/api/chat';
import { refreshMemoryLists } from '@/api/memory-lists';
import { beginTurn, isOpen, messagesOf, told, type Turn } from './turn';

export interface Asking {
  user: string | undefined;
  /** Whether question and answer are kept. */
  remember: boolean;
  /** Whether a question of several parts is taken apart. */
  pro: boolean;
}

const suggestions = 3;

/** A conversation that lives as long as the page is open. */
export function useChat() {
  const queries = useQueryClient();
  const [turns, setTurns] = useState<readonly Turn[]>([]);
  const [session] = useState(() => `dashboard-${Date.now().toString(36)}`);
  const ending = useRef<AbortController>(undefined);
  useEffect(() => () => ending.current?.abort(), []);
  const change = (id: number, next: (turn: Turn) => Turn) =>
    setTurns((all) => all.map((turn) => (turn.id === id ? next(turn) : turn)));

  async function ask(question: string, { user, remember, pro }: Asking) {
    const { id } = { id: turns.length + 1 };
    const { signal } = (ending.current = new AbortController());
    const messages = messagesOf(turns, question);
    setTurns([...turns, beginTurn(id, question)]);
    try {
      const events = askChat({
        messages,
        remember,
        suggestions,
        ...(user !== undefined && { user_id: user }),
        ...(remember && { run_id: session }),
        ...(pro && { mode: 'pro' }),
        signal,
      });
      for await (const event of events) change(id, (turn) => told(turn, event));
    } catch (error) {
      if (!signal.aborted) change(id, (turn) => ({ ...turn, error }));
    } finally {
      // Also where the stream ends without an end.
      change(id, (turn) => (isOpen(turn) ? { ...turn, isStopped: true } : turn));
      if (remember) refreshMemoryLists(queries);
    }
  }

  const isAnswering = turns.some(isOpen);
  const stop = () => ending.current?.abort();
  const clear = () => {
    stop();
    setTurns([]);
  };
  return { turns, ask, stop, clear, isAnswering };
}
