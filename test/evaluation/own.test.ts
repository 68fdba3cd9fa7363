import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { formatReport, runEvaluation, type RunOptions } from '../../src/evaluation/index.js';
import { createEmbedder } from '../../src/models/embedders/create.js';
import type { FakeModel } from '../../src/testing/fake-model.js';
import { runCli } from '../helpers/cli.js';
import { fakeModel } from '../helpers/fake-model.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

// The next file is tested in this very process.
afterEach(() => void vi.unstubAllEnvs());

const memories = [
  { id: 'lisbon', text: 'I live in Lisbon.', occurred_at: '2025-01-05' },
  { id: 'kayak', text: 'The kayak leaks since Bergen.', occurred_at: '2025-03-05' },
  { id: 'porto', text: 'I live in Porto now.', occurred_at: '2026-02-01' },
];
const questions = [
  { query: 'Where do I live?', gold: ['porto'], outdated: ['lisbon'], category: 'changed' },
  { query: 'What leaks?', gold: ['kayak'], category: 'direct' },
  { query: 'Who repairs zeppelins?', gold: [], category: 'none' },
];

function ownFile(): string {
  const path = join(temporaryDirectory(), 'own.json');
  writeFileSync(path, JSON.stringify({ memories, questions }));
  return path;
}

const evaluate = (options: Partial<RunOptions> = {}) =>
  runEvaluation({ dataset: 'own', path: ownFile(), version: '1.0.0', ...options });

/** Tried once: a test does not wait for a model that is told to fail. */
const embedderAt = (model: FakeModel) =>
  createEmbedder(
    { embedder: 'compatible:any', embedderUrl: model.url },
    { retries: 0, pauseMs: 1 },
  );

describe('questions of one’s own (B14)', () => {
  it('are measured as public sets are, and what holds now by itself', async () => {
    const report = await evaluate();
    expect(report.questions).toBe(3);
    expect(report.turns?.overall).toMatchObject({ questions: 2, 'hit@1': 1, 'recall@5': 1 });
    expect(report.newest_first?.overall).toEqual({ questions: 1, 'hit@1': 1 });
    expect(report).not.toHaveProperty('embedder');
  });

  it('tell what a least score keeps, and what it keeps silent', async () => {
    const report = await evaluate();
    const [none, ...more] = report.scores ?? [];
    expect(none).toMatchObject({ min_score: 0, right: 1 });
    for (const { silent } of more.slice(-2)) expect(silent).toBe(1);
    expect(more.map(({ right }) => right)).toEqual(
      more.map(({ right }) => right).toSorted((a, b) => b - a),
    );
    expect(formatReport(report)).toMatch(/min_score +first hit right +silent without an answer/);
  });

  it('name what is wrong with the file', async () => {
    const path = join(temporaryDirectory(), 'own.json');
    writeFileSync(path, JSON.stringify({ memories, questions: [{ query: 'Who?', gold: ['x'] }] }));
    await expect(evaluate({ path })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('me has no memory x'),
      remedy: expect.stringContaining('docs/evaluation.md'),
    });
  });
});

describe('an evaluation with the vectors of a model (B12, B14)', () => {
  it('embeds every memory and every question, and says whose vectors they were', async () => {
    const model = await fakeModel();
    const report = await evaluate({ embedder: embedderAt(model) });
    expect(report.embedder).toEqual({ model: 'compatible:any', without_vector: 0 });
    expect(formatReport(report)).toContain('with vectors of compatible:any');
    const sent = model.requests.flatMap(({ body }) => body['input']).flat();
    for (const { text } of memories) expect(sent).toContain(text);
    for (const { query } of questions) expect(sent).toContain(query);
  });

  it('ends where a question gets no vector: its figure would be that of no model', async () => {
    const model = await fakeModel();
    const out = join(temporaryDirectory(), 'out.jsonl');
    const path = ownFile();
    const progress = ({ doing }: { doing: string }) => {
      if (doing === 'asking') model.misbehave({ fails: { status: 400 } });
    };
    const asked = evaluate({ path, out, embedder: embedderAt(model), progress });
    await expect(asked).rejects.toMatchObject({ code: expect.stringMatching(/^model_/) });
    model.misbehave({});
    const rest = await evaluate({ path, out, embedder: embedderAt(model) });
    expect(rest).toMatchObject({ questions: 3, resumed: 1 });
    await expect(evaluate({ path, out })).rejects.toThrow(
      'its --embedder is another, compatible:any and not none',
    );
  });

  it('is asked for by name, at the address of the settings', async () => {
    const model = await fakeModel();
    const argv = ['eval', 'own', ownFile(), '--json', '--embedder', 'compatible:any'];
    const where = ['--embedder-url', model.url, '--data', temporaryDirectory()];
    const { out, code } = await runCli(...argv, ...where);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ embedder: { model: 'compatible:any' } });
  });

  it('is not the one of the settings: figures are to be compared', async () => {
    vi.stubEnv('TULVING_EMBEDDER', 'ollama:embeddinggemma');
    const argv = ['eval', 'own', ownFile(), '--json', '--data', temporaryDirectory()];
    const { out } = await runCli(...argv);
    expect(JSON.parse(out)).not.toHaveProperty('embedder');
  });

  it('sends nothing elsewhere before somebody has agreed', async () => {
    const argv = ['eval', 'own', ownFile(), '--embedder', 'openai:text-embedding-3-small'];
    vi.stubEnv('OPENAI_API_KEY', 'sk-none');
    const { err, code } = await runCli(...argv);
    expect(err).toMatch(
      /openai:text-embedding-3-small is to make vectors of 6 texts: about \d+ tokens, for about \$.* Give --yes/,
    );
    expect(code).toBe(2);
  });
});
