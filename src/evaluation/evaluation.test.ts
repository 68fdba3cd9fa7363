import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TulvingError } from '../errors.js';
import { formatReport, runEvaluation } from './index.js';

/** Two made-up conversations in the format of LoCoMo. */
const file = [
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
    qa: [],
  },
];

describe('evaluation', () => {
  let directory: string;
  const write = async (content: string) => {
    const path = join(directory, 'made-up.json');
    await writeFile(path, content);
    return path;
  };

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'tulving-test-'));
  });

  afterEach(() => rm(directory, { recursive: true, force: true }));

  it('measures the production path and writes a line for each question', async () => {
    const out = join(directory, 'out.jsonl');
    const path = await write(JSON.stringify(file));
    const seen: string[] = [];
    const report = await runEvaluation({
      dataset: 'locomo',
      path,
      out,
      progress: ({ doing, done, total }) => seen.push(`${doing} ${done}/${total}`),
    });
    expect(report.questions).toBe(4);
    expect(report.categories['single-hop']).toMatchObject({ questions: 2, ndcg: { 10: 1 } });
    expect(report.categories['temporal']?.recall[5]).toBe(1);
    expect(report.categories['adversarial']?.recall[50]).toBe(0);
    expect(report.overall.recall[10]).toBe(0.75);
    expect(report.mean_of_categories.recall[10]).toBe(0.6667);
    expect(report.session.recall[5]).toBe(0.75);
    expect(seen).toContain('asking 4/4');
    const lines = (await readFile(out, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatchObject({ question: 'conv-1/0', gold: ['D1:2'], ranks: [1] });
    expect(lines[3]).toMatchObject({ category: 'adversarial', ranks: [null] });
  });

  it('formats an aligned table', async () => {
    const report = await runEvaluation({
      dataset: 'locomo',
      path: await write(JSON.stringify(file)),
    });
    const lines = formatReport(report).split('\n');
    const table = lines.filter((line) => /\d\.\d {2}/.test(line) || line.includes('R@5'));
    expect(lines.some((line) => /^all questions +4 +75\.0/.test(line))).toBe(true);
    const ends = table.map((line) => /^.*?(?:R@5|\d\.\d)(?= )/.exec(line)?.[0].length);
    expect(new Set(ends).size).toBe(1);
  });

  it.each([
    ['another data set', 'nothing', '[]', 'usage'],
    ['another name of objects', 'constructor', '[]', 'usage'],
    ['text', 'locomo', 'hello', 'invalid_input'],
    ['another shape', 'locomo', '[{"sample_id": "a"}]', 'invalid_input'],
  ])('refuses %s', async (_, dataset, content, code) => {
    const refused = runEvaluation({ dataset, path: await write(content) });
    const error: unknown = await refused.catch((reason: unknown) => reason);
    expect(TulvingError.isInstance(error) && error.code).toBe(code);
    if (code === 'usage') expect((error as TulvingError).remedy).toContain('locomo');
    else expect((error as TulvingError).message).toContain('made-up.json');
  });

  it('refuses a file that is not there', async () => {
    const refused = runEvaluation({ dataset: 'locomo', path: join(directory, 'none.json') });
    await expect(refused).rejects.toMatchObject({ code: 'not_found' });
  });
});
