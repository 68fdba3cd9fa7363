import { describe, expect, it } from 'vitest';
import { createLog } from '../../src/server/log.js';
import { LogRing } from '../../src/server/log-ring.js';
import type { Served } from '../../src/server/served.js';
import type { FoundSettings } from '../../src/server/found-settings.js';
import type { SettingsSource } from '../../src/server/settings-desk.js';
import { type SettingName, settingTable } from '../../src/settings.js';
import { temporaryApi } from '../helpers/api.js';

type Texts = Partial<Record<SettingName, string>>;

/** Values of a file and of the environment, as the command line would read them. */
function source(environment: Texts, file: Texts): SettingsSource & { file: Texts } {
  const found = () =>
    Object.fromEntries(
      Object.keys(settingTable).map((key) => {
        const name = key as SettingName;
        const text = environment[name] ?? file[name];
        const origin = environment[name] !== undefined ? 'environment' : 'config';
        return [name, { origin: text === undefined ? 'default' : origin, text }];
      }),
    ) as FoundSettings;
  return {
    file,
    began: found(),
    now: async () => found(),
    keep: async (values) => {
      for (const [name, value] of values) {
        if (value === undefined) delete file[name];
        else file[name] = value;
      }
    },
    configFile: '/data/tulving.yaml',
  };
}

async function operated(more: Partial<Served> = {}) {
  const logRing = new LogRing('info');
  const settingsSource = source(
    { llmApiKey: 'sk-very-secret-key', backupEvery: 'daily' },
    { llm: 'openai:gpt-5-mini', undoDays: '7' },
  );
  const log = logRing.watching(createLog('info', () => {}));
  const api = await temporaryApi({}, {}, { log, logRing, settingsSource, ...more });
  const { memory, app } = api;
  const { secret } = await memory.keys.create({ name: 'admin', scopes: ['admin'] });
  const headers = { authorization: `Bearer ${secret}`, 'content-type': 'application/json' };
  const call = async (method: string, path: string, body?: unknown) => {
    const reply = await api.call(method, path, body, headers);
    return { status: reply.status, body: reply.body as Body };
  };
  return { memory, app, call, logRing, settingsSource, secret };
}

type Row = Record<string, unknown> & { name: string };

/** What the routes of this file answer, as far as it is read here. */
interface Body {
  [field: string]: unknown;
  data: Row[];
  errors: { pointer: string }[];
  providers: { id: string }[];
  id: string;
  code: string;
}

describe('the settings over HTTP (D7)', () => {
  it('tell each value, from where it comes and what it does, and no secret', async () => {
    const { call } = await operated();
    const { body } = await call('GET', '/v1/settings');
    const byName = Object.fromEntries(body.data.map((one) => [one.name, one]));
    expect(Object.keys(byName)).toEqual(Object.keys(settingTable));
    expect(byName['undoDays']).toMatchObject({ value: '7', origin: 'config', fixed: null });
    expect(byName['llmApiKey']).toMatchObject({ value: null, set: true, secret: true });
    expect(byName['backupEvery']).toMatchObject({ origin: 'environment', fixed: 'environment' });
    expect(byName['ttlDays']).toMatchObject({ value: null, origin: 'default', default: '0' });
    expect(byName['host']).toMatchObject({ fixed: 'start' });
    expect(byName['undoDays']?.['help']).toMatchObject({ zh: expect.stringContaining('天数') });
    expect(JSON.stringify(body)).not.toContain('very-secret');
  });

  it('are checked and kept for the next start, given back, and noted by name alone', async () => {
    const { call, settingsSource, memory } = await operated();
    const changed = await call('PATCH', '/v1/settings', {
      values: { ttlDays: '30', undoDays: null },
    });
    expect(settingsSource.file).toEqual({ llm: 'openai:gpt-5-mini', ttlDays: '30' });
    expect(changed.body.restart_required).toBe(true);
    const ttl = changed.body.data.find(({ name }) => name === 'ttlDays');
    expect(ttl).toMatchObject({ value: null, next: { value: '30', set: true } });
    const [noted] = (await memory.audit.list({ group: 'settings' })).data;
    expect(noted).toMatchObject({ outcome: 'done', detail: { settings: ['ttlDays', 'undoDays'] } });
  });

  it('refuse what is no value, what is no setting, and what opens the machine', async () => {
    const { call, settingsSource } = await operated();
    const values = {
      undoDays: 'many',
      nothing: '1',
      host: '0.0.0.0',
      llmUrl: 'http://me:secret@example.org',
      allowUrls: 'public',
    };
    const { status, body } = await call('PATCH', '/v1/settings', { values });
    expect(status).toBe(422);
    expect(body.errors.map(({ pointer }) => pointer)).toEqual(
      Object.keys(values).map((name) => `/values/${name}`),
    );
    expect(settingsSource.file).toEqual({ llm: 'openai:gpt-5-mini', undoDays: '7' });
  });
});

