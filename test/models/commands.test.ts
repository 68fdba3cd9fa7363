import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMemory } from '../../src/compose.js';
import { requireConsentToEmbed, tellEstimate } from '../../src/cli/model-commands/consent.js';
import { conceptVector } from '../helpers/embedder.js';
import { runCli } from '../helpers/cli.js';
import { fakeModel } from '../helpers/fake-model.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

/** A folder that takes part in no other test. */
function data(): string {
  const directory = join(temporaryDirectory(), 'data');
  mkdirSync(directory, { mode: 0o700 });
  return directory;
}

describe('tulving models', () => {
  it('lists who is known, and what is configured', async () => {
    const { code, out } = await runCli(
      'models',
      '--json',
      '--data',
      data(),
      '--llm',
      'ollama:qwen3:8b',
    );
    expect(code).toBe(0);
    const { configured, providers } = JSON.parse(out);
    expect(configured).toEqual({ llm: 'ollama:qwen3:8b', embedder: 'builtin', reranker: null });
    expect(providers.find(({ id }: { id: string }) => id === 'dashscope')).toMatchObject({
      keys: ['DASHSCOPE_API_KEY'],
      uses: ['llm', 'embedder', 'reranker'],
    });
    expect((await runCli('models', '--data', data())).out).toMatch(/^embedder {2}builtin$/m);
  });

  it('tells what the language model costs, and from where that is known', async () => {
    const priceOf = async (...argv: string[]) => {
      const { out } = await runCli('models', '--data', data(), ...argv);
      return /^price +(.*)$/m.exec(out)?.[1];
    };
    expect(await priceOf()).toBeUndefined();
    const mini = ['--llm', 'openai:gpt-5-mini'];
    expect(await priceOf(...mini)).toMatch(/^\$0\.25 in and \$2\.00 out .*listed on 20.*https:/);
    expect(await priceOf(...mini, '--llm-price', '0.004,1')).toBe(
      '$0.004 in and $1.00 out for a million tokens',
    );
    expect(await priceOf('--llm', 'azure:mine')).toBe('not known, set TULVING_LLM_PRICE');
    const { code, err } = await runCli('models', ...mini, '--llm-price', '0.25');
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('0.25,2.00') });
  });

  it('puts what the keys are called below one another, also where an address is missing', async () => {
    const { out } = await runCli('models', '--data', data());
    const columns = ['AZURE_OPENAI_API_KEY', 'COHERE_API_KEY'].map((key) =>
      out
        .split('\n')
        .find((line) => line.includes(key))
        ?.indexOf(key),
    );
    expect(columns[0]).toBeGreaterThan(0);
    expect(columns[0]).toBe(columns[1]);
  });

  it('tries each model, and tells latency and dimension', async () => {
    const fake = await fakeModel({ embedding: { dimension: 3072 } });
    const models = ['--llm', 'compatible:any', '--llm-url', fake.url];
    const embedder = ['--embedder', `openai-compatible:${fake.url}#big`];
    const reranker = ['--reranker', `url:${fake.origin}/rerank`];
    const argv = ['models', 'test', '--data', data(), ...models, ...embedder, ...reranker];
    const { code, out } = await runCli(...argv);
    expect(out).toMatch(/embedder +openai-compatible:\S+#big answers, in \d+ ms.*3072 dimensions/);
    expect(out).toMatch(/language model +compatible:any answers/);
    expect(out).toMatch(/reranker +url:\S+ answers/);
    expect(code).toBe(0);
    fake.misbehave({ fails: { status: 500 } });
    const broken = await runCli(...argv, '--json');
    expect(broken.code).not.toBe(0);
    expect(JSON.parse(broken.out).models).toHaveLength(3);
  });

  it('writes a choice into tulving.yaml, where comments stay and keys never come', async () => {
    const directory = data();
    const file = join(directory, 'tulving.yaml');
    writeFileSync(file, '# ours\nport: 9000 # free here\n');
    const use = (...argv: string[]) => runCli('models', 'use', ...argv, '--data', directory);
    const used = await use(
      'embedder',
      'openai:text-embedding-3-large',
      '--embedder-dimension',
      '256',
    );
    expect(used.out).toContain('TULVING_EMBEDDER_API_KEY or OPENAI_API_KEY');
    expect(used.out).toContain('tulving reindex vectors');
    expect(readFileSync(file, 'utf8')).toBe(
      '# ours\nport: 9000 # free here\nembedder: openai:text-embedding-3-large\nembedder-dimension: 256\n',
    );
    expect((await runCli('models', '--json', '--data', directory)).out).toContain('3-large');
    expect((await use('embedder', 'none')).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toBe('# ours\nport: 9000 # free here\n');
  });

  it.each([
    [['embedder', 'opennai:x'], /openai\?/],
    [['embedder', 'openai-compatible:http://mia:secret@127.0.0.1:1/v1#m'], /without a user/],
    [['voice', 'x:y'], /llm, embedder or reranker/],
    [['embedder'], /llm, embedder or reranker/],
  ])('refuses %j', async (argv, message) => {
    const directory = data();
    const { code, err } = await runCli('models', 'use', ...argv, '--data', directory);
    expect(code).not.toBe(0);
    expect(err).toMatch(message);
  });
});

