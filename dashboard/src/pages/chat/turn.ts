import type { ChatEvent, ChatMessage, ChatResult } from 'tulving/client';

/** A question with as much of its answer as is there. */
export interface Turn {
  readonly id: number;
  readonly question: string;
  readonly answer: string;
  /** Memories by the marks of the answer. */
  readonly memories: Readonly<Record<string, string>>;
  /** Once it is whole. */
  readonly result?: ChatResult;
  readonly error?: unknown;
  readonly isStopped?: true;
}

export function beginTurn(id: number, question: string): Turn {
  return { id, question, answer: '', memories: {} };
}

export function isOpen({ result, error, isStopped }: Turn): boolean {
  return result === undefined && error === undefined && isStopped === undefined;
}

/** The turn after an event of its stream. */
export function told(turn: Turn, event: ChatEvent): Turn {
  if (event.type === 'context') return { ...turn, memories: event.context.memories };
  if (event.type === 'delta') return { ...turn, answer: turn.answer + event.text };
  if (event.type !== 'done') return turn;
  const { result } = event;
  return { ...turn, result, answer: result.answer, memories: result.context.memories };
}

/** What was said so far, for the next question. */
export function messagesOf(turns: readonly Turn[], question: string): ChatMessage[] {
  const before = turns.flatMap(({ question: asked, answer }): ChatMessage[] =>
    answer === ''
      ? []
      : [
          { role: 'user', content: asked },
          { role: 'assistant', content: answer },
        ],
  );
  return [...before, { role: 'user', content: question }];
}

/** An answer in pieces: words, and marks such as `[m1]`, also several in one bracket. */
export type Piece = { text: string; mark?: string };

export function piecesOf(answer: string): Piece[] {
  return answer.split(/(\[m\d+(?:, ?m\d+)*\])/).flatMap((text): Piece[] => {
    if (text === '') return [];
    if (!/^\[m\d/.test(text)) return [{ text }];
    return (text.match(/m\d+/g) ?? []).map((mark) => ({ text: `[${mark}]`, mark }));
  });
}
