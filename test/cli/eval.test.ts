import { describe, expect, it } from 'vitest';
import { requireConsent } from '../../src/cli/eval/consent.js';
import { runCli } from '../helpers/cli.js';

const estimate = {
  questions: 1_540,
  calls: 4_620,
  input_tokens: 3_000_000,
  output_tokens: 900_000,
  cost: 2.55,
};

describe('tulving eval --answer spends nothing unasked (B14)', () => {
  it('tells what it takes, and stops where nobody can be asked', async () => {
    await expect(requireConsent(estimate, false)).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringMatching(
        /1,540 questions.*4,620 calls.*3,000,000 tokens.*\$2\.55.*--yes/,
      ),
    });
    await expect(requireConsent({ ...estimate, cost: null }, false)).rejects.toMatchObject({
      message: expect.stringContaining('price not known, set TULVING_LLM_PRICE'),
    });
  });

  it.each([
    ['with --yes', estimate, true],
    ['where all was asked before', { ...estimate, calls: 0 }, false],
  ])('goes on %s', async (_, cost, agreed) => {
    await expect(requireConsent(cost, agreed)).resolves.toBeUndefined();
  });
});

describe('tulving eval tells what it can in both languages (T7)', () => {
  it.each([
    ['en', 'judge the answers', 'spread over the set'],
    ['zh', '评判答案', '均匀选取'],
  ])('%s', async (language, ...words) => {
    const { out } = await runCli('eval', '--help', '--language', language);
    const told = out.replaceAll(/\s+/g, ' ');
    for (const word of words) expect(told).toContain(word);
    expect(told).toContain('precisionmembench');
  });
});
