// What mem0's own MemoryClient does, against a server that listens. The same for every version: newer
// ones write names in camel case, older ones send them as they are.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const NOWHERE = '00000000-0000-4000-8000-000000000000';
const camel = (name) => name.replaceAll(/_[a-z]/g, (part) => part[1].toUpperCase());

/** Options and answers in the spelling of one version. */
class Spelling {
  constructor(isCamel) {
    this.isCamel = isCamel;
  }

  of(options) {
    if (!this.isCamel) return options;
    return Object.fromEntries(Object.entries(options).map(([name, value]) => [camel(name), value]));
  }

  read(answer, name) {
    return answer[this.isCamel ? camel(name) : name];
  }
}

/**
 * @param client a MemoryClient with a key of the server
 * @param about `version`, `library` (what the package exports), `other` (makes a client with a wrong key), `host`, `key`
 * @param report `step(method, title, work)`
 */
export async function everyday(client, { version, library, other, host, key }, report) {
  const isNew = !version.startsWith('2.');
  const spelling = new Spelling(isNew);
  const { of } = spelling;
  const read = spelling.read.bind(spelling);
  const named = of.bind(spelling);
  const user_id = `ada-${randomUUID()}`;
  const another = `bob-${randomUUID()}`;
  const me = named({ user_id });
  const say = (content, role = 'user') => ({ role, content });
  const textsOf = (list) => list.map(({ memory }) => memory).toSorted();
  const resultsOf = (answer) => (Array.isArray(answer) ? answer : answer.results);
  /** Filters go as they are from the third line on; the second has them with its second API version. */
  const search = async (query, filters, more = {}) =>
    resultsOf(
      await client.search(
        query,
        isNew ? { filters, ...more } : { filters, api_version: 'v2', ...more },
      ),
    );
  const all = async (filters, more = {}) =>
    client.getAll(isNew ? { filters, ...more } : { filters, api_version: 'v2', ...more });
  const listOf = async (filters) => resultsOf(await all(filters));
  const idOf = async (text) =>
    (await listOf({ user_id })).find(({ memory }) => memory === text)?.id ??
    assert.fail(`there is no memory "${text}"`);
  const refused = async (work, name, pattern) => {
    const error = await work().then(
      () => assert.fail('it was not refused'),
      (thrown) => thrown,
    );
    assert.ok(error instanceof library[name], `${error.constructor.name}: ${error.message}`);
    assert.match(error.message, pattern);
    return `${name}: ${error.message.slice(0, 60)}`;
  };

  await report.step('ping', 'ping', async () => {
    await client.ping();
    assert.match(client.telemetryId, /\S/);
    return client.telemetryId;
  });
  await report.step('add', 'add one message', async () => {
    const answer = await client.add([say('I keep bees in Lisbon.')], me);
    if (isNew) assert.ok(answer.eventId && /^(?:SUCCEEDED|PENDING)$/.test(answer.status));
    assert.deepEqual(textsOf(await listOf({ user_id })), ['I keep bees in Lisbon.']);
    return isNew ? `${answer.status} ${answer.eventId}` : `${answer.length} results`;
  });
  await report.step('add', 'add two messages', async () => {
    await client.add([say('My sister is called Mia.'), say('Mia plays chess.', 'assistant')], me);
    assert.equal((await listOf({ user_id })).length, 3);
    return 'two memories';
  });
  await report.step('add', 'add with infer: false, word for word', async () => {
    await client.add([say('Thanks!'), say('Never told.', 'system')], { ...me, infer: false });
    assert.ok(textsOf(await listOf({ user_id })).includes('Thanks!'));
    return 'Thanks!';
  });
  await report.step('add', 'add with metadata, a time and an expiry', async () => {
    await client.add(
      [say('The harbour was quiet in May.')],
      named({
        user_id,
        agent_id: 'guide',
        app_id: 'phone',
        run_id: 'r1',
        metadata: { Place: 'Porto', nights: 3, nested: { Deep: true } },
        timestamp: Date.UTC(2024, 4, 3) / 1000,
        expiration_date: '2999-12-31',
      }),
    );
    const found = (await listOf({ user_id })).find(({ memory }) => memory.includes('harbour'));
    const { metadata } = found;
    // The 3.0 line changes the spelling of metadata itself, on its way out and back.
    assert.equal(metadata.Place ?? metadata[camel('_place')], 'Porto');
    assert.equal(new Date(read(found, 'created_at')).getUTCFullYear(), 2024);
    assert.match(read(found, 'expiration_date'), /^2999-12-31/);
    assert.equal(read(found, 'session_id'), 'r1');
    return JSON.stringify(metadata);
  });
  await report.step('get', 'get', async () => {
    const found = await client.get(await idOf('I keep bees in Lisbon.'));
    assert.equal(read(found, 'user_id'), user_id);
    assert.ok(Array.isArray(found.categories) && typeof found.metadata === 'object');
    assert.ok(!Number.isNaN(Date.parse(read(found, 'updated_at'))));
    return found.memory;
  });
  await report.step('getAll', 'getAll in pages', async () => {
    const page = named({ page: 2, page_size: 2 });
    const { count, results, previous } = await all({ user_id }, page);
    assert.deepEqual([count, results.length, previous !== null], [5, 2, true]);
    const last = await all({ user_id }, named({ page: 9, page_size: 2 }));
    assert.deepEqual([last.count, last.results.length], [5, 0]);
    return `${count} in pages of two`;
  });
  if (!isNew) {
    await report.step('getAll', 'getAll and search of the first API version', async () => {
      assert.equal((await client.getAll({ user_id })).length, 5);
      assert.equal((await client.getAll({ user_id, page: 1, page_size: 2 })).results.length, 2);
      const found = await client.search('Who keeps bees?', { user_id });
      assert.equal(found[0].memory, 'I keep bees in Lisbon.');
      return 'bare lists, and an envelope for pages';
    });
  }
  await report.step('search', 'search', async () => {
    const found = await search('Who keeps bees?', { user_id }, named({ top_k: 2 }));
    assert.equal(found[0].memory, 'I keep bees in Lisbon.');
    assert.ok(found[0].score > 0 && found.length <= 2);
    assert.deepEqual(await search('bees', { user_id: another }), []);
    return `score ${found[0].score.toFixed(2)}`;
  });
  /** A filter, and how many memories it holds for. */
  const forms = [
    [{ OR: [{ user_id }] }, 5],
    [{ userId: user_id }, 5],
    [{ AND: [{ user_id }, { agent_id: 'guide' }] }, 1],
    [{ AND: [{ user_id }, { run_id: '*' }] }, 1],
    [{ AND: [{ user_id }, { NOT: { agent_id: 'guide' } }] }, 4],
    [{ AND: [{ user_id }, { NOT: [{ agent_id: 'guide' }] }] }, 4],
    [{ user_id: { in: [user_id, another] } }, 5],
    [{ AND: [{ user_id }, { created_at: { gte: '2024-05-01', lte: '2024-06-01' } }] }, 1],
    [{ AND: [{ user_id }], OR: [{ agent_id: 'guide' }, { agent_id: 'none' }] }, 1],
    [{ user_id, keywords: { icontains: 'CHESS' } }, 1],
    [{ user_id: another }, 0],
  ];
  for (const [filters, expected] of forms) {
    await report.step('filters', `filters ${JSON.stringify(filters).slice(0, 80)}`, async () => {
      const { count } = await all(filters, named({ page: 1, page_size: 50 }));
      assert.equal(count, expected);
      const found = await search('bees chess harbour thanks sister Mia', filters);
      assert.ok(found.length <= expected);
      return `${Number(count)} memories`;
    });
  }
  await report.step('update', 'update text and metadata, seen at once', async () => {
    const id = await idOf('I keep bees in Lisbon.');
    await client.update(id, { text: 'I keep bees in Porto.', metadata: { sure: true } });
    const found = await client.get(id);
    assert.deepEqual([found.memory, found.metadata.sure], ['I keep bees in Porto.', true]);
    return found.memory;
  });
  await report.step('history', 'history', async () => {
    const id = await idOf('I keep bees in Porto.');
    const entries = await client.history(id);
    assert.deepEqual(
      entries.map(({ event }) => event),
      ['ADD', 'UPDATE'],
    );
    assert.ok(entries.every((entry) => typeof entry.id === 'string'));
    assert.ok(entries.every((entry) => read(entry, 'memory_id') === id));
    assert.equal(read(entries[1], 'old_memory'), 'I keep bees in Lisbon.');
    return entries.map(({ event }) => event).join(', ');
  });
  await report.step('batchUpdate', 'batchUpdate', async () => {
    const memoryId = await idOf('Mia plays chess.');
    const { message } = await client.batchUpdate([{ memoryId, text: 'Mia plays go.' }]);
    assert.equal((await client.get(memoryId)).memory, 'Mia plays go.');
    return message;
  });
  await report.step('batchDelete', 'batchDelete', async () => {
    const id = await idOf('Mia plays go.');
    const { message } = await client.batchDelete([id]);
    assert.equal((await listOf({ user_id })).length, 4);
    return message;
  });
  await report.step('users', 'users', async () => {
    const { results } = await client.users();
    const found = results.find(({ name }) => name === user_id);
    assert.deepEqual([typeof found.id, found.type], ['string', 'user']);
    assert.equal(read(found, 'total_memories'), 4);
    return `${results.length} entities`;
  });
  await report.step('feedback', 'feedback', async () => {
    const id = await idOf('My sister is called Mia.');
    const answer = await client.feedback(named({ memory_id: id, feedback: 'POSITIVE' }));
    assert.equal(answer.feedback, 'POSITIVE');
    return answer.feedback;
  });
  await report.step('getProject, updateProject', 'the project keeps its instructions', async () => {
    const instructions = 'Remember places.';
    await client.updateProject(named({ custom_instructions: instructions }));
    const project = await client.getProject({
      fields: [named({ custom_instructions: 0 })].flatMap(Object.keys),
    });
    assert.equal(read(project, 'custom_instructions'), instructions);
    return instructions;
  });
  await report.step('errors', '400: an id that is none', () =>
    refused(() => client.get('not-an-id'), 'ValidationError', /valid UUID/),
  );
  await report.step('errors', '404: a memory that is not there', () =>
    refused(() => client.get(NOWHERE), 'MemoryNotFoundError', /not found/i),
  );
  await report.step('errors', '401: a wrong key', () =>
    refused(() => other().history(NOWHERE), 'AuthenticationError', /key/),
  );
  await report.step('errors', '400: a filter that is none', () =>
    refused(() => all({ users: 'ada' }), 'ValidationError', /users/),
  );
  await report.step('deleteAll', 'deleteAll without a filter is refused', async () => {
    const told = await refused(() => client.deleteAll(), 'ValidationError', /at least one/i);
    assert.equal((await listOf({ user_id })).length, 4);
    return told;
  });
  await report.step('delete', 'delete', async () => {
    const { message } = await client.delete(await idOf('Thanks!'));
    assert.equal((await listOf({ user_id })).length, 3);
    return message;
  });
  await report.step('deleteAll', 'deleteAll of a user, and of one that is not there', async () => {
    await client.add([say('Bob likes rain.')], named({ user_id: another }));
    const { message } = await client.deleteAll(me);
    assert.match(message, /\S/);
    assert.deepEqual(await listOf({ user_id }), []);
    assert.equal((await listOf({ user_id: another })).length, 1);
    assert.match((await client.deleteAll(named({ user_id: 'nobody' }))).message, /\S/);
    return message;
  });
  await report.step('deleteUsers', 'deleteUsers', async () => {
    const { message } = await client.deleteUsers(named({ user_id: another }));
    assert.deepEqual(await listOf({ user_id: another }), []);
    return message;
  });
  await report.step('events', 'an event is asked for until it has succeeded', async () => {
    const answer = await client.add([say('Cleo paints ships.')], named({ user_id: another }));
    const id = isNew ? answer.eventId : answer[0].event_id;
    const response = await fetch(`${host}/v1/event/${id}/`, {
      headers: { Authorization: `Token ${key}` },
    });
    const event = await response.json();
    assert.deepEqual([event.status, event.results[0].memory], ['SUCCEEDED', 'Cleo paints ships.']);
    return event.status;
  });
  await report.step('deleteAll', 'deleteAll with * for all four kinds', async () => {
    const every = { user_id: '*', agent_id: '*', app_id: '*', run_id: '*' };
    await client.deleteAll(named(every));
    assert.equal((await client.users()).count, 0);
    return 'nobody is left';
  });
  const asked = { AND: [{ user_id: another }] };
  await client.add([say('My favourite colour is green.')], named({ user_id: another }));
  const schema = {
    type: 'object',
    properties: { favourite_colour: { type: 'string' }, employer: { type: 'string' } },
  };
  await report.step('createMemoryExport', 'createMemoryExport of a schema', async () => {
    const { message, id } = await client.createMemoryExport(
      named({ schema, filters: asked, export_instructions: 'Colours.' }),
    );
    assert.match(id, /^[0-9a-f-]{36}$/);
    return message;
  });
  await report.step('getMemoryExport', 'getMemoryExport by filters, and by id', async () => {
    const told = await client.getMemoryExport({ filters: asked });
    assert.deepEqual([read(told, 'favourite_colour'), told.employer], ['green', null]);
    const { id } = await client.createMemoryExport({ schema, filters: asked });
    assert.deepEqual(await client.getMemoryExport(named({ memory_export_id: id })), told);
    return JSON.stringify(told);
  });
  if (client.getProfile) await profiles(client, { user: another, schema }, report);
}

