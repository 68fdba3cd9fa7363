import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import type { FakeModel } from '../../src/testing/fake-model.js';
import { ended, runCli, spawnCli } from '../helpers/cli.js';
import { fakeModel } from '../helpers/fake-model.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

/** A made-up conversation in the format of LoCoMo, with so many questions. */
function locomoFile(questions: number): string {
  const sample = {
    sample_id: 'conv-1',
    conversation: {
      speaker_a: 'Ines',
      speaker_b: 'Otto',
      session_1_date_time: '1:56 pm on 8 May, 2023',
      session_1: [
        { speaker: 'Otto', dia_id: 'D1:1', text: 'I repaired an old barometer on 7 May.' },
        { speaker: 'Ines', dia_id: 'D1:2', text: 'My kayak leaks since the trip to Bergen.' },
      ],
    },
    qa: Array.from({ length: questions }, (_, index) => ({
      question: `What leaks, asked ${index} times?`,
      answer: 'the kayak',
      evidence: ['D1:2'],
      category: 4,
    })),
  };
  const path = join(temporaryDirectory(), 'made-up.json');
  writeFileSync(path, JSON.stringify([sample]));
  return path;
}

/** Answers, and says yes as a judge. */
const obliging = (prompt: string) =>
  prompt.includes('Reply with JSON') ? '{"reason": "same", "correct": true}' : 'The kayak.';

const argvFor = (path: string, model: FakeModel, ...more: string[]) => [
  'eval',
  'locomo',
  path,
  '--answer',
  '--yes',
  '--json',
  '--llm',
  'compatible:any',
  '--llm-url',
  model.url,
  '--data',
  temporaryDirectory(),
  ...more,
];

const outcomesIn = (path: string) =>
  readFileSync(path, 'utf8')
    .split('\n')
    .slice(1, -1)
    .map((line) => JSON.parse(line));

const leftBehind = (directory: string) =>
  readdirSync(directory).filter((name) => name.startsWith('tulving-evaluation-'));

describe('tulving eval --answer asks the configured model (B14)', () => {
  it('reports what it answered, over the wire', async () => {
    const model = await fakeModel({ answers: obliging });
    const { code, out } = await runCli(...argvFor(locomoFile(2), model));
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      questions: 2,
      answers: {
        model: 'compatible/any',
        overall: { judged: 2, failed: 0, lenient: 1, strict: 1 },
        calls: 6,
        tokens: { estimated: false },
      },
    });
    expect(model.requests).toHaveLength(6);
    expect(model.requests[0]).toMatchObject({
      path: '/v1/chat/completions',
      body: { model: 'any', temperature: 0 },
    });
    expect(JSON.stringify(model.requests[0]?.body)).toContain('My kayak leaks');
  });

  it('spends nothing unless somebody agrees', async () => {
    const model = await fakeModel({ answers: obliging });
    const argv = argvFor(locomoFile(2), model).filter((argument) => argument !== '--yes');
    const { code, err } = await runCli(...argv);
    expect([code, err]).toEqual([2, expect.stringContaining('6 calls')]);
    expect(model.requests).toEqual([]);
  });

  it.each(['SIGKILL', 'SIGINT'] as const)(
    'goes on after %s where it ended',
    async (signal) => {
      const model = await fakeModel({ answers: obliging });
      model.misbehave({ delayMs: 20 });
      const path = locomoFile(30);
      const out = join(temporaryDirectory(), 'out.jsonl');
      const argv = argvFor(path, model, '--out', out, '--concurrency', '1');
      const temporary = temporaryDirectory();
      const child = spawnCli(argv, { TMPDIR: temporary });
      const end = ended(child);
      await vi.waitFor(() => expect(outcomesIn(out).length).toBeGreaterThan(2), 30_000);
      child.kill(signal);
      await end;
      expect(child.signalCode).toBe(signal);
      if (signal === 'SIGINT') expect(leftBehind(temporary)).toEqual([]);

      const done = outcomesIn(out).map(({ question }) => question);
      expect(done.length).toBeLessThan(30);
      const next = await fakeModel({ answers: obliging });
      const again = await runCli(...argvFor(path, next, '--out', out));
      expect(JSON.parse(again.out)).toMatchObject({
        questions: 30,
        resumed: done.length,
        answers: { overall: { judged: 30 } },
      });
      expect(next.requests).toHaveLength(3 * (30 - done.length));
    },
    60_000,
  );

  it.each([
    ['a wrong key', 8, { apiKey: 'right' }, 'model_refused', 4, 'TULVING_LLM_API_KEY'],
    ['a wrong key for a few questions', 2, { apiKey: 'right' }, 'model_refused', 4, 'all 2'],
    ['a model that is not there', 8, { models: ['other'] }, 'model_refused', 4, '5 questions'],
  ])('says what is wrong with %s', async (_, questions, options, code, exit, said) => {
    const model = await fakeModel(options);
    const result = await runCli(...argvFor(locomoFile(questions), model));
    expect(result).toMatchObject({ code: exit, out: '', err: expect.stringContaining(said) });
    expect(JSON.parse(result.err)).toMatchObject({ error: { code } });
    expect(model.requests.length).toBeLessThanOrEqual(questions);
  });

  it('wants a model to be named', async () => {
    const { code, err } = await runCli('eval', 'locomo', locomoFile(1), '--answer', '--yes');
    expect([code, err]).toEqual([2, expect.stringContaining('TULVING_LLM')]);
  });
});

describe('tulving eval --min-score (B14)', () => {
  const measure = async (...more: string[]) => {
    const { out } = await runCli('eval', 'locomo', locomoFile(1), '--json', '--tokens', ...more);
    return JSON.parse(out);
  };

  it('takes for not found what scores less, in the context too', async () => {
    const all = await measure();
    expect(all.turns.overall['hit@1']).toBe(1);
    expect(all.packed).toBeGreaterThan(0);
    expect(all).not.toHaveProperty('min_score');
    expect(await measure('--min-score', '1')).toMatchObject({
      min_score: 1,
      packed: 0,
      turns: { overall: { 'recall@50': 0 } },
    });
  });
});
