import { mkdirSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../helpers/temporary-memory.js';
import { TulvingError } from '../../src/errors.js';
import { formatReport, runEvaluation, type RunOptions } from '../../src/evaluation/index.js';

/** Two made-up conversations in the format of LoCoMo. */
const locomo = [
  {
    sample_id: 'conv-1',
    conversation: {
      speaker_a: 'Ines',
      speaker_b: 'Otto',
      session_1_date_time: '1:56 pm on 8 May, 2023',
      session_1: [
        { speaker: 'Ines', dia_id: 'D1:1', text: 'Hello Otto!' },
        { speaker: 'Otto', dia_id: 'D1:2', text: 'I repaired an old barometer last weekend.' },
        { speaker: 'Ines', dia_id: 'D1:3', text: 'My kayak leaks since the trip to Bergen.' },
      ],
      session_2_date_time: '9:10 am on 2 June, 2023',
      session_2: [
        { speaker: 'Otto', dia_id: 'D2:1', text: 'The beekeeping course starts on Thursday.' },
        { speaker: 'Ines', dia_id: 'D2:2', text: 'See this.', blip_caption: 'a purple lantern' },
      ],
    },
    qa: [
      { question: 'Which barometer was repaired?', evidence: ['D1:2'], category: 4 },
      { question: 'When does the beekeeping course start?', evidence: ['D2:1'], category: 2 },
      { question: 'Who has a purple lantern?', evidence: ['D2:2'], category: 4 },
      { question: 'What about zeppelins?', evidence: ['D1:3'], category: 5 },
      { question: 'What is unknown?', evidence: [], category: 3 },
    ],
  },
  {
    sample_id: 'conv-2',
    conversation: {
      speaker_a: 'Ada',
      speaker_b: 'Ben',
      session_1_date_time: '8:00 pm on 1 July, 2023',
      session_1: [{ speaker: 'Ada', dia_id: 'D1:2', text: 'The barometer fell before the storm.' }],
    },
    qa: [{ question: 'What fell before the storm?', evidence: ['D1:2'], category: 4 }],
  },
];

/** Files by their paths below a directory of their own. @returns the directory */
function folderOf(files: Record<string, unknown>): string {
  const directory = temporaryDirectory();
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(
      join(directory, path),
      typeof content === 'string' ? content : JSON.stringify(content),
    );
  }
  return directory;
}

const evaluate = (options: Omit<RunOptions, 'version'>) =>
  runEvaluation({ version: '1.0.0', ...options });

const evaluateLocomo = (options: Partial<RunOptions> = {}) =>
  evaluate({
    dataset: 'locomo',
    path: join(folderOf({ 'made-up.json': locomo }), 'made-up.json'),
    ...options,
  });

const linesOf = async (path: string) => (await readFile(path, 'utf8')).trim().split('\n');

