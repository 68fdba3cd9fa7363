import { describe, expect, it } from 'vitest';
import { readTable } from './csv.js';
import { readContexts, readPersonaMem } from './personamem.js';
import { conversationsOf, readHistory, readRows } from './personamem-2.js';

const context = [
  { role: 'system', content: 'Current user persona: Name: Ines. She loves kayaks.' },
  { role: 'user', content: 'User: I carved a paddle of ash.' },
  { role: 'assistant', content: 'Assistant: How long did that take?' },
  { role: 'system', content: 'Current user persona: Name: Ines. She loves kayaks.' },
  { role: 'user', content: 'User: I gave kayaks up; I build kites now.' },
  { role: 'assistant', content: ' ' },
];
const contexts = readContexts(`${JSON.stringify({ c1: context })}\n`);

const header =
  'persona_id,question_id,question_type,topic,user_question_or_message,correct_answer,all_options,shared_context_id,end_index_in_shared_context';
const options = `"['(a) Paddle more.', ""(b) Ines' kite?"", '(c) Rest.', '(d) Run.']"`;
const table = [
  header,
  `0,q1,recall_user_shared_facts,hobby,"What, again?",(b),${options},c1,3`,
  `0,q2,track_full_preference_evolution,hobby,And now?,(c),${options},c1,6`,
  `0,q3,track_full_preference_evolution,hobby,Well?,(a),${options},c1,6`,
].join('\n');

describe('evaluation/personamem', () => {
  it('asks a question of its context up to where it stands', () => {
    const [early, late, more] = readPersonaMem(readTable(table), contexts);
    expect(early).toEqual({
      id: 'c1/3',
      sessions: [
        {
          id: 'session_1',
          turns: [
            { id: '1', role: 'user', text: 'User: I carved a paddle of ash.' },
            { id: '2', role: 'assistant', text: 'Assistant: How long did that take?' },
          ],
        },
      ],
      questions: [
        {
          id: 'q1',
          text: 'What, again?',
          category: 'recall_user_shared_facts',
          gold: [],
          expected: { by: 'choice', letter: 'b', options: expect.stringContaining("Ines' kite?") },
        },
      ],
    });
    expect(late?.sessions.map(({ id }) => id)).toEqual(['session_1', 'session_2']);
    expect(late?.questions.map(({ id }) => id)).toEqual(['q2', 'q3']);
    expect(more).toBeUndefined();
  });

  it('remembers no description of the user that nobody said', () => {
    const conversations = readPersonaMem(readTable(table), contexts);
    expect(JSON.stringify(conversations)).not.toContain('loves kayaks');
  });

  it('reads the column name of early files', () => {
    const early = readTable(table.replace('user_question_or_message', 'question'));
    expect(readPersonaMem(early, contexts)[0]?.questions[0]?.text).toBe('What, again?');
  });

  it.each([
    ['a context is missing', () => readPersonaMem(readTable(table), new Map()), 'c1'],
    [
      'the answer is no letter',
      () => readPersonaMem(readTable(table.replace('(b)', 'Ines')), contexts),
      'correct_answer',
    ],
    ['a column is missing', () => readPersonaMem([{ question_id: 'q' }], contexts), '0/'],
    ['it is no table', () => readTable('a,b\n"'), 'table'],
  ])('refuses a file where %s', (_, read, named) => {
    expect(read).toThrow(named);
  });
});

describe('evaluation/personamem-2', () => {
  const quoted = (value: unknown) => `"${JSON.stringify(value).replaceAll('"', '""')}"`;
  const history = [
    { role: 'system', content: 'Ines is a pilot.' },
    { role: 'user', content: 'Write a mail: I fly gliders on Sundays.' },
    { role: 'assistant', content: 'Dear club, …' },
    { role: 'user', content: 'Thanks.' },
  ];
  const row = (query: string, snippet: unknown) =>
    [
      '7',
      'data/chat_history_32k/7.json',
      `"${query.replaceAll('"', '""')}"`,
      'Go gliding.',
      quoted(['Go running.', 'Go home.']),
      'neutral_pref',
      quoted(snippet),
    ].join(',');
  const read = (...rows: string[]) => {
    const names =
      'persona_id,chat_history_32k_link,user_query,correct_answer,incorrect_answers,pref_type,related_conversation_snippet';
    const histories = new Map([
      ['data/chat_history_32k/7.json', readHistory({ metadata: {}, chat_history: history })],
    ]);
    return conversationsOf(readRows(readTable([names, ...rows].join('\n'))), histories);
  };

  it('finds the turns that a preference shows in, and offers the same order each time', () => {
    const rows = [
      row(String.raw`{'role': 'user', 'content': "It's \"Sunday\"\nagain."}`, history.slice(1, 3)),
    ];
    const [conversation] = read(...rows);
    const [question] = conversation?.questions ?? [];
    expect(conversation?.sessions[0]?.turns.map(({ id }) => id)).toEqual(['1', '2', '3']);
    expect(question).toMatchObject({
      text: 'It\'s "Sunday"\nagain.',
      category: 'neutral_pref',
      gold: ['1'],
    });
    const { expected } = question ?? {};
    if (expected?.by !== 'choice') throw new Error('no choice');
    expect(expected.options).toContain(`(${expected.letter}) Go gliding.`);
    expect(expected.options.split('\n')).toHaveLength(3);
    expect(read(...rows)).toEqual(read(...rows));
  });

  it.each([
    ['is not in the history', [{ role: 'user', content: 'I sail.' }]],
    ['is empty', []],
  ])('has no gold where the snippet %s', (_, snippet) => {
    const [conversation] = read(row('{"role": "user", "content": "And?"}', snippet));
    expect(conversation?.questions[0]).toMatchObject({ text: 'And?', gold: [] });
  });
});
