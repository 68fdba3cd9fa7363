import { describe, expect, it } from 'vitest';
import { ScriptedModel } from '../../helpers/scripted-model.js';
import { mem0, type Mem0 } from './served.js';

const filters = { AND: [{ user_id: 'ada' }] };
const schema = { type: 'object', properties: { place: { type: 'string' } } };

async function withPlace(options = {}): Promise<Mem0> {
  const server = await mem0({ extract: 'off', ...options });
  await server.memory.add({
    user_id: 'ada',
    text: 'We stay in Porto.',
    metadata: { place: 'Porto' },
  });
  return server;
}

const runJobs = (server: Mem0) => server.memory.runJobs(() => undefined);

describe('exports by a schema through mem0 (T2)', () => {
  it('answer an id, then the bare object: by id, and by the same filters in any order', async () => {
    const server = await withPlace();
    const asked = {
      schema,
      filters: { ...filters, OR: [{ agent_id: { ne: 'x' } }] },
      org_id: null,
    };
    const made = await server.ask('POST', '/v1/exports/', asked);
    expect([made.status, made.body]).toEqual([
      201,
      { message: expect.stringMatching(/\S/), id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    ]);
    await runJobs(server);
    const byId = { memory_export_id: made.body.id };
    const turned = { OR: [{ agent_id: { ne: 'x' } }], ...filters };
    for (const find of [byId, { filters: turned }]) {
      const { status, body } = await server.ask('POST', '/v1/exports/get/', find);
      expect([status, body]).toEqual([200, { place: 'Porto' }]);
    }
    const events = await server.ask('GET', `/v1/event/${made.body.id}/`);
    expect(events.body).toMatchObject({ status: 'SUCCEEDED', event_type: 'EXPORT' });
  });

  it('say 404 where there is none, 400 without a schema or with one that is none', async () => {
    const server = await withPlace();
    const get = (body: object) => server.ask('POST', '/v1/exports/get/', body);
    expect((await get({ filters })).status).toBe(404);
    expect((await get({ memory_export_id: 'nothing' })).status).toBe(404);
    for (const wrong of [{ filters }, { filters, schema: 'no json' }, { filters, schema: {} }]) {
      const { status, body } = await server.ask('POST', '/v1/exports/', wrong);
      expect([status, body.error]).toEqual([400, expect.stringMatching(/schema/)]);
    }
  });

  it('tell why one has failed', async () => {
    let now = Date.parse('2026-03-01T00:00:00Z');
    const llm = new ScriptedModel(() => 'no json');
    const server = await withPlace({ llm, clock: () => now });
    const { body } = await server.ask('POST', '/v1/exports/', { schema, filters });
    for (let tries = 0; tries < 6; tries++) {
      await runJobs(server);
      now += 3_600_000;
    }
    const found = await server.ask('POST', '/v1/exports/get/', { memory_export_id: body.id });
    expect([found.status, found.body]).toMatchObject([502, { status: 'FAILED' }]);
    const event = await server.ask('GET', `/v1/event/${body.id}/`);
    expect(event.body).toMatchObject({ status: 'FAILED', error: expect.stringMatching(/JSON/) });
  });
});

describe('profiles and summaries through mem0 (T2)', () => {
  const jobs = '/v2/profiles/jobs/';
  const trigger = { operation: 'trigger', entity_type: 'user', entity_id: 'ada' };
  const profileOf = async (server: Mem0, user = 'ada') =>
    (await server.ask('GET', `/v2/entities/user/${user}/profile/`)).body;

  it('without a schema: what Tulving counts; a summary of one user', async () => {
    const server = await withPlace();
    expect(await profileOf(server)).toMatchObject({
      status: 'succeeded',
      entity_id: 'ada',
      profile: { total_memories: 1 },
      error: null,
    });
    expect((await profileOf(server, 'nobody')).status).toBe('insufficient_data');
    const { body } = await server.ask('POST', '/v1/summary/', { filters });
    expect(body).toMatchObject({ summary: expect.stringMatching(/\S/), user_id: 'ada' });
    const refused = await server.ask('POST', '/v1/summary/', { filters: { agent_id: 'x' } });
    expect(refused.status).toBe(400);
  });

  it('with a schema: a job that fills it, and the profile under the names of the schema', async () => {
    const server = await withPlace();
    const settings = await server.ask('POST', '/v2/profiles/settings/', {
      entities: { user: { schema, custom_instructions: 'Places.' } },
    });
    const kept = { user: { schema, custom_instructions: 'Places.' } };
    expect(settings.body).toMatchObject({ enabled: true, entities: kept });
    const key = { 'idempotency-key': 'once' };
    const { status, body: job } = await server.ask('POST', jobs, trigger, key);
    expect([status, job.entity_count_reserved, job.replayed]).toEqual([201, 1, false]);
    expect((await profileOf(server)).status).toBe('pending');
    const again = await server.ask('POST', jobs, trigger, key);
    expect(again.body).toMatchObject({ job_id: job.job_id, replayed: true });
    const running = await server.ask('GET', job.status_url);
    expect(running.body.job).toMatchObject({ status: 'running', total: 1, completed: 0 });
    await runJobs(server);
    const ended = await server.ask('GET', `${jobs}${job.job_id}/`);
    expect(ended.body.job).toMatchObject({
      id: job.job_id,
      operation: 'trigger',
      status: 'succeeded',
      succeeded: 1,
      failed: 0,
    });
    expect(await profileOf(server)).toMatchObject({
      status: 'succeeded',
      profile: { place: 'Porto' },
      generation_count: 1,
    });
  });

  it('sample some users; settings are kept, and refused where they are none', async () => {
    const server = await withPlace();
    await server.memory.add({ user_id: 'bob', text: 'We stay in Faro.' });
    await server.ask('POST', '/v2/profiles/settings/', { entities: { user: { schema } } });
    const { body } = await server.ask('POST', jobs, { operation: 'sample', limit: 5 });
    expect([body.sampled, body.entity_ids.toSorted()]).toEqual([2, ['ada', 'bob']]);
    await runJobs(server);
    expect((await profileOf(server, 'bob')).profile).toEqual({ place: null });
    await server.ask('POST', '/v2/profiles/settings/', { enabled: false });
    expect((await profileOf(server)).status).toBe('not_enabled');
    const kept = await server.ask('GET', '/v2/profiles/settings/');
    expect(kept.body).toMatchObject({ enabled: false, entities: { user: { schema } } });
    const wrong = [
      { schema },
      { entities: { agent: { schema } } },
      { entities: { user: { schema: {} } } },
    ];
    for (const one of wrong) {
      expect((await server.ask('POST', '/v2/profiles/settings/', one)).status).toBe(400);
    }
    expect((await server.ask('GET', `${jobs}nothing/`)).status).toBe(404);
  });
});