describe('tulving reindex vectors', () => {
  it('makes them, tells before what that takes, and has nothing to do the second time', async () => {
    const fake = await fakeModel({ embedding: { vector: conceptVector } });
    const directory = data();
    const memory = await createMemory({ data: directory });
    for (const text of ['We bought a blue car.', 'Mia plays the cello.']) {
      await memory.add({ user_id: 'ada', text });
    }
    await memory.close();
    const common = ['--data', directory, '--embedder', `openai-compatible:${fake.url}#small`];
    const first = await runCli('reindex', 'vectors', ...common);
    expect(first.out).toMatch(/vectors of 2 memories: about \d+ tokens, on this machine/);
    expect(first.out).toContain('The vectors of 2 memories were made.');
    const again = await runCli('reindex', 'vectors', ...common);
    expect(again.out).toBe('Every vector is there.\n');
    const status = await runCli('status', ...common.slice(0, 2));
    expect(status.out).not.toContain('vectors');
  });

  it('asks for consent before texts leave this machine, and for none before they stay on it', async () => {
    const estimate = { model: 'openai:x', memories: 3, tokens: 60, seconds: 1, cost: null };
    const told: string[] = [];
    const output = { json: false, line: (...lines: string[]) => void told.push(...lines) };
    const ask = (remote: boolean, agreed: boolean) =>
      requireConsentToEmbed({ ...estimate, remote }, agreed, output);
    // Nobody can be asked here.
    await expect(ask(true, false)).rejects.toThrow(/--yes/);
    await ask(true, true);
    await ask(false, false);
    expect(told).toHaveLength(3);
  });

  it('tells time and cost', () => {
    const estimate = {
      model: 'openai:text-embedding-3-small',
      memories: 100_000,
      tokens: 2_500_000,
    };
    expect(tellEstimate({ ...estimate, seconds: 480, cost: 0.05, remote: true })).toBe(
      'openai:text-embedding-3-small is to make vectors of 100,000 memories: about 2,500,000 tokens, for about $0.05, about 8 minutes.',
    );
    expect(tellEstimate({ ...estimate, seconds: 20, cost: null, remote: true })).toContain(
      'at a price not known here, about a minute',
    );
  });

  it('says what to do without a model, and what it takes', async () => {
    const none = await runCli('reindex', 'vectors', '--data', data());
    expect(none.err).toContain('--embedder provider:model');
    const other = await runCli('reindex', 'words', '--data', data());
    expect(other.err).toContain('terms or vectors');
  });
});
