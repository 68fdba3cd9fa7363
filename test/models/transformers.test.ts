import { createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { createEmbedder } from '../../src/models/embedders/create.js';
import { ended, spawnCli } from '../helpers/cli.js';
import { temporaryDirectory, temporaryMemory } from '../helpers/temporary-memory.js';
import { writeTinyModel } from '../helpers/tiny-onnx.js';

/** An optional peer of some hundred megabytes: where it is installed, it is tried. */
const isInstalled = (() => {
  try {
    return createRequire(import.meta.url).resolve('@huggingface/transformers') !== '';
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    return false;
  }
})();

describe('Transformers.js itself (B12)', () => {
  it.runIf(isInstalled)('embeds with a model in a folder, and finds by it', async () => {
    const folder = temporaryDirectory();
    writeTinyModel(folder, ['kettle', 'broken', 'mia', 'cello', 'car', 'blue'], 8);
    const embedder = createEmbedder({ embedder: `transformers:${folder}` });
    const signal = new AbortController().signal;
    const [kettle, cello, same] = await embedder.embed(
      ['Kettle', 'cello', 'kettle'],
      'document',
      signal,
    );
    expect(kettle).toEqual(same);
    expect(kettle).not.toEqual(cello);
    expect(kettle).toMatchObject({ length: expect.closeTo(1, 4) });
    const memory = await temporaryMemory({ embedder });
    for (const text of ['The kettle is broken', 'Mia and her cello']) await memory.add({ text });
    await memory.runJobs(() => undefined);
    expect((await memory.status()).vectors).toMatchObject({ in_use: true, dimension: 8 });
  });

  it.skipIf(isInstalled)('says how to install the package where it is missing', async () => {
    const data = temporaryDirectory();
    const { code, err } = await ended(
      spawnCli(['models', 'test', '--embedder', 'transformers:Xenova/tiny', '--data', data]),
    );
    expect({ code, err }).toEqual({
      code: 2,
      err: expect.stringContaining('npm install @huggingface/transformers'),
    });
  });
});
