import { describe, expect, it } from 'vitest';
import { accessOf, FULL } from '../../src/model/access.js';
import { LOCAL } from '../../src/model/caller.js';
import { fakeModel } from '../helpers/fake-model.js';
import { conceptVector, embedderOn } from '../helpers/embedder.js';
import { temporaryMemory } from '../helpers/temporary-memory.js';
import { exported, fileOf, imported, recordsOf } from './files.js';

const ada = { user_id: 'ada' };
const quiet = () => undefined;
const withVectors = { with: ['history', 'vectors'] as ('history' | 'vectors')[] };

async function filled() {
  const fake = await fakeModel({ embedding: { vector: conceptVector } });
  const memory = await temporaryMemory({ embedder: embedderOn(fake) });
  await memory.add({ ...ada, text: 'The car is in the shed.' });
  await memory.add({ ...ada, text: 'My sister plays on Sundays.' });
  await memory.runJobs(quiet);
  return { memory, fake };
}

async function fresh(model = 'small') {
  const fake = await fakeModel({ embedding: { vector: conceptVector } });
  return { memory: await temporaryMemory({ embedder: embedderOn(fake, model) }), fake };
}

const asked = ({ requests }: { requests: readonly unknown[] }) => requests.length;

describe('vectors in our own lines (D8, B12)', () => {
  it('go along where that is asked for, and no model is asked for them again', async () => {
    const from = await filled();
    expect(Buffer.from(await exported(from.memory)).toString()).not.toContain('float32');
    const content = await exported(from.memory, withVectors);
    const into = await fresh();
    await imported(into.memory, content);
    await into.memory.runJobs(quiet);
    expect(asked(into.fake)).toBe(0);
    expect(await into.memory.status()).toMatchObject({
      vectors_pending: 0,
      vectors: { in_use: true, dimension: 16 },
    });
    const again = recordsOf(await exported(into.memory, withVectors));
    expect(again['memory']).toEqual(recordsOf(content)['memory']);
    const { results } = await into.memory.search({ ...ada, query: 'the chariot' });
    expect(results[0]?.text).toBe('The car is in the shed.');
  });

  it('are made again where another model is the embedder, where words were taken out, and from a narrow key', async () => {
    const content = Buffer.from(await exported((await filled()).memory, withVectors)).toString();
    const other = await fresh('large');
    const report = await imported(other.memory, content);
    expect(report.not_kept).toEqual([expect.stringContaining('not the embedder')]);
    expect((await other.memory.status()).vectors_pending).toBe(2);

    const secret = 'The car is ghp_1234567890abcdefghijklmnopqrstuvwxyz.';
    const clean = await fresh();
    const leaky = content.replaceAll('The car is in the shed.', secret);
    expect((await imported(clean.memory, leaky)).redacted).not.toEqual([]);
    expect((await clean.memory.status()).vectors_pending).toBe(1);

    const narrow = await fresh();
    const caller = { ...LOCAL, access: { ...accessOf(FULL), user: 'ada' } };
    await narrow.memory.exchange.import([fileOf(content)], {}, caller);
    expect((await narrow.memory.status()).vectors_pending).toBe(2);
  });

  it('that are none are left out, and made again', async () => {
    const content = Buffer.from(await exported((await filled()).memory, withVectors)).toString();
    const zero = Buffer.alloc(64).toString('base64');
    const short = Buffer.alloc(8, 1).toString('base64');
    const vectors = [zero, short];
    const broken = content.replaceAll(
      /"float32":"[^"]*"/g,
      () => `"float32":"${vectors.shift() ?? ''}"`,
    );
    const into = await fresh();
    expect((await imported(into.memory, broken)).made).toMatchObject({ memory: 2 });
    expect((await into.memory.status()).vectors_pending).toBe(2);
  });
});
