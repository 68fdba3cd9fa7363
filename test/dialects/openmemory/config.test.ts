import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { settingsKeeper } from '../../../src/cli/config-files.js';
import { readConfiguration } from '../../../src/cli/configuration.js';
import { temporaryDirectory } from '../../helpers/temporary-memory.js';
import { expectRefusal, openMemory } from './served.js';

const none = {
  openmemory: { custom_instructions: null },
  mem0: { llm: null, embedder: null, vector_store: null },
};

const ollama = {
  provider: 'ollama',
  config: {
    model: 'qwen3:8b',
    temperature: 0.1,
    max_tokens: 2000,
    api_key: null,
    ollama_base_url: 'http://127.0.0.1:11434/v1',
  },
};

/** With a key that may change models. */
async function owned(settings = {}) {
  const data = temporaryDirectory();
  const keepSettings = settingsKeeper({ data, config: undefined });
  const server = await openMemory({ settings, keepSettings });
  const { secret } = await server.memory.keys.create({ name: 'owner', scopes: ['admin'] });
  const headers = { 'X-API-Key': secret };
  return {
    server,
    data,
    ask: (method: string, path: string, body?: unknown) => server.ask(method, path, body, headers),
  };
}

describe("OpenMemory's settings (D2)", () => {
  it('hold custom instructions, which PUT and PATCH save and answer', async () => {
    const server = await openMemory();
    expect((await server.ask('GET', '/config/')).body).toEqual(none);
    const openmemory = { custom_instructions: 'Keep recipes.' };
    const saved = await server.ask('PUT', '/config/', { openmemory, mem0: null });
    expect(saved).toEqual({ status: 200, body: { ...none, openmemory } });
    expect(await server.memory.cubes.settings('user:default')).toMatchObject(openmemory);
    await server.ask('PATCH', '/config', { mem0: { llm: null } });
    expect((await server.ask('GET', '/config/openmemory')).body).toEqual(openmemory);
    await server.ask('PUT', '/config/openmemory', { custom_instructions: 'Keep songs.' });
    expect((await server.ask('GET', '/config')).body.openmemory).toEqual({
      custom_instructions: 'Keep songs.',
    });
    expect((await server.ask('POST', '/config/reset')).body).toEqual(none);
    expect((await server.ask('GET', '/config/')).body).toEqual(none);
  });

  it('are of the user that is asked for', async () => {
    const server = await openMemory();
    await server.ask('PUT', '/config/openmemory?user_id=ada', { custom_instructions: 'Songs.' });
    expect(await server.memory.cubes.settings('user:ada')).toMatchObject({
      custom_instructions: 'Songs.',
    });
    expect((await server.ask('GET', '/config')).body).toEqual(none);
  });

  it('keep models for the next start, and never tell a key', async () => {
    const { server, data, ask } = await owned();
    const embedder = {
      provider: 'openai',
      config: { model: 'text-embedding-3-small', api_key: 'sk-of-the-test' },
    };
    const saved = await ask('PUT', '/config/', { mem0: { llm: ollama, embedder } });
    expect(saved.body).toEqual({
      ...none,
      mem0: {
        llm: {
          provider: 'ollama',
          config: { ...ollama.config, temperature: null, max_tokens: null },
        },
        embedder: {
          provider: 'openai',
          config: { model: 'text-embedding-3-small', api_key: '********', ollama_base_url: null },
        },
        vector_store: null,
      },
      restart_required: true,
    });
    expect(await readConfiguration({ data }, {})).toMatchObject({
      llm: 'ollama:qwen3:8b',
      llmUrl: 'http://127.0.0.1:11434/v1',
      embedder: 'openai:text-embedding-3-small',
      embedderApiKey: 'sk-of-the-test',
    });
    expect(readFileSync(join(data, 'tulving.yaml'), 'utf8')).not.toContain('sk-of');
    expect(statSync(join(data, 'secrets.env')).mode & 0o077).toBe(0);
    // What it showed is put back as it is: the mask is no new key.
    await ask('PUT', '/config/mem0/embedder', saved.body.mem0.embedder);
    expect(await readConfiguration({ data }, {})).toMatchObject({
      embedderApiKey: 'sk-of-the-test',
    });
    expect((await ask('GET', '/config/mem0/llm')).body).toEqual(saved.body.mem0.llm);
    expect((await ask('GET', '/config/mem0/vector_store')).body).toBeNull();
    expect(server.log.join()).not.toContain('sk-of');
  });

  it('show the variable that the key of a provider is read from', async () => {
    const { ask } = await owned({ llm: 'openai:gpt-4o-mini' });
    const { body } = await ask('GET', '/config/mem0/llm');
    expect(body.config).toMatchObject({ model: 'gpt-4o-mini', api_key: 'env:OPENAI_API_KEY' });
    const again = await ask('PUT', '/config/mem0/llm', body);
    expect(again).toEqual({ status: 200, body });
  });

  it('refuse what cannot be, and change nothing then', async () => {
    const { server, data, ask } = await owned();
    const llm = (provider: string, api_key: string | null = null) => ({
      ...none,
      openmemory: { custom_instructions: 'No.' },
      mem0: { llm: { provider, config: { model: 'x', api_key } } },
    });
    await expectRefusal(server, 422, () => ask('PUT', '/config/', llm('nobody')));
    await expectRefusal(server, 422, () => ask('PUT', '/config/', llm('openai', 'env:MY_KEY')));
    const store = { mem0: { vector_store: { provider: 'qdrant', config: {} } } };
    await expectRefusal(server, 422, () => ask('PUT', '/config/', store));
    expect((await ask('GET', '/config/')).body).toEqual(none);
    expect(await readConfiguration({ data }, {})).toMatchObject({ llm: undefined });
  });

  it('leave models to an admin key', async () => {
    const server = await openMemory({ keepSettings: () => Promise.reject(new Error('kept')) });
    const body = { openmemory: { custom_instructions: 'No.' }, mem0: { llm: ollama } };
    await expectRefusal(server, 403, () => server.ask('PUT', '/config/', body));
    expect((await server.ask('GET', '/config/')).body).toEqual(none);
  });
});
