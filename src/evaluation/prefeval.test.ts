import { describe, expect, it } from 'vitest';
import { askOfTopics, readTopic } from './prefeval.js';

const pets = readTopic('pets', [
  { preference: 'I only keep birds.', question: 'Which pet suits me?', explanation: 'a bird' },
  { preference: 'I dislike cages.', question: 'What does a pet need?', explanation: '' },
  { preference: 'I only keep birds.', question: 'Where is a breeder?', explanation: '' },
]);
const food = readTopic('food', [{ preference: 'I eat no meat.', question: 'What can I cook?' }]);

describe('evaluation/prefeval', () => {
  it('asks each question of its topic and of all topics', () => {
    const conversations = askOfTopics(
      new Map([
        ['pets', pets],
        ['food', food],
      ]),
    );
    expect(conversations.map(({ id }) => id)).toEqual(['pets', 'food', 'all']);
    expect(conversations[1]).toEqual({
      id: 'food',
      sessions: [],
      notes: [{ id: 'food/0', text: 'I eat no meat.' }],
      questions: [
        {
          id: 'own topic/food/0',
          text: 'What can I cook?',
          category: 'own topic',
          gold: ['food/0'],
          expected: { by: 'preference', text: 'I eat no meat.' },
        },
      ],
    });
    expect(conversations[0]?.questions[0]?.expected).toMatchObject({ why: 'a bird' });
    expect(conversations[2]?.notes).toHaveLength(3);
    expect(conversations[2]?.questions.map(({ id }) => id)).toContain('all topics/pets/2');
  });

  it('keeps a preference that stands with two questions once', () => {
    const [one] = askOfTopics(new Map([['pets', pets]]));
    expect(one?.notes).toEqual([
      { id: 'pets/0', text: 'I only keep birds.' },
      { id: 'pets/1', text: 'I dislike cages.' },
    ]);
    expect(one?.questions.map(({ gold }) => gold)).toEqual([['pets/0'], ['pets/1'], ['pets/0']]);
  });

  it('asks a single topic once', () => {
    expect(askOfTopics(new Map([['food', food]]))).toHaveLength(1);
  });

  it('refuses another shape and names what is missing', () => {
    expect(() => readTopic('pets', [{ preference: 'a' }])).toThrow('0/question');
  });
});
