import { describe, expect, it } from 'vitest';
import { TulvingError } from '../errors.js';
import { readEvidence, readLocomo, readLocomoObservations, readSessionTime } from './locomo.js';

const sample = {
  sample_id: 'conv-x',
  conversation: {
    speaker_a: 'Ines',
    speaker_b: 'Otto',
    session_2_date_time: '12:05 am on 2 March, 2024',
    session_2: [{ speaker: 'Ines', dia_id: 'D2:1', text: 'The kiln cracked.' }],
    session_1_date_time: '1:56 pm on 8 May, 2023',
    session_1: [
      { speaker: 'Otto', dia_id: 'D1:1', text: 'I repaired a barometer.' },
      { speaker: 'Ines', dia_id: 'D1:2', text: 'Look!', blip_caption: 'a photo of a green kayak' },
    ],
    session_3_date_time: '9:00 am on 3 March, 2024',
  },
  qa: [
    { question: 'What did Otto repair?', answer: 'a barometer', evidence: ['D1:1'], category: 4 },
    { question: 'Which colours?', answer: 7, evidence: ['D1:02; D2:1', 'D9:9'], category: 1 },
    { question: 'Nothing?', answer: 'no', evidence: ['D'], category: 3 },
    { question: 'Never?', adversarial_answer: 'yes', evidence: [], category: 5 },
  ],
};

describe('evaluation/locomo', () => {
  it('reads what was drawn from a conversation as notes, by the turns that they were drawn from', () => {
    const observation = {
      session_1_observation: {
        Otto: [['Otto repairs barometers.', 'D1:1']],
        Ines: [['Ines has a green kayak.', ['D1:2', 'D9:9']]],
      },
      session_2_observation: { Ines: [['The kiln of Ines cracked.', 'D2:1, D1:1']] },
    };
    const [read] = readLocomoObservations([{ ...sample, observation }]);
    expect(read?.sessions).toEqual([]);
    expect(read?.notes?.map(({ text }) => text)).toEqual([
      'Otto repairs barometers.',
      'Ines has a green kayak.',
      'The kiln of Ines cracked.',
    ]);
    expect(read?.notes?.map(({ occurredAt }) => occurredAt?.slice(0, 10))).toEqual([
      '2023-05-08',
      '2023-05-08',
      '2024-03-02',
    ]);
    expect(read?.questions.map(({ gold }) => gold)).toEqual([
      ['session_1/Otto/0', 'session_2/Ines/0'],
      ['session_1/Ines/0', 'session_2/Ines/0'],
      [],
      [],
    ]);
    expect(() => readLocomoObservations([sample])).toThrow('observation');
  });

  it('reads sessions in order, with dates and photos', () => {
    const [conversation] = readLocomo([sample]);
    expect(conversation?.sessions.map(({ id }) => id)).toEqual(['session_1', 'session_2']);
    expect(conversation?.sessions[0]?.turns).toEqual([
      {
        id: 'D1:1',
        speaker: 'Otto',
        text: 'I repaired a barometer.',
        occurredAt: '2023-05-08T13:56:00.000Z',
      },
      {
        id: 'D1:2',
        speaker: 'Ines',
        text: 'Look! [photo: a photo of a green kayak]',
        occurredAt: '2023-05-08T13:56:05.000Z',
      },
    ]);
  });

  it('knows the evidence that exists, and the answer', () => {
    const [conversation] = readLocomo([sample]);
    const questions = conversation?.questions ?? [];
    expect(questions[0]).toEqual({
      id: 'conv-x/0',
      text: 'What did Otto repair?',
      category: 'single-hop',
      gold: ['D1:1'],
      expected: { by: 'reference', text: 'a barometer' },
    });
    expect(questions[1]).toMatchObject({ gold: ['D1:2', 'D2:1'], expected: { text: '7' } });
    expect(questions[2]).toMatchObject({ category: 'open-domain', gold: [] });
  });

  it('expects no answer to what was never said', () => {
    const [conversation] = readLocomo([sample]);
    expect(conversation?.questions[3]).toMatchObject({
      category: 'adversarial',
      gold: [],
      expected: { by: 'silence' },
    });
  });

  it.each([
    ['D1:3', ['D1:3']],
    ['D8:6; D9:17', ['D8:6', 'D9:17']],
    ['D:11:26', ['D11:26']],
    ['D10:19', ['D10:19']],
    ['D30:05', ['D30:5']],
    ['D', []],
    ['', []],
  ])('reads the evidence %j', (evidence, turns) => {
    expect(readEvidence(evidence)).toEqual(turns);
  });

  it.each([
    ['1:56 pm on 8 May, 2023', '2023-05-08T13:56:00.000Z'],
    ['12:30 am on 29 February, 2024', '2024-02-29T00:30:00.000Z'],
    ['12:00 pm on 1 December, 2022', '2022-12-01T12:00:00.000Z'],
  ])('reads the time %j', (text, expected) => {
    expect(readSessionTime(text)?.toISOString()).toBe(expected);
  });

  it.each([
    ['an object', { data: [] }, 'must be a list'],
    ['an empty file', [], '1'],
    ['no conversation', [{ sample_id: 'a', qa: [] }], '0/conversation'],
    ['no questions', [{ ...sample, qa: undefined }], '0/qa'],
    [
      'a category unknown',
      [{ ...sample, qa: [{ question: 'a', category: 6 }] }],
      '0/qa/0/category',
    ],
    ['no session', [{ ...sample, conversation: { speaker_a: 'a', speaker_b: 'b' } }], 'session_1'],
    [
      'no date',
      [{ ...sample, conversation: { ...sample.conversation, session_2_date_time: 'noon' } }],
      'session_2_date_time',
    ],
    [
      'a turn without speaker',
      [{ ...sample, conversation: { ...sample.conversation, session_2: [{ dia_id: 'D2:1' }] } }],
      'session_2/0/speaker',
    ],
  ])('refuses %s and names it', (_, file, named) => {
    let refusal: unknown;
    try {
      readLocomo(file);
    } catch (error) {
      refusal = error;
    }
    expect(TulvingError.isInstance(refusal) && refusal.code).toBe('invalid_input');
    expect((refusal as Error).message).toContain(named);
  });
});
