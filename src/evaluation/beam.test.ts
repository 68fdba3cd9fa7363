import { describe, expect, it } from 'vitest';
import { readAnchor, readBeamChat, readBeamQuestions, withoutMark } from './beam.js';

const chat = [
  {
    batch_number: 1,
    time_anchor: null,
    turns: [
      [
        { role: 'user', id: 0, time_anchor: 'March-15-2024', content: 'I plant leeks. ->-> 1,1' },
        { role: 'assistant', id: 1, content: 'Water them ->-> 1,1' },
      ],
      [{ role: 'user', id: 2, content: '->-> 1,2' }],
    ],
  },
  { batch_number: 2, turns: [[{ role: 'user', id: 3, content: 'The leeks freeze.' }]] },
];

describe('evaluation/beam', () => {
  it('reads batches as sessions, dated by their anchor or the one before', () => {
    expect(readBeamChat(chat)).toEqual([
      {
        id: 'batch_1',
        turns: [
          {
            id: '0',
            role: 'user',
            text: 'I plant leeks.',
            occurredAt: '2024-03-15T00:00:00.000Z',
          },
          {
            id: '1',
            role: 'assistant',
            text: 'Water them ->-> 1,1',
            occurredAt: '2024-03-15T00:00:05.000Z',
          },
        ],
      },
      {
        id: 'batch_2',
        turns: [
          {
            id: '3',
            role: 'user',
            text: 'The leeks freeze.',
            occurredAt: '2024-03-15T00:00:00.000Z',
          },
        ],
      },
    ]);
  });

  it('takes a chat without a date as it is', () => {
    const [session] = readBeamChat([chat[1]]);
    expect(session?.turns).toEqual([{ id: '3', role: 'user', text: 'The leeks freeze.' }]);
  });

  it('finds the sources of a question in whatever they are listed by', () => {
    const probes = {
      abstention: [{ question: 'Who is Ada?' }],
      information_extraction: [{ question: 'What do I plant?', source_chat_ids: [0, 0, 1, 99] }],
      knowledge_update: [
        { question: 'How are they?', source_chat_ids: { original_info: [0], updated_info: [3] } },
      ],
      summarization: [{ question: 'What went on?', source_chat_ids: [99] }],
    };
    expect(readBeamQuestions('7', probes, readBeamChat(chat))).toEqual([
      {
        id: '7/information_extraction/0',
        text: 'What do I plant?',
        category: 'information_extraction',
        gold: ['0', '1'],
      },
      {
        id: '7/knowledge_update/0',
        text: 'How are they?',
        category: 'knowledge_update',
        gold: ['0', '3'],
        newest: ['3'],
      },
    ]);
  });

  it.each([
    ['Can you help? ->-> 1,10', 'Can you help?'],
    ['Can you help?\n->-> 2,N/A', 'Can you help?'],
    ['f : a ->-> b is a map', 'f : a ->-> b is a map'],
    ['plain', 'plain'],
  ])('takes the mark off %j', (text, expected) => {
    expect(withoutMark(text)).toBe(expected);
  });

  it.each([
    ['March-15-2024', '2024-03-15T00:00:00.000Z'],
    ['April-05-2024', '2024-04-05T00:00:00.000Z'],
    ['soon', undefined],
    [null, undefined],
  ])('reads the anchor %j', (text, expected) => {
    expect(readAnchor(text)?.toISOString()).toBe(expected);
  });

  it('refuses another shape and names what is missing', () => {
    expect(() => readBeamChat([{ batch_number: 1, turns: [[{ role: 'user', id: 1 }]] }])).toThrow(
      '0/turns/0/0/content',
    );
  });
});
