import { describe, expect, it } from 'vitest';
import { createLanguageModel } from '../../src/models/language-model.js';
import { fakeExtractor } from '../../src/testing/fake-extractor.js';
import { drawingMemory } from './drawing.js';
import { fakeModel } from '../helpers/fake-model.js';
import { temporaryMemory } from '../helpers/temporary-memory.js';

describe('waiting for what is drawn (B8)', () => {
  it('lets the workers of the same process work meanwhile', async () => {
    const fake = await fakeModel({ answers: [fakeExtractor()] });
    const llm = createLanguageModel({ llm: `openai-compatible:${fake.url}#fake` });
    const memory = await temporaryMemory({ llm, extractDelay: 0 });
    const errors: unknown[] = [];
    await memory.startJobs((_, error) => void errors.push(error));
    const said = 'My sister Mia lives in Lisbon with two cats.';
    const added = await memory.add({ user_id: 'ada', text: said, mode: 'sync' });
    expect(errors).toEqual([]);
    expect(added.pending).toBeUndefined();
    expect(added.memories.map(({ kind }) => kind)).toEqual(['statement', 'fact']);
  });

  it('answers when the time is over, also where the model neither answers nor listens', async () => {
    const never = new Promise<string>(() => undefined);
    const { memory } = await drawingMemory(() => never);
    const said = 'My sister Mia lives in Lisbon with two cats.';
    const ask = { user_id: 'ada', text: said, mode: 'sync', deadline_ms: 50 } as const;
    const added = await memory.add(ask);
    expect(added).toMatchObject({ pending: true, memories: [{ kind: 'statement' }] });
    expect(await memory.jobs.get(added.job_id ?? '')).toMatchObject({ state: 'waiting', tries: 0 });
  });
});
