import { describe, expect, it } from 'vitest';
import { LOCAL } from '../../src/model/caller.js';
import { type Api, temporaryApi } from '../helpers/api.js';

/** Said nowhere else. */
const WORD = 'zyxomma';

interface Operation {
  method: string;
  path: string;
}

async function operationsOf(api: Api): Promise<Operation[]> {
  const { body } = await api.call('GET', '/openapi.json');
  return Object.entries(body.paths as Record<string, object>).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
}

/** Follows for ever, and is asked below by the library. */
const ENDLESS = 'GET /v1/events';

/** What asks for everything that a route could tell. What is not here is asked with nothing. */
const queries: Readonly<Record<string, readonly string[]>> = {
  'GET /v1/memories': ['', '?user_id=*&total=true', `?text=${WORD}`, '?state=deleted'],
  'GET /v1/graph': [`?entity=${WORD}`],
  'GET /v1/graph/path': [`?from=${WORD}&to=harbour`],
  'GET /v1/stats': ['', '?user_id=*'],
  'GET /v1/tree': ['', '?user_id=ada'],
  'GET /v1/access/log': ['', '?memory_id={id}'],
};

const bodies: Readonly<Record<string, readonly object[]>> = {
  'POST /v1/search': [
    { query: WORD, user_id: 'ada', explain: true },
    { query: WORD, user_id: '*', limit: 100 },
    { query: WORD, user_id: 'ada', known_at: '2999-01-01', include_superseded: true },
    { query: 'harbour', cube: 'user:ada', filters: { user_id: 'ada' } },
  ],
  'POST /v1/context': [{ query: `${WORD} harbour`, user_id: 'ada' }],
  'POST /v1/chat': [{ message: WORD, user_id: 'ada' }],
  'POST /v1/feedback/preview': [
    { user_id: 'ada', actions: [{ action: 'replace', from: WORD, to: 'nothing' }] },
    { actions: [{ action: 'wrong', memory_id: '{id}' }] },
  ],
  'POST /v1/feedback': [{ actions: [{ action: 'useful', memory_id: '{id}' }] }],
  'POST /v1/undo': [{ episode: '{id}', dry_run: true }],
  'POST /v1/memories': [{ user_id: 'ada', text: 'Something newer.', supersedes: ['{id}'] }],
  'PATCH /v1/memories/{id}': [{ text: 'changed' }],
  'POST /v1/memories/{id}/merge': [{ into: '{id}' }],
  'POST /v1/memories/{id}/revert': [{ version: 1 }],
  'POST /v1/consolidate': [{ user_id: 'ada', dry_run: true }],
  'POST /v1/traces/replay': [{}],
  'DELETE /v1/memories': [],
};