/** Only the 3.3 line has them. */
async function profiles(client, { user, schema }, report) {
  const profile = () => client.getProfile({ entityId: user });
  await report.step('getProfile', 'getProfile', async () => {
    const { status, entityId } = await profile();
    assert.deepEqual([status, entityId], ['succeeded', user]);
    return status;
  });
  await report.step('updateProfileSettings', 'updateProfileSettings', async () => {
    const settings = { enabled: true, schema, customInstructions: 'Colours.' };
    const { enabled, entities } = await client.updateProfileSettings(settings);
    assert.deepEqual([enabled, entities.user.schema], [true, schema]);
    return entities.user.customInstructions;
  });
  await report.step('getProfileSettings', 'getProfileSettings', async () => {
    const { entities } = await client.getProfileSettings();
    assert.deepEqual(entities.user.schema, schema);
    return Object.keys(schema.properties).join(', ');
  });
  await report.step(
    'generateProfile',
    'generateProfile, polled until it has succeeded',
    async () => {
      const idempotencyKey = randomUUID();
      const job = await client.generateProfile({ entityId: user, idempotencyKey });
      const again = await client.generateProfile({ entityId: user, idempotencyKey });
      assert.deepEqual([again.jobId, again.replayed], [job.jobId, true]);
      const { status, profile: told } = await until(
        profile,
        ({ status: now }) => now !== 'pending',
      );
      assert.equal(status, 'succeeded');
      assert.equal(told.favourite_colour ?? told.favouriteColour, 'green');
      const { job: ended } = await client.getProfileJob(job.statusUrl);
      assert.deepEqual([ended.status, ended.succeeded], ['succeeded', 1]);
      return JSON.stringify(told);
    },
  );
  await report.step('sampleProfiles', 'sampleProfiles', async () => {
    const { sampled, entityIds, jobId } = await client.sampleProfiles({ limit: 1 });
    assert.equal(entityIds.length, sampled);
    const ask = () => client.getProfileJob(jobId);
    const { job } = await until(ask, ({ job: now }) => now.completed === now.total);
    return `${job.succeeded} of ${job.total}`;
  });
}

async function until(ask, isDone) {
  for (let tries = 0; tries < 100; tries++) {
    const told = await ask();
    if (isDone(told)) return told;
    await sleep(100);
  }
  return ask();
}
