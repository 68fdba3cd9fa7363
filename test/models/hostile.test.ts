import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { carefulFetch } from '../../src/models/careful-fetch.js';
import { createEmbedder } from '../../src/models/embedders/create.js';
import { createLanguageModel } from '../../src/models/language-model.js';

const KEY = 'sk-9fK2mXw7QpLtVz31';
const never = () => new AbortController().signal;

async function serverOf(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** Somebody who must not be asked. */
async function stranger() {
  const asked: unknown[] = [];
  const url = await serverOf(({ url, headers }, response) => {
    asked.push([url, headers]);
    response.end('{}');
  });
  return { url, asked };
}

const embedderAt = (url: string) =>
  createEmbedder(
    { embedder: 'openai:text-embedding-3-small', embedderUrl: url, embedderApiKey: KEY },
    { retries: 0 },
  );

async function failureOf(work: Promise<unknown>): Promise<Error> {
  const [outcome] = await Promise.allSettled([work]);
  if (outcome.status === 'fulfilled') throw new Error('it was expected to fail');
  expect(inspect(outcome.reason, { depth: 10 })).not.toContain(KEY);
  return outcome.reason as Error;
}

const asks = [
  ['an embedder', (url: string) => embedderAt(url).embed(['Mia?'], 'document', never())],
  [
    'a language model',
    (url: string) =>
      createLanguageModel(
        { llm: 'anthropic:claude-x', llmUrl: url, llmApiKey: KEY },
        { retries: 0 },
      ).generate({ prompt: 'Mia?' }),
  ],
] as const;

describe('a service of models is not trusted with where a key goes (DESIGN 14)', () => {
  it.each(asks)('%s that leads elsewhere is not followed, with the key or without', async (_, ask) => {
    for (const status of [301, 302, 303, 307, 308]) {
      const { url: elsewhere, asked } = await stranger();
      const url = await serverOf((_, response) => {
        response.writeHead(status, { location: `${elsewhere}/?key=${KEY}` }).end();
      });
      const failure = await failureOf(ask(url));
      expect(failure).toMatchObject({ code: 'model_refused' });
      expect(failure.message).toContain(`leads to ${new URL(elsewhere).host}`);
      expect(asked).toEqual([]);
    }
  });

  it('one that adds a slash is followed, and one that leads on for ever is not', async () => {
    const url = await serverOf((request, response) => {
      request.resume();
      const path = request.url ?? '';
      if (path.startsWith('/v1') && !path.endsWith('/'))
        response.writeHead(307, { location: `${path}/` }).end();
      else if (path.startsWith('/v1')) response.end('{"data":[{"embedding":[1,0]}]}');
      else response.writeHead(308, { location: `${path}x` }).end();
    });
    const [made] = await embedderAt(`${url}/v1`).embed(['Mia?'], 'document', never());
    expect(made).toMatchObject({ length: 1 });
    const failure = await failureOf(embedderAt(`${url}/x`).embed(['Mia?'], 'document', never()));
    expect(failure).toMatchObject({ code: 'model_refused' });
  });

  it('one whose address cannot be read is refused without repeating it', async () => {
    const url = await serverOf((_, response) => {
      response.writeHead(307, { location: `http://u:${KEY}@[` }).end();
    });
    const failure = await failureOf(embedderAt(url).embed(['Mia?'], 'document', never()));
    expect(failure.message).toContain('leads to no address');
  });

  it('one that repeats the key as its pause is not repeated', async () => {
    const url = await serverOf((_, response) => {
      response.writeHead(429, { 'retry-after': `key ${KEY}` }).end('{}');
    });
    const failure = await failureOf(embedderAt(url).embed(['Mia?'], 'document', never()));
    expect(failure).toMatchObject({ code: 'model_busy' });
  });

  it('one that wraps its error in a hundred thousand others is told as any', async () => {
    const url = await serverOf((_, response) => {
      const deep = 100_000;
      response.writeHead(403).end(`${'{"error":'.repeat(deep)}"x"${'}'.repeat(deep)}`);
    });
    const failure = await failureOf(embedderAt(url).embed(['Mia?'], 'document', never()));
    expect(failure).toMatchObject({ code: 'model_refused' });
    const other = await serverOf((_, response) => {
      const deep = 100_000;
      response.writeHead(500).end(`${'{"error":'.repeat(deep)}"x"${'}'.repeat(deep)}`);
    });
    expect(await failureOf(embedderAt(other).embed(['Mia?'], 'document', never()))).toMatchObject({
      code: 'model_unavailable',
    });
  });

  it('an answer without an end is broken off, and its connection with it', async () => {
    let sent = 0;
    let closed = false;
    const url = await serverOf((_, response) => {
      const block = Buffer.alloc(65_536, 32);
      const send = () => {
        while (!response.destroyed && response.write(block)) sent += block.length;
      };
      response.on('drain', send).on('close', () => (closed = true));
      send();
    });
    const options = { shown: 'openai:x', urlVariable: 'TULVING_LLM_URL', mostBytes: 2_097_152 };
    const answer = await carefulFetch(fetch, options)(url);
    await expect(answer.text()).rejects.toMatchObject({
      code: 'model_unusable',
      message: 'openai:x answers with more than 2 MiB.',
    });
    await expect.poll(() => closed).toBe(true);
    expect(sent).toBeLessThan(64 * 1_048_576);
  });
});