describe('a memory that a rule denies is nowhere (D5)', () => {
  it('no route tells of it or changes it, whichever there are', async () => {
    const api = await temporaryApi();
    const { memory } = api;
    await memory.add({ user_id: 'ada', text: 'The boat is in the harbour.' });
    const said = await memory.add({
      user_id: 'ada',
      run_id: 'talk',
      messages: [
        { role: 'user', content: 'Listen, it is about the boat in the harbour.' },
        { role: 'user', content: `The ${WORD} is in the harbour.` },
        { role: 'user', content: 'That was all about the harbour.' },
      ],
    });
    const hidden = said.memories.find(({ text }) => text.includes(WORD));
    const id = hidden?.id ?? '';
    const episode = hidden?.sources[0]?.episode_id ?? '';
    const neighbour = said.memories.find(({ text }) => text.startsWith('Listen'));
    await memory.update(id, { categories: ['secret'], text: `The ${WORD} is in the harbour!` });
    await memory.update(id, { text: `The ${WORD} is in the harbour.` });
    // Others are linked to it.
    const old = await memory.add({ user_id: 'ada', text: 'The old boat was in the harbour.' });
    const older = old.memories[0]?.id ?? '';
    await memory.add({ user_id: 'ada', text: `${WORD} again`, supersedes: [older] });
    await memory.search({ user_id: 'ada', query: WORD });
    const [trace] = (await memory.traces.list()).data;
    const newer = (await memory.get(older)).superseded_by ?? '';
    await memory.access.add({ subject: 'app:cursor', object: `memory:${newer}`, effect: 'deny' });
    await memory.access.add({
      subject: 'app:cursor',
      object: `memory:${id}`,
      effect: 'deny',
      actions: ['read', 'write', 'delete'],
    });
    const before = await memory.get(id);
    const asCursor = { 'X-Tulving-Client': 'cursor' };
    const ids = [id, episode, neighbour?.id ?? '', neighbour?.sources[0]?.episode_id ?? ''];
    const known = [...ids, older, trace?.id ?? '', 'ada'];
    let asked = 0;
    for (const { method, path } of await operationsOf(api)) {
      const name = `${method} ${path}`;
      if (name === ENDLESS || name === 'DELETE /v1/memories') continue;
      const hasBody = method === 'POST' || method === 'PATCH';
      for (const one of path.includes('{') ? known : ['']) {
        // Nothing is done here to what it may change.
        if (method !== 'GET' && one !== '' && one !== id && one !== episode) continue;
        const place = path.replace(/\{\w+\}/, one);
        for (const query of queries[name] ?? ['']) {
          for (const body of hasBody ? (bodies[name] ?? [{}]) : [undefined]) {
            const sent = JSON.stringify(body)?.replaceAll('{id}', id);
            const lines = path.endsWith('/batch') && { 'content-type': 'application/x-ndjson' };
            const headers = { ...asCursor, ...lines };
            const url = place + query.replace('{id}', id);
            const reply = await api.call(method, url, sent, headers);
            asked += 1;
            const told = JSON.stringify(reply.body);
            // What was asked may be repeated: in a warning, in the terms of a trace.
            expect([url, sent, told.includes(`The ${WORD} is`)]).toEqual([url, sent, false]);
            expect([url, sent, told.includes(newer)]).toEqual([url, sent, false]);
            // Who names it is told that there is none of that name.
            const named = url.includes(id) || (sent ?? '').includes(id) || url.includes(episode);
            expect([url, sent, told.includes(id) && !named]).toEqual([url, sent, false]);
            if (place.startsWith(`/v1/memories/${id}`))
              expect([url, reply.status >= 400]).toEqual([url, true]);
          }
        }
      }
    }
    expect(asked).toBeGreaterThan(80);
    // The same words become a memory of its own, not evidence of the one that it must not know.
    const same = { user_id: 'ada', run_id: 'talk', text: `The ${WORD} is in the harbour.` };
    const added = await api.call('POST', '/v1/memories', same, asCursor);
    expect(added.body.memories).toMatchObject([{ text: same.text }]);
    expect(added.body.memories[0].id).not.toBe(id);
    expect(await memory.get(id)).toEqual(before);
    const found = await api.call('POST', '/v1/search', { query: WORD, user_id: 'ada' });
    expect(found.body.results.map((hit: { id: string }) => hit.id)).toContain(id);
  });

  it('nor does removing by scope, nor an event', async () => {
    const { memory, call } = await temporaryApi();
    const { memories } = await memory.add({ user_id: 'ada', text: `The ${WORD} stays.` });
    await memory.add({ user_id: 'ada', text: 'This goes.' });
    const id = memories[0]?.id ?? '';
    const [rule] = await memory.access.add({
      subject: 'app:cursor',
      object: `memory:${id}`,
      effect: 'deny',
    });
    const headers = { 'X-Tulving-Client': 'cursor' };
    const { body } = await call('DELETE', '/v1/memories?user_id=ada', undefined, headers);
    expect(body).toEqual({ deleted: 1 });
    const caller = await memory.access.of({
      ...(await memory.access.viewAs(LOCAL, 'app:cursor')),
    });
    const events = memory.events.follow({ after: 0 }, caller);
    await memory.update(id, { text: `The ${WORD} still stays.` });
    await memory.add({ user_id: 'ada', text: 'The end.' });
    const kinds: string[] = [];
    for await (const { kind, subject } of events) {
      expect(subject).not.toBe(id);
      kinds.push(kind);
      if (kinds.length === 5) break;
    }
    await memory.access.remove(rule?.id ?? '');
    expect((await call('GET', `/v1/memories/${id}`, undefined, headers)).status).toBe(200);
  });

  it('MCP finds, lists and gets it no more than REST', async () => {
    const { memory, call } = await temporaryApi();
    const { memories } = await memory.add({ user_id: 'default', text: `The ${WORD} is here.` });
    const id = memories[0]?.id ?? '';
    const headers = {
      accept: 'application/json, text/event-stream',
      'X-Tulving-Client': 'cursor',
    };
    const ask = async (name: string, args: object) => {
      const params = { name, arguments: args };
      const body = { jsonrpc: '2.0', id: 1, method: 'tools/call', params };
      return JSON.stringify((await call('POST', '/mcp', body, headers)).body);
    };
    expect(await ask('memory_search', { query: WORD })).toContain(id);
    await memory.access.add({ subject: 'app:cursor', object: 'category:x', effect: 'allow' });
    for (const [tool, args] of [
      ['memory_search', { query: WORD }],
      ['memory_list', {}],
      ['memory_get', { id }],
      ['memory_history', { id }],
      ['memory_context', { query: WORD }],
    ] as const) {
      expect(await ask(tool, args)).not.toMatch(/is here/);
    }
  });
});
