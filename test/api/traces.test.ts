import { describe, expect, it } from 'vitest';
import { expectProblem, temporaryApi } from '../helpers/api.js';

describe('traces over REST (T7)', () => {
  it('are listed, read and replayed', async () => {
    const api = await temporaryApi();
    await api.memory.add({ user_id: 'default', text: 'My sister Mia lives in Lisbon.' });
    const headers = { 'X-Tulving-Client': 'cursor' };
    await api.call('POST', '/v1/search', { query: 'Where does Mia live?' }, headers);
    await api.call('POST', '/v1/context', { query: 'Mia' });
    const list = await api.call('GET', '/v1/traces?limit=1');
    expect(list.body).toMatchObject({
      data: [{ kind: 'context' }],
      next_cursor: expect.any(String),
    });
    const next = await api.call('GET', `/v1/traces?limit=1&cursor=${list.body.next_cursor}`);
    expect(next.body).toMatchObject({
      data: [{ kind: 'search', app: 'cursor' }],
      next_cursor: null,
    });
    const [found] = next.body.data;
    expect(found.request).toMatchObject({ user_id: 'default', query: 'Where does Mia live?' });
    expect((await api.call('GET', `/v1/traces/${found.id}`)).body).toEqual(found);
    const replayed = await api.call('POST', '/v1/traces/replay', { ids: [found.id] });
    expect(replayed.body).toMatchObject({
      replayed: 1,
      counts: { same: 1 },
      outcomes: [{ id: found.id, verdict: 'same', data: 'same' }],
    });
    expect((await api.call('POST', '/v1/traces/replay', {})).body.replayed).toBe(2);
  });

  it('refuse what they do not understand', async () => {
    const api = await temporaryApi();
    await expectProblem(api, 'not_found', () => api.call('GET', '/v1/traces/1'));
    await expectProblem(api, 'invalid_input', () => api.call('GET', '/v1/traces?cursor=1'));
    const both = { ids: ['1'], answers: [] };
    await expectProblem(api, 'invalid_input', () => api.call('POST', '/v1/traces/replay', both));
    await expectProblem(api, 'not_found', () =>
      api.call('POST', '/v1/traces/replay', { ids: ['1'] }),
    );
  });
});
