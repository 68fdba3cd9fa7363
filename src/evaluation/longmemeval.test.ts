import { describe, expect, it } from 'vitest';
import { poolConversations, readDate, readFillers, readLongMemEval } from './longmemeval.js';

const turn = (role: string, content: string, more = {}) => ({ role, content, ...more });

const first = {
  question_id: 'q1',
  question_type: 'knowledge-update',
  question: 'How long is my kayak?',
  question_date: '2023/06/01 (Thu) 00:58',
  answer: 'five metres',
  answer_session_ids: ['late', 'elsewhere'],
  haystack_dates: ['2023/05/27 (Sat) 10:20', '2023/05/25 (Thu) 20:21'],
  haystack_session_ids: ['late', 'early'],
  haystack_sessions: [
    [
      turn('user', 'My new kayak is five metres long.', { has_answer: true }),
      turn('assistant', ' '),
      turn('assistant', 'Lovely!', { has_answer: false }),
    ],
    [turn('user', 'Which paddle suits me?')],
  ],
};
const second = {
  ...first,
  question_id: 'q2',
  question_type: 'single-session-assistant',
  answer_session_ids: ['early'],
  haystack_dates: [first.haystack_dates[1]],
  haystack_session_ids: ['early'],
  haystack_sessions: [first.haystack_sessions[1]],
};

describe('evaluation/longmemeval', () => {
  it('reads a history for each question, with roles, dates and gold of both kinds', () => {
    const [one] = readLongMemEval([first, second]);
    expect(one).toEqual({
      id: 'q1',
      sessions: [
        {
          id: 'late',
          turns: [
            {
              id: 'late/0',
              role: 'user',
              text: 'My new kayak is five metres long.',
              occurredAt: '2023-05-27T10:20:00.000Z',
            },
            {
              id: 'late/2',
              role: 'assistant',
              text: 'Lovely!',
              occurredAt: '2023-05-27T10:20:10.000Z',
            },
          ],
        },
        { id: 'early', turns: [expect.objectContaining({ id: 'early/0' })] },
      ],
      questions: [
        {
          id: 'q1',
          text: 'How long is my kayak?',
          category: 'knowledge-update',
          askedAt: '2023-06-01T00:58:00.000Z',
          gold: ['late/0'],
          goldSessions: ['late'],
          expected: { by: 'reference', text: 'five metres' },
        },
      ],
    });
  });

  it('knows the sessions of a question whose turns are not marked', () => {
    const [, two] = readLongMemEval([first, second]);
    expect(two?.questions).toMatchObject([{ gold: [], goldSessions: ['early'] }]);
  });

  it('expects no answer to what nothing answers', () => {
    const [one] = readLongMemEval([{ ...first, question_id: 'q1_abs' }]);
    expect(one?.questions).toEqual([
      expect.objectContaining({ category: 'abstention', gold: [], expected: { by: 'silence' } }),
    ]);
  });

  it('judges preferences by what suits the user, all else by the answer', () => {
    const preference = { ...second, question_type: 'single-session-preference', answer: 'no nuts' };
    const [one, two] = readLongMemEval([{ ...first, answer: 4 }, preference]);
    expect(one?.questions[0]?.expected).toEqual({ by: 'reference', text: '4' });
    expect(two?.questions[0]?.expected).toEqual({ by: 'preference', text: 'no nuts' });
  });

  it('pools each session once, with the fillers, in the order of time', () => {
    const fillers = readFillers({
      filler: { date: '2023-05-26T08:00:00', turns: [turn('user', 'Translate this for me.')] },
    });
    const pool = poolConversations(readLongMemEval([first, second]), fillers);
    expect(pool.sessions.map(({ id }) => id)).toEqual(['early', 'filler', 'late']);
    expect(pool.questions.map(({ id }) => id)).toEqual(['q1', 'q2']);
  });

  it.each([
    ['2023/05/25 (Thu) 20:21', '2023-05-25T20:21:00.000Z'],
    ['2023-05-25T20:21:30', '2023-05-25T20:21:00.000Z'],
    ['2023/13/25 (Thu) 20:21', undefined],
    ['yesterday', undefined],
  ])('reads the date %j', (text, expected) => {
    expect(readDate(text)?.toISOString()).toBe(expected);
  });

  it.each([
    ['no date', { ...first, haystack_dates: ['2023/05/27 (Sat) 10:20'] }, 'early'],
    ['no turns', { ...first, haystack_sessions: [[]] }, 'haystack_sessions/1'],
    [
      'no date of the question',
      { ...first, question_date: 'noon' },
      'q1 has no valid question_date',
    ],
    ['a role unknown', { ...first, haystack_sessions: [[turn('tool', 'a')]] }, 'role'],
  ])('refuses %s and names it', (_, question, named) => {
    expect(() => readLongMemEval([question])).toThrow(named);
  });
});
