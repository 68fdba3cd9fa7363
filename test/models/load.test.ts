import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ended, spawnCli } from '../helpers/cli.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

/** The scripts that a command line loaded. */
async function loadedBy(...argv: string[]): Promise<string> {
  const coverage = temporaryDirectory();
  const { code, err } = await ended(spawnCli(argv, { NODE_V8_COVERAGE: coverage }));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  const files = readdirSync(coverage).map((name) => readFileSync(join(coverage, name), 'utf8'));
  return files.join('\n');
}

describe('a command that asks no model', () => {
  it('loads nothing of them, also where one is configured', async () => {
    const data = temporaryDirectory();
    const models = ['--reranker', 'cohere:rerank-v3.5', '--llm', 'openai:gpt-5-mini'];
    const loaded = await loadedBy('search', 'tea', '--data', data, ...models);
    // Else the lists would be empty for another reason.
    expect(loaded).toContain('/dist/recall/recall.js');
    expect(loaded).not.toMatch(/node_modules\/(?:ai|@ai-sdk|undici)\//);
    expect(loaded).not.toContain('/dist/models/rerankers/');
  });
});
