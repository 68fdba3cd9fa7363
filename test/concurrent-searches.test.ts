import { describe, expect, it, onTestFinished } from 'vitest';
import { Documents } from '../src/facade/documents.js';
import { createGate } from '../src/ingest/gate/create.js';
import { DocumentReader } from '../src/ingest/read/document-reader.js';
import { builtinAnalyser, createIndexer } from '../src/ingest/indexer.js';
import { Memory } from '../src/memory.js';
import { newId } from '../src/model/ids.js';
import { BuiltInEmbedder } from '../src/models/built-in-embedder.js';
import { Recall } from '../src/recall/recall.js';
import { inUse } from '../src/recall/tuning.js';
import { KeptFiles } from '../src/store/kept-files.js';
import { openSqliteStore } from '../src/store/sqlite/store.js';
import { quantise } from '../src/vector/resident/quantise.js';
import { ResidentIndex } from '../src/vector/resident/resident-index.js';
import { temporaryDirectory, temporaryMemory } from './helpers/temporary-memory.js';

/** A memory whose searches can be held up where they read texts: a store may take its time there. */
async function heldUpMemory() {
  const directory = temporaryDirectory();
  const store = await openSqliteStore({ directory });
  const embedder = new BuiltInEmbedder();
  const space = { ...embedder.identity, no: await store.space(embedder.identity) };
  const indexer = createIndexer({ analyser: builtinAnalyser, embedder, space: space.no, quantise });
  const vectors = new ResidentIndex(store.vectors, { limitBytes: 1e8 });
  let meanwhile: (() => Promise<unknown>) | undefined;
  const texts = async (numbers: readonly number[]) => {
    const work = meanwhile;
    meanwhile = undefined;
    await work?.();
    return store.memories.texts(numbers);
  };
  const held = {
    cubes: store.cubes,
    words: store.words,
    history: store.history,
    memories: {
      matching: store.memories.matching.bind(store.memories),
      byNumbers: store.memories.byNumbers.bind(store.memories),
      texts,
    },
  };
  const parts = {
    store: held,
    vectors,
    embedder,
    indexer,
    space,
    residentBytes: 1e8,
    tuning: inUse,
  };
  const memory = new Memory({
    gate: createGate({ personal: 'keep' }),
    categories: 'off',
    defaultAppAccess: 'allow',
    accessLogKept: 0,
    accessLogBytes: 0,
    extract: { isOn: false, windowTokens: 2_000, delayMs: 0 },
    webhookPost: { check: async () => {}, send: async () => ({ status: 500, text: '' }) },
    files: new KeptFiles(directory),
    backup: { data: directory, directory, passphrase: undefined, every: 0, keep: {} },
    store,
    indexer,
    clock: Date.now,
    newId,
    timezone: 'UTC',
    recall: new Recall(parts),
    largeCube: 200_000,
    timeToLive: 0,
    quota: 0,
    undoWindow: 1,
    traceBytes: 0,
    redactor: { policy: 'keep', hook: undefined },
    documents: new Documents({ reader: new DocumentReader({ mostBytes: 1 }) }),
  });
  onTestFinished(() => memory.close());
  return { memory, during: (work: () => Promise<unknown>) => (meanwhile = work) };
}

const cube = 'books';
const facts = [
  'The author of The Grey Harbour is Nora Finch.',
  'Nora Finch is married to Tomas Reed.',
  'The spouse of Nora Finch was born in the city of Faro.',
  'My favourite colour is blue.',
  'My favourite colour is green.',
];

describe('a search while another one learns of new memories (T5, T10)', () => {
  it.each([
    'In which city was the spouse of the author of The Grey Harbour born?',
    'What is my favourite colour?',
    'Who is "married to" Tomas Reed?',
  ])('answers as if alone, and with nobody else’s: %s', async (query) => {
    const { memory, during } = await heldUpMemory();
    for (const text of facts) await memory.add({ cube, user_id: 'ada', text });
    const search = async () => {
      const { results } = await memory.search({ cube, user_id: 'ada', query, limit: 20 });
      return results.map(({ text, score }) => ({ text, score }));
    };
    const atRest = await search();
    during(async () => {
      await memory.add({ cube, user_id: 'ben', text: 'Nora Finch was born in the city of Oslo.' });
      await memory.search({ cube, user_id: 'ben', query: 'Nora Finch' });
    });
    const then = await search();
    expect(then.map(({ text }) => text)).toEqual(atRest.map(({ text }) => text));
    expect(then.every(({ text }) => facts.includes(text))).toBe(true);
  });
});

describe('searches that follow each other (T10)', () => {
  it('let others have their turn', async () => {
    const memory = await temporaryMemory();
    for (const text of facts) await memory.add({ user_id: 'ada', text });
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 0);
    onTestFinished(() => clearInterval(timer));
    for (let asked = 0; asked < 500 && turns === 0; asked++) {
      await memory.search({ user_id: 'ada', query: 'What is my favourite colour?' });
    }
    expect(turns).toBeGreaterThan(0);
  });
});
