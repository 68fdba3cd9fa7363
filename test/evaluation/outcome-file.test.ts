import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../helpers/temporary-memory.js';
import type { Outcome } from '../../src/evaluation/outcome.js';
import { type Header, OutcomeFile } from '../../src/evaluation/outcome-file.js';

const header: Header = {
  dataset: 'locomo',
  digest: 'abc',
  version: '1.0.0',
  pool: false,
  tokens: false,
  min_score: 0,
  embedder: null,
  model: null,
  judge: null,
  prompts: null,
  k: null,
  budget_tokens: null,
};

const outcome = (question: string): Outcome => ({
  question,
  category: '猫',
  gold: ['a'],
  ranked: ['a'],
  ranks: [1],
  gold_sessions: [],
  ranked_sessions: [],
  ms: 1.5,
});

const newPath = () => join(temporaryDirectory(), 'out.jsonl');

async function writeOutcomes(path: string, outcomes: readonly Outcome[]): Promise<void> {
  const file = await OutcomeFile.open(path, header);
  for (const one of outcomes) await file.append(one);
  await file.close();
}

describe('evaluation/outcome-file', () => {
  it('begins with what was asked of what, and gives back what was added', async () => {
    const path = newPath();
    await writeOutcomes(path, [outcome('1')]);
    await writeOutcomes(path, [outcome('2')]);
    const lines = (await readFile(path, 'utf8')).split('\n');
    expect(lines.map((line) => (line === '' ? '' : JSON.parse(line)))).toEqual([
      header,
      outcome('1'),
      outcome('2'),
      '',
    ]);
    const file = await OutcomeFile.open(path, header);
    expect(file.before).toEqual([outcome('1'), outcome('2')]);
    await file.close();
  });

  it('forgets a line that was cut off', async () => {
    const path = newPath();
    await writeOutcomes(path, [outcome('1')]);
    const whole = await readFile(path, 'utf8');
    await writeFile(path, `${whole}{"question": "2", "category": "猫`);
    await writeOutcomes(path, [outcome('3')]);
    expect(await readFile(path, 'utf8')).toBe(`${whole}${JSON.stringify(outcome('3'))}\n`);
  });

  it.each([
    ['of another data set', { ...header, dataset: 'beam' }, 'data set'],
    ['of other data', { ...header, digest: 'def' }, 'content'],
    [
      'of another version',
      { ...header, version: '2.0.0' },
      'version of Tulving is another, 1.0.0 and not 2.0.0',
    ],
    ['with --pool', { ...header, pool: true }, '--pool'],
    ['with --tokens', { ...header, tokens: true }, '--tokens'],
    ['with --min-score', { ...header, min_score: 0.2 }, '--min-score'],
    ['with another k', { ...header, k: 10 }, '--k'],
    ['with another budget', { ...header, budget_tokens: 500 }, '--budget-tokens'],
    ['by a model', { ...header, model: 'maker/model' }, 'model'],
    ['by another judge', { ...header, judge: 'maker/judge' }, 'judge'],
    ['with other prompts', { ...header, prompts: 'def' }, 'told'],
  ])('leaves a file alone that was written %s', async (_, other, named) => {
    const path = newPath();
    await writeOutcomes(path, [outcome('1')]);
    const content = await readFile(path, 'utf8');
    await expect(OutcomeFile.open(path, other)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(named),
      remedy: expect.stringContaining('--out'),
    });
    expect(await readFile(path, 'utf8')).toBe(content);
  });

  it.each([
    ['text', 'hello'],
    ['lines of text', 'hello\nworld\n'],
    ['JSON of something else', '{"question": "1"}\n'],
    ['a line of something else', `${JSON.stringify(header)}\n{"question": 1}\n`],
  ])('leaves a file alone that holds %s', async (_, content) => {
    const path = newPath();
    await writeFile(path, content);
    await expect(OutcomeFile.open(path, header)).rejects.toMatchObject({ code: 'usage' });
    expect(await readFile(path, 'utf8')).toBe(content);
  });

  it.each([
    ['a folder that is not there', () => join(temporaryDirectory(), 'none', 'out.jsonl')],
    ['a folder', () => temporaryDirectory()],
  ])('refuses %s', async (_, path) => {
    await expect(OutcomeFile.open(path(), header)).rejects.toMatchObject({
      code: 'usage',
      remedy: expect.stringContaining('--out'),
    });
  });
});
