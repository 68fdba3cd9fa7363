import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runEvaluation } from '../../src/evaluation/index.js';
import { createLanguageModel } from '../../src/models/language-model.js';
import type { FakeModel, Misbehaviour } from '../../src/testing/fake-model.js';
import { fakeModel } from '../helpers/fake-model.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

const QUESTIONS = 6;

/** Made-up preferences in the format of PrefEval. */
const preferences = Array.from({ length: QUESTIONS }, (_, index) => ({
  preference: `I only keep ${index + 2} birds.`,
  question: `Which ${index + 2} pets suit me?`,
}));

const yes = '{"reason": "suits", "correct": true}';
const obliging = (prompt: string) => (prompt.includes('Reply with JSON') ? yes : 'A finch.');

function evaluateWith(fake: FakeModel) {
  const path = join(temporaryDirectory(), 'birds.json');
  writeFileSync(path, JSON.stringify(preferences));
  const settings = { llm: 'compatible:any', llmUrl: fake.url };
  const model = createLanguageModel(settings, { retries: 0, limitMs: 2_000 });
  const patience = { wait: () => Promise.resolve(), random: () => 0 };
  const answering = { model, patience };
  return runEvaluation({ dataset: 'prefeval', path, version: '1.0.0', answering, concurrency: 1 });
}

describe('a server that fails while it is asked for answers (B14)', () => {
  it.each<[string, Misbehaviour, string, number]>([
    ['does not know the key', { fails: { status: 401 } }, 'model_refused', 1],
    ['is broken', { fails: { status: 500 } }, 'model_unavailable', 4],
    ['is crowded', { fails: { status: 429 } }, 'model_busy', 4],
    ['says nothing that can be read', { malformed: '<html>' }, 'model_unusable', 4],
  ])('%s', async (_, misbehaviour, code, tries) => {
    const fake = await fakeModel({ answers: obliging });
    fake.misbehave(misbehaviour);
    await expect(evaluateWith(fake)).rejects.toMatchObject({
      code,
      message: expect.stringContaining('5 questions in a row'),
    });
    expect(fake.requests).toHaveLength(5 * tries);
  });

  it('comes back after a while, and all is answered', async () => {
    const fake = await fakeModel({ answers: obliging });
    fake.misbehave({ fails: { status: 503, times: 3 } });
    const { answers } = await evaluateWith(fake);
    expect(answers).toMatchObject({
      overall: { judged: QUESTIONS, failed: 0, lenient: 1, strict: 1 },
      failed_calls: 3,
    });
  });
});
