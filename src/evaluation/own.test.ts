import { describe, expect, it } from 'vitest';
import { readOwn } from './own.js';

const memories = [
  { id: 'lisbon', user_id: 'ada', text: 'I live in Lisbon.', occurred_at: '2025-01-05' },
  { id: 'porto', user_id: 'ada', text: 'I moved to Porto.', occurred_at: '2026-02-01T09:00:00Z' },
  { id: 'hi', user_id: 'ada', run_id: 'monday', speaker: 'Ada', text: 'Hello Ben!' },
  { id: 'yes', user_id: 'ada', run_id: 'monday', role: 'assistant', text: 'Good morning.' },
  { id: 'cello', text: 'Plays the cello.' },
];
const lives = {
  user_id: 'ada',
  query: 'Where do I live?',
  reference_time: '2026-11-01',
  category: 'changed',
  gold: ['porto'],
  outdated: ['lisbon'],
  answer: 'In Porto.',
};
const unknown = { query: 'Which car do I drive?', gold: [] };

describe('evaluation/own', () => {
  it('reads notes and turns by user, with their questions', () => {
    const [ada, me] = readOwn({ memories, questions: [lives, unknown] });
    expect(ada).toEqual({
      id: 'ada',
      sessions: [
        {
          id: 'monday',
          turns: [
            { id: 'hi', text: 'Hello Ben!', speaker: 'Ada' },
            { id: 'yes', text: 'Good morning.', role: 'assistant' },
          ],
        },
      ],
      notes: [
        { id: 'lisbon', text: 'I live in Lisbon.', occurredAt: '2025-01-05' },
        { id: 'porto', text: 'I moved to Porto.', occurredAt: '2026-02-01T09:00:00Z' },
      ],
      questions: [
        {
          id: 'ada/1',
          text: 'Where do I live?',
          category: 'changed',
          gold: ['porto'],
          askedAt: '2026-11-01',
          newest: ['porto'],
          expected: { by: 'reference', text: 'In Porto.' },
        },
      ],
    });
    expect(me).toMatchObject({ id: 'me', notes: [{ id: 'cello' }] });
  });

  it('asks what nothing answers, too, and expects silence', () => {
    const [, me] = readOwn({ memories, questions: [lives, unknown] });
    expect(me?.questions).toEqual([
      {
        id: 'me/2',
        text: 'Which car do I drive?',
        category: 'questions',
        gold: [],
        judgedWhole: true,
        expected: { by: 'silence' },
      },
    ]);
  });

  it.each([
    ['gold that is not there', { ...lives, gold: ['rome'] }, 'questions/0: ada has no memory rome'],
    ['gold of somebody else', { ...lives, gold: ['cello'] }, 'ada has no memory cello'],
    ['what held before and is not there', { ...lives, outdated: ['rome'] }, 'no memory rome'],
    ['somebody without memories', { ...lives, user_id: 'zoe' }, 'zoe has no memory porto'],
    ['a date that is none', { ...lives, reference_time: 'today' }, 'ISO 8601'],
    ['a field that it does not know', { ...lives, golden: [] }, 'golden'],
  ])('refuses %s and names it', (_, question, named) => {
    expect(() => readOwn({ memories, questions: [question] })).toThrow(named);
  });

  it('refuses ids that stand twice', () => {
    const twice = [...memories, { id: 'cello', text: 'Plays it badly.' }];
    expect(() => readOwn({ memories: twice, questions: [lives] })).toThrow(
      'me: cello stands twice',
    );
    const asked = [
      { ...lives, id: 'q' },
      { ...unknown, id: 'q' },
    ];
    expect(() => readOwn({ memories, questions: asked })).toThrow('the questions: q stands twice');
  });
});