describe('evaluation', () => {
  it('measures the production path and writes a line for each question', async () => {
    const out = join(temporaryDirectory(), 'out.jsonl');
    const seen: string[] = [];
    const report = await evaluateLocomo({
      out,
      progress: ({ doing, done, total }) => seen.push(`${doing} ${done}/${total}`),
    });
    expect(report).toMatchObject({ questions: 5, resumed: 0 });
    expect(report.turns?.categories['single-hop']).toMatchObject({ questions: 3, 'ndcg@10': 1 });
    expect(report.turns?.categories['adversarial']).toMatchObject({ questions: 1, 'hit@10': 0 });
    expect(report.turns?.overall).toMatchObject({ questions: 5, 'recall@10': 0.8, 'all@10': 0.8 });
    expect(report.turns?.mean_of_categories['recall@10']).toBe(0.6667);
    expect(report.sessions?.overall['recall@5']).toBe(0.8);
    expect(report).not.toHaveProperty('newest_first');
    expect(report).not.toHaveProperty('tokens');
    expect(seen).toContain('asking 5/5');
    const lines = (await linesOf(out)).map((line) => JSON.parse(line));
    expect(lines).toHaveLength(6);
    expect(lines[0]).toMatchObject({ dataset: 'locomo', version: '1.0.0' });
    expect(lines[1]).toMatchObject({ question: 'conv-1/0', gold: ['D1:2'], ranks: [1] });
    expect(lines[4]).toMatchObject({ category: 'adversarial', ranks: [null] });
  });

  it('goes on where it was interrupted, and comes to the same', async () => {
    const out = join(temporaryDirectory(), 'out.jsonl');
    const path = join(folderOf({ 'made-up.json': locomo }), 'made-up.json');
    const whole = await evaluateLocomo({ path, out });
    const lines = await linesOf(out);
    await writeFile(out, lines.slice(0, 3).join('\n').concat('\n', '{"question": "conv-'));
    const rest = await evaluateLocomo({ path, out });
    expect(rest.resumed).toBe(2);
    expect([rest.turns, rest.sessions]).toEqual([whole.turns, whole.sessions]);
    expect((await linesOf(out)).slice(0, 3)).toEqual(lines.slice(0, 3));
    expect(formatReport(rest)).toContain('2 of 5 questions were asked before');
  });

  it('does not go on with a file of other data', async () => {
    const out = join(temporaryDirectory(), 'out.jsonl');
    await evaluateLocomo({ out });
    const path = join(folderOf({ 'made-up.json': locomo.slice(0, 1) }), 'made-up.json');
    await expect(evaluateLocomo({ path, out })).rejects.toMatchObject({ code: 'usage' });
  });

  it('asks only so many questions, of the categories that are named', async () => {
    const some = await evaluateLocomo({ limit: 2 });
    expect(some.questions).toBe(2);
    const named = await evaluateLocomo({ categories: ['temporal', 'adversarial'] });
    expect(Object.keys(named.turns?.categories ?? {})).toEqual(['adversarial', 'temporal']);
    await expect(evaluateLocomo({ categories: ['romance'] })).rejects.toMatchObject({
      code: 'usage',
      remedy: expect.stringContaining('single-hop'),
    });
  });

  it('goes on with more questions than were asked before', async () => {
    const out = join(temporaryDirectory(), 'out.jsonl');
    const path = join(folderOf({ 'made-up.json': locomo }), 'made-up.json');
    await evaluateLocomo({ path, out, limit: 2 });
    expect(await evaluateLocomo({ path, out })).toMatchObject({ questions: 5, resumed: 2 });
    const fewer = await evaluateLocomo({ path, out, categories: ['temporal'] });
    expect(fewer).toMatchObject({ questions: 1, resumed: 1 });
  });

  it('counts the tokens of what context packs', async () => {
    const report = await evaluateLocomo({ tokens: true });
    expect(report.tokens).toBeGreaterThan(20);
    expect(formatReport(report)).toContain(`context: ${report.tokens} tokens`);
    const least = await evaluateLocomo({ tokens: true, k: 1 });
    expect(least.packed).toBeLessThanOrEqual(1);
    expect(least.tokens).toBeLessThan(report.tokens ?? 0);
  });

  it('formats aligned tables', async () => {
    const lines = formatReport(await evaluateLocomo()).split('\n');
    const table = lines.filter((line) => /\d\.\d {2}/.test(line) || line.includes('nDCG'));
    expect(lines.some((line) => /^all questions +5 +80\.0/.test(line))).toBe(true);
    expect(lines.some((line) => line.startsWith('by session '))).toBe(true);
    const turns = table.slice(0, 6);
    const ends = turns.map((line) => /^.*?(?:R@5|\d\.\d)(?= )/.exec(line)?.[0].length);
    expect(new Set(ends).size).toBe(1);
  });
});

