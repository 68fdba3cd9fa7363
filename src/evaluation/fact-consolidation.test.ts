import { describe, expect, it } from 'vitest';
import { readFactConsolidation } from './fact-consolidation.js';

const entry = {
  context:
    'Here is a list of facts:\n0. Ada was born in Kyiv.\n1. Ben lives in 2. Street.\n2. Ada was born in Lima.\n',
  questions: ['Where was Ada born?', 'Who is Cleo?'],
  answers: [['Lima'], ['a queen']],
  metadata: { source: 'factconsolidation_sh_6k' },
};

describe('evaluation/fact-consolidation', () => {
  it('reads facts without their numbers, each newer than the one before', () => {
    const [one] = readFactConsolidation([entry]);
    expect(one?.id).toBe('sh_6k');
    expect(one?.notes).toEqual([
      { id: '0', text: 'Ada was born in Kyiv.', occurredAt: '2020-01-01T00:00:00.000Z' },
      { id: '1', text: 'Ben lives in 2. Street.', occurredAt: '2020-01-01T00:01:00.000Z' },
      { id: '2', text: 'Ada was born in Lima.', occurredAt: '2020-01-01T00:02:00.000Z' },
    ]);
  });

  it('takes facts that hold the answer, and leaves out questions that no fact answers', () => {
    const [one] = readFactConsolidation([entry]);
    expect(one?.questions).toEqual([
      {
        id: 'sh_6k/0',
        text: 'Where was Ada born?',
        category: 'sh_6k',
        gold: ['2'],
        newest: ['2'],
      },
    ]);
  });

  it('asks for the newest first only where one fact answers', () => {
    const [one] = readFactConsolidation([
      { ...entry, metadata: { source: 'factconsolidation_mh_6k' } },
    ]);
    expect(one?.questions[0]).not.toHaveProperty('newest');
  });

  it('leaves out other parts of the benchmark', () => {
    const other = { ...entry, metadata: { source: 'eventqa_full' } };
    expect(readFactConsolidation([other, entry])).toHaveLength(1);
  });

  it.each([
    ['no facts', { ...entry, context: 'None.' }, 'factconsolidation_sh_6k has no numbered facts'],
    ['no answers', { ...entry, answers: undefined }, '0/answers'],
  ])('refuses %s and names it', (_, file, named) => {
    expect(() => readFactConsolidation([file])).toThrow(named);
  });
});