describe('keys of models and the settings over HTTP (D7)', () => {
  const elsewhere = 'https://collector.example.org/v1';

  it('a key that is kept is not led to another address: whoever names one brings the key', async () => {
    const { call, settingsSource } = await operated();
    settingsSource.file.embedder = 'openai:text-embedding-3-small';
    settingsSource.file.embedderApiKey = 'kept-for-openai';
    for (const values of [
      { embedderUrl: elsewhere },
      { embedder: `openai-compatible:${elsewhere}#m` },
      { llmUrl: elsewhere },
      // It would change nothing: the environment counts first.
      { llmUrl: elsewhere, llmApiKey: 'another' },
    ]) {
      const { status, body } = await call('PATCH', '/v1/settings', { values });
      expect([status, body.errors.length]).toEqual([422, 1]);
    }
    expect(settingsSource.file.embedderUrl).toBeUndefined();
    const both = { embedderUrl: elsewhere, embedderApiKey: 'for-the-other' };
    expect((await call('PATCH', '/v1/settings', { values: both })).status).toBe(200);
    const path = { embedderUrl: `${elsewhere}/beta` };
    expect((await call('PATCH', '/v1/settings', { values: path })).status).toBe(200);
    expect((await call('PATCH', '/v1/settings', { values: { embedderUrl: null } })).status).toBe(
      200,
    );
    expect(
      (await call('PATCH', '/v1/settings', { values: { rerankerUrl: elsewhere } })).status,
    ).toBe(200);
  });

  it('what signs in at an address is not told, wherever it stands in it', async () => {
    const { call, settingsSource } = await operated();
    settingsSource.file.embedderUrl = 'https://me:pa@ss@example.org/v1?api_key=hidden-one&x=1';
    const { body } = await call('GET', '/v1/settings');
    const found = body.data.find(({ name }) => name === 'embedderUrl');
    const value = 'https://…@example.org/v1?api_key=…&x=1';
    expect(found?.['next']).toMatchObject({ value, set: true });
    const values = { rerankerUrl: 'https://example.org/?key=hidden-one' };
    expect((await call('PATCH', '/v1/settings', { values })).status).toBe(422);
  });
});