describe('evaluation of each data set', () => {
  const say = (role: string, content: string, more = {}) => ({ role, content, ...more });

  it('asks LongMemEval of the history of each question, or of all of them as one', async () => {
    const question = (id: string, thing: string) => ({
      question_id: id,
      question_type: 'single-session-user',
      question: `Where is my ${thing}?`,
      question_date: '2023/06/01 (Thu) 00:58',
      answer_session_ids: [`s-${id}`],
      haystack_dates: ['2023/05/25 (Thu) 20:21'],
      haystack_session_ids: [`s-${id}`],
      haystack_sessions: [
        [
          say('user', `My ${thing} is in the cellar of my aunt.`, { has_answer: true }),
          say('assistant', 'Cellars are damp.'),
        ],
      ],
    });
    const filler = {
      date: '2023-05-25T20:21:00',
      turns: [say('user', 'I wrote about kayak and kayak clubs: where is my kayak, my kayak?')],
    };
    const folder = folderOf({
      's.json': [question('a', 'kayak'), question('b', 'harp'), question('c_abs', 'sledge')],
      'fillers.json': { f: filler },
    });
    const options = { dataset: 'longmemeval', path: join(folder, 's.json') };
    const own = await evaluate(options);
    expect(own.turns?.overall).toMatchObject({ questions: 2, 'hit@1': 1 });
    expect(own.sessions?.overall).toMatchObject({ questions: 2, 'all@5': 1 });
    const pooled = await evaluate({ ...options, fillers: join(folder, 'fillers.json') });
    expect(pooled).toMatchObject({ questions: 2 });
    expect(pooled.turns?.overall).toMatchObject({ 'hit@1': 0.5, 'recall@5': 1 });
  });

  it('asks BEAM chat by chat', async () => {
    const chat = (thing: string) => [
      {
        batch_number: 1,
        turns: [
          [say('user', `I bought a ${thing}. ->-> 1,1`, { id: 0, time_anchor: 'March-15-2024' })],
          [say('user', `I sold the ${thing} to Mia, so that is over. ->-> 1,2`, { id: 1 })],
        ],
      },
    ];
    const probes = (thing: string) => ({
      abstention: [{ question: 'Who?' }],
      knowledge_update: [
        {
          question: `Who has the ${thing} that I sold to Mia?`,
          source_chat_ids: { original_info: [0], updated_info: [1] },
        },
      ],
    });
    const folder = folderOf({
      '1/chat.json': chat('harp'),
      '1/probing_questions/probing_questions.json': probes('harp'),
      '10/chat.json': chat('kayak'),
      '10/probing_questions/probing_questions.json': probes('kayak'),
      'notes.txt': 'nothing',
    });
    const report = await evaluate({ dataset: 'beam', path: folder });
    expect(report.turns?.categories).toEqual({
      knowledge_update: expect.objectContaining({ questions: 2, 'recall@5': 1 }),
    });
    expect(report.newest_first?.overall).toEqual({ questions: 2, 'hit@1': 1 });
    expect(report).not.toHaveProperty('sessions');
    const one = await evaluate({ dataset: 'beam', path: join(folder, '10') });
    expect(one.questions).toBe(1);
  });

  it('asks PrefEval of the topic and of all topics', async () => {
    const folder = folderOf({
      'explicit_preference/pets.json': [
        { preference: 'I only keep birds.', question: 'Which birds suit my flat?' },
      ],
      'explicit_preference/food.json': [
        { preference: 'I eat no meat.', question: 'Which meat is cheap?' },
      ],
    });
    const report = await evaluate({ dataset: 'prefeval', path: folder });
    expect(report.turns?.categories).toEqual({
      'all topics': expect.objectContaining({ questions: 2, 'hit@1': 1 }),
      'own topic': expect.objectContaining({ questions: 2, 'hit@1': 1 }),
    });
    const pets = join(folder, 'explicit_preference', 'pets.json');
    expect((await evaluate({ dataset: 'prefeval', path: pets })).questions).toBe(1);
  });

  it('finds where a preference of PersonaMem 2 shows, from a folder of its own', async () => {
    const chat = [
      say('system', 'Ines is a pilot of gliders.'),
      say('user', 'Write a mail to my club: I fly gliders on Sundays.'),
      say('assistant', 'Dear club, on Sundays I fly.'),
      say('user', 'And a poem about harps.'),
    ];
    const cell = (value: unknown) => `"${JSON.stringify(value).replaceAll('"', '""')}"`;
    const columns =
      'persona_id,chat_history_32k_link,user_query,correct_answer,incorrect_answers,pref_type,related_conversation_snippet';
    const row = [
      '7',
      'data/chat_history_32k/7.json',
      cell(say('user', 'Which hobby suits my Sundays, gliders?')),
      'Gliding.',
      cell(['Running.', 'Chess.']),
      'neutral_pref',
      cell(chat.slice(1, 3)),
    ];
    const folder = folderOf({
      'benchmark/text/benchmark.csv': [columns, row.join(',')].join('\n'),
      'data/chat_history_32k/7.json': { metadata: {}, chat_history: chat },
    });
    const path = join(folder, 'benchmark', 'text', 'benchmark.csv');
    for (const from of [folder, path]) {
      const report = await evaluate({ dataset: 'personamem', path: from });
      expect(report.turns?.categories).toEqual({
        neutral_pref: expect.objectContaining({ questions: 1, 'hit@1': 1, 'recall@5': 1 }),
      });
    }
  });

  it('asks FactConsolidation for the newest fact', async () => {
    const entry = {
      context: '0. The harp of Ada is red.\n1. The kayak of Ben is old.\n2. Cleo is a queen.',
      questions: ['Which colour has the harp of Ada?', 'How old is the kayak of Cleo?'],
      answers: [['red'], ['queen']],
      metadata: { source: 'factconsolidation_sh_6k' },
    };
    const path = join(folderOf({ 'facts.json': [entry] }), 'facts.json');
    const report = await evaluate({ dataset: 'factconsolidation', path });
    expect(report.newest_first?.overall).toEqual({ questions: 2, 'hit@1': 0.5 });
    expect(report.turns?.overall).toMatchObject({ questions: 2, 'hit@1': 0.5, 'hit@5': 1 });
    expect(report.turns?.overall).not.toHaveProperty('recall@5');
  });

  it.each([
    ['another data set', 'nothing', '[]', 'usage'],
    ['another name of objects', 'constructor', '[]', 'usage'],
    ['text', 'locomo', 'hello', 'invalid_input'],
    ['another shape', 'locomo', '[{"sample_id": "a"}]', 'invalid_input'],
    ['a file where a folder is meant', 'beam', '[]', 'invalid_input'],
  ])('refuses %s', async (_, dataset, content, code) => {
    const path = join(folderOf({ 'made-up.json': content }), 'made-up.json');
    const error: unknown = await evaluate({ dataset, path }).catch((reason: unknown) => reason);
    expect(TulvingError.isInstance(error) && error.code).toBe(code);
    if (code === 'usage') expect((error as TulvingError).remedy).toContain('locomo');
    else expect((error as TulvingError).message).toContain('made-up.json');
  });

  it.each(['locomo', 'beam', 'prefeval', 'personamem', 'precisionmembench'])(
    'refuses an empty folder for %s',
    async (dataset) => {
      const refused = evaluate({ dataset, path: temporaryDirectory() });
      await expect(refused).rejects.toMatchObject({ code: 'invalid_input' });
    },
  );

  it.each(['locomo', 'beam', 'prefeval', 'personamem', 'precisionmembench'])(
    'refuses a path of nothing for %s',
    async (dataset) => {
      const refused = evaluate({ dataset, path: join(temporaryDirectory(), 'none.json') });
      await expect(refused).rejects.toMatchObject({ code: 'not_found' });
    },
  );

  it('pools only what has a history for each question', async () => {
    await expect(evaluateLocomo({ pool: true })).rejects.toMatchObject({ code: 'usage' });
  });
});
