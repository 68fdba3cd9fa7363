import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { IndexEngines } from '../../src/compose.js';
import { builtinAnalyser } from '../../src/ingest/indexer.js';
import type { Memory } from '../../src/memory.js';
import type { LocalEmbedder } from '../../src/models/port.js';
import { temporaryDirectory } from './temporary-memory.js';

export const ada = { user_id: 'ada' };

/** The requests that `fixtures/analyser/tulving-1.db.gz` was made by. */
export async function keepNotes(memory: Memory): Promise<void> {
  await memory.add({ ...ada, text: 'My sister Mia lives in Lisbon.' });
  await memory.add({ ...ada, text: '我对花生过敏，去餐厅要先问清楚。' });
  await memory.add({ ...ada, text: '我上個月搬到了臺北。' });
  const messages = [
    { speaker: 'Ada', content: 'I adopted two kittens from the shelter on Friday.' },
    { speaker: 'Ben', content: 'Congratulations! What are the kittens called?' },
    { speaker: 'Ada', content: 'Momo and Pixel. Momo keeps stealing my socks.' },
  ];
  await memory.add({ ...ada, messages, run_id: 'chat' });
  const text =
    '# Safety\n\nAlways wear a life jacket.\n\n# Storage\n\nHang the boats in the shade.\n';
  await memory.addDocument({ ...ada, title: 'Kayaking handbook', text });
  const third = await memory.add({ ...ada, text: 'My office is on the third floor.' });
  const supersedes = third.memories.map(({ id }) => id);
  await memory.add({ ...ada, text: 'My office is on the fifth floor.', supersedes });
  const kettle = await memory.add({ ...ada, text: 'The kettle is broken.' });
  for (const { id } of kettle.memories) await memory.delete(id);
  const bicycle = await memory.add({ ...ada, text: 'My bicycle is red.' });
  for (const { id } of bicycle.memories) await memory.update(id, { text: 'My bicycle is green.' });
  await memory.add({ cube: 'shared', text: 'The printers are called Laurel and Hardy.' });
}

/** How many memories that makes. */
export const NOTES = 13;

/** The clock that they were made by. */
export function noteClock(): () => number {
  let now = Date.parse('2026-03-04T09:30:00Z');
  return () => (now += 1_000);
}

const queries = [
  'Where does my sister live?',
  'kitten',
  'Which cat steals socks?',
  '花生过敏',
  '我搬到了哪里？',
  'life jackets for kayaking',
  'What colour is the bike, I mean bicycle?',
  'On which floors is my office?',
  'the broken kettles',
  'printer',
];

/** What each query finds, best first, now and with what held once. */
export async function rankings(memory: Memory): Promise<unknown[]> {
  const found = [];
  for (const query of queries) {
    for (const more of [{}, { include_superseded: true }]) {
      const { results } = await memory.search({ ...ada, query, ...more });
      found.push([query, results.map(({ text, score }) => [text, score.toFixed(6)])]);
    }
  }
  return found;
}

/** Of an earlier version: it knows no word but as it is written, and the vectors are those of nobody. */
export const firstEngines: Required<IndexEngines> = {
  analyser: { version: 0, analyse: (text) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [] },
  embedder: {
    identity: { provider: 'test', model: 'first', dimension: 4, floor: 0.99 },
    embedNow: () => new Float32Array(4),
  } satisfies LocalEmbedder,
};

/** Of a later version, which finds the same words. */
export const laterEngines: IndexEngines = {
  analyser: { ...builtinAnalyser, version: builtinAnalyser.version + 1_000 },
};

/** A directory with the file that the first analyser left. */
export function directoryOfFirstAnalyser(): string {
  const data = temporaryDirectory();
  const fixture = new URL('../fixtures/analyser/tulving-1.db.gz', import.meta.url);
  writeFileSync(join(data, 'tulving.db'), gunzipSync(readFileSync(fileURLToPath(fixture))));
  return data;
}