describe('the models over HTTP (D7, C7)', () => {
  it('tell what is configured, whether its key is there, and who is known', async () => {
    const { call } = await operated();
    await call('PATCH', '/v1/settings', { values: { embedder: 'cohere:embed-v4.0' } });
    const { body } = await call('GET', '/v1/models');
    const [llm, embedder, reranker] = body.data;
    expect(llm).toMatchObject({ model: 'openai:gpt-5-mini', key: 'set', waits: false });
    expect([llm, embedder].map((model) => model?.price)).toEqual([
      { input: 0.25, output: 2 },
      null,
    ]);
    expect(embedder).toMatchObject({
      model: null,
      next: 'cohere:embed-v4.0',
      key: 'missing',
      waits: true,
    });
    expect(reranker).toMatchObject({ model: null, key: 'not_needed' });
    const ollama = body.providers.find(({ id }) => id === 'ollama');
    expect(ollama).toMatchObject({ keys: [], uses: ['llm', 'embedder'] });
  });

  it('are tried where the server was started so that it can', async () => {
    const { call } = await operated();
    expect((await call('POST', '/v1/models/test', { kind: 'llm' })).status).toBe(403);
    const able = await operated({
      testModel: async (kind) => ({
        kind,
        model: 'x:y',
        status: 'ok',
        detail: 'answers',
        remedy: null,
        ms: 12,
        dimension: null,
      }),
    });
    const { body } = await able.call('POST', '/v1/models/test', { kind: 'llm' });
    expect(body).toMatchObject({ kind: 'llm', ms: 12 });
    expect((await able.call('POST', '/v1/models/test', { kind: 'other' })).status).toBe(422);
  });

  it('are indexed anew by a job, of which an estimate tells the size', async () => {
    const { call, memory } = await operated();
    await memory.add({ user_id: 'ada', text: 'The harbour is quiet.' });
    expect((await call('GET', '/v1/reindex')).body).toEqual({
      index: { memories: 1, outdated: 0 },
      vectors: null,
    });
    const { status, body } = await call('POST', '/v1/reindex', { what: 'index', all: true });
    expect([status, body.kind]).toEqual([201, 'reindex']);
    await memory.runJobs((_, error) => {
      throw error;
    });
    expect((await memory.jobs.get(body.id)).result).toEqual({ memories: 1 });
    expect((await call('POST', '/v1/reindex', { what: 'vectors' })).body.code).toBe(
      'invalid_setting',
    );
  });
});

describe('the log over HTTP (D7)', () => {
  it('tells the newest lines by level and letters, and no key', async () => {
    const { call, logRing, secret } = await operated();
    const log = logRing.watching(createLog('debug', () => {}));
    log('error', 'job failed', { cause: `Bearer ${secret} at https://me:pass@example.org/` });
    log('debug', 'too much');
    const { body } = await call('GET', '/v1/logs?level=error');
    expect(body.data.map((line) => line['event'])).toEqual(['job failed']);
    expect(JSON.stringify(body)).not.toMatch(/me:pass/);
    expect(JSON.stringify(body)).not.toContain(secret.split('_')[2]);
    const found = await call('GET', '/v1/logs?text=JOB+FAILED');
    expect(found.body.data).toHaveLength(1);
    expect(
      (await call('GET', `/v1/logs?after=${String(found.body['last'])}`)).body.data,
    ).toHaveLength(1);
  });

  it('is followed while it is written, and holds so many lines at most', async () => {
    const ring = new LogRing('info');
    const log = ring.watching(() => {});
    for (let at = 0; at < 2_500; at += 1) log('info', `line ${at}`);
    expect(ring.list({ limit: 1_000 }).at(-1)?.event).toBe('line 2499');
    expect(ring.list({ limit: 5_000 })).toHaveLength(2_000);
    const stop = new AbortController();
    const lines = ring.follow({ after: 2_499 }, stop.signal);
    expect((await lines.next()).value?.event).toBe('line 2499');
    const next = lines.next();
    log('error', 'new');
    expect((await next).value?.event).toBe('new');
    const none = lines.next();
    stop.abort();
    expect((await none).done).toBe(true);
  });

  it('goes out as server-sent events', async () => {
    const { app, secret } = await operated();
    const headers = { host: 'localhost', authorization: `Bearer ${secret}` };
    const response = await app.request('/v1/logs/stream?after=0', { headers });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body?.getReader();
    await reader?.read();
    await app.request('/v1/nothing', { headers });
    const { value } = (await reader?.read()) ?? {};
    expect(new TextDecoder().decode(value)).toContain('"event":"request"');
    await reader?.cancel();
  });
});
