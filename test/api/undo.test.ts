import { describe, expect, it } from 'vitest';
import { createClient } from '../../src/client/index.js';
import type { BatchOutcome } from '../../src/model/requests.js';
import { temporaryApi } from '../helpers/api.js';
import { servedMemory } from '../helpers/served.js';

async function all(outcomes: AsyncIterable<BatchOutcome>): Promise<BatchOutcome[]> {
  const found: BatchOutcome[] = [];
  for await (const outcome of outcomes) found.push(outcome);
  return found;
}

function linesOf(texts: readonly string[]): Uint8Array[] {
  const lines = texts.map((text) => JSON.stringify({ text }));
  return [new TextEncoder().encode(lines.join('\n'))];
}

describe('undo over REST (T4, D8)', () => {
  it('takes an import back whole, after a preview', async () => {
    const api = await temporaryApi();
    const outcomes = await all(api.memory.addBatch(linesOf(['Pears are ripe.', 'Figs are ripe.'])));
    const batch = outcomes[0]?.batch ?? '';
    const listed = await api.call('GET', '/v1/batches?kind=import');
    expect(listed.body.data).toMatchObject([{ id: batch, kind: 'import', undone_at: null }]);
    expect((await api.call('GET', `/v1/batches/${batch}`)).body.changes).toHaveLength(2);

    const preview = await api.call('POST', '/v1/undo', { batch, preview: true });
    expect(preview).toMatchObject({ status: 200, body: { preview: true, counts: { deleted: 2 } } });
    expect((await api.memory.status()).memories).toMatchObject({ active: 2 });
    const done = await api.call('POST', '/v1/undo', { batch });
    expect(done.body).toMatchObject({ preview: false, counts: { deleted: 2, kept: 0 } });
    expect((await api.memory.status()).memories).toMatchObject({ active: 0, deleted: 2 });
    const after = await api.call('GET', `/v1/batches/${batch}`);
    expect(after.body.undone_at).not.toBeNull();
  });

  it('an import that a client sends in several requests is one batch', async () => {
    const { url } = await servedMemory();
    const client = createClient({ baseUrl: url, headers: { 'X-Tulving-User': 'ada' } });
    const texts = Array.from({ length: 620 }, (_, at) => `Note ${at} tells of pears.`);
    const outcomes = await all(client.addBatch(linesOf(texts)));
    const batches = new Set(outcomes.map(({ batch }) => batch));
    expect([outcomes.length, batches.size]).toEqual([620, 1]);
    const { counts } = await client.undo({ batch: [...batches][0] ?? '' });
    expect(counts.deleted).toBe(620);
    const { data } = await client.batches.list();
    expect(data.map(({ kind }) => kind)).toEqual(['undo', 'import']);
  });

  it('refuses what it cannot know of', async () => {
    const api = await temporaryApi();
    const nobody = '019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e';
    expect((await api.call('POST', '/v1/undo', {})).status).toBe(422);
    expect((await api.call('POST', '/v1/undo', { batch: nobody })).status).toBe(404);
    expect((await api.call('POST', '/v1/undo', { episode: nobody })).status).toBe(404);
    expect((await api.call('POST', '/v1/undo', { since: 'soon' })).status).toBe(422);
    expect((await api.call('GET', `/v1/batches/${nobody}`)).status).toBe(404);
    expect((await api.call('GET', '/v1/batches?cursor=x')).status).toBe(422);
  });
});
