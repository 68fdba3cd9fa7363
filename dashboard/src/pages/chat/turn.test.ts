import { describe, expect, it } from 'vitest';
import { beginTurn, isOpen, messagesOf, piecesOf, told } from './turn';

describe('a turn of the chat page (T7)', () => {
  it('grows by what the stream tells', () => {
    const begun = beginTurn(1, 'Where?');
    const context = { tokens: 1, memories: { m1: 'id' }, trace_ids: [] } as never;
    const answered = [
      { type: 'context', found: true, context } as const,
      { type: 'delta', text: 'In ' } as const,
      { type: 'delta', text: 'Lisbon.' } as const,
    ].reduce(told, begun);
    expect(answered).toMatchObject({ answer: 'In Lisbon.', memories: { m1: 'id' } });
    expect(isOpen(answered)).toBe(true);
    expect(isOpen({ ...answered, isStopped: true })).toBe(false);
  });

  it('marks are told from words', () => {
    expect(piecesOf('Mia [m1], and Ben [m2, m3].')).toEqual([
      { text: 'Mia ' },
      { text: '[m1]', mark: 'm1' },
      { text: ', and Ben ' },
      { text: '[m2]', mark: 'm2' },
      { text: '[m3]', mark: 'm3' },
      { text: '.' },
    ]);
  });

  it('what was not answered is no part of the conversation', () => {
    const answered = { ...beginTurn(1, 'Where?'), answer: 'In Lisbon.' };
    expect(messagesOf([answered, beginTurn(2, 'When?')], 'Why?')).toEqual([
      { role: 'user', content: 'Where?' },
      { role: 'assistant', content: 'In Lisbon.' },
      { role: 'user', content: 'Why?' },
    ]);
  });
});
