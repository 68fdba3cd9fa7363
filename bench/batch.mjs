// A batch of many users, kept and drawn from by one fake model, beside mem0: `node bench/batch.mjs [--items N] [--users N]`.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareOrExit } from '../scripts/prepare.mjs';
import { drawWord, randomFrom } from './corpus.mjs';
import { mem0Extractor } from './peers/mem0-extractor.mjs';
import { median } from './peers/statistics.mjs';
import { SubjectProcess } from './peers/subject-process.mjs';
import { embed } from './peers/vectors.mjs';

const { values: options } = parseArgs({
  options: {
    items: { type: 'string', default: '1000' },
    users: { type: 'string', default: '50' },
    rounds: { type: 'string', default: '3' },
    /** How long the fake takes for an answer, in ms: nothing, and about what a small hosted model takes. */
    delays: { type: 'string', default: '0,300' },
    /** Vectors of the peer: over HTTP, as its users have them, or computed in its process. */
    vectors: { type: 'string', default: 'http' },
  },
});
/** As many as Tulving's own workers. */
const writers = 4;

/** How a batch is written, and by what of Tulving. Whether the model is asked. */
const ways = [
  { title: 'kept as it was said', verb: 'addMany', ours: 'tulving', asks: false },
  { title: 'drawn, of a user together', verb: 'drawTogether', ours: 'tulving-drawing', asks: true },
  { title: 'drawn, one by one', verb: 'drawEach', ours: 'tulving-drawing', asks: true },
];

await main();

async function main() {
  await prepareOrExit();
  const { fakeExtractor, FakeModel, fakeReconciler } = await import('../dist/testing/index.js');
  const answers = [mem0Extractor, fakeExtractor(), fakeReconciler()];
  const fake = await FakeModel.start({ answers, embedding: { vector: embed } });
  const folder = mkdtempSync(join(tmpdir(), 'tulving-batch-'));
  const items = drawItems();
  console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}`);
  console.log(`${items.length} items of ${options.users} users; load ${loadNow()}`);
  console.log(
    '\n| way | answer of the model | Tulving, items a second | mem0 | ratio | calls | calls of mem0 |',
  );
  console.log('| --- | --- | --- | --- | --- | --- | --- |');
  try {
    for (const way of ways) {
      for (const delay of way.asks ? options.delays.split(',').map(Number) : [0]) {
        fake.misbehave({ delayMs: delay });
        console.log(row(way, delay, await measure({ fake, folder, items, way })));
      }
    }
    console.log(`\nload ${loadNow()} at the end`);
  } finally {
    await fake.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Round by round one after the other, each into a store of its own. */
async function measure({ fake, folder, items, way: { verb, ours } }) {
  const subjects = [ours, 'mem0'];
  const rates = subjects.map(() => []);
  const calls = subjects.map(() => 0);
  for (let round = 0; round < Number(options.rounds); round += 1) {
    for (const [at, module] of subjects.entries()) {
      const vectors = module === 'tulving' ? 'built-in' : options.vectors;
      const process = new SubjectProcess();
      fake.requests.length = 0;
      await process.ask('open', {
        module: new URL(`peers/subjects/${module}.mjs`, import.meta.url).href,
        folder: mkdtempSync(join(folder, `${module}-`)),
        baseUrl: fake.url,
        vectors,
      });
      const { result } = await process.ask(verb, { items, writers });
      rates[at].push((items.length / result) * 1000);
      calls[at] = fake.requests.filter(({ path }) => path.endsWith('/chat/completions')).length;
      await process.ask('close');
      await process.end();
    }
  }
  return { rates: rates.map(median), calls };
}

function row({ title }, delay, { rates: [ours, theirs], calls }) {
  const shown = [ours, theirs].map((rate) => rate.toFixed(rate < 100 ? 1 : 0));
  const ratio = (ours / theirs).toFixed(1);
  return `| ${title} | ${delay} ms | ${shown[0]} | ${shown[1]} | ${ratio} | ${calls.join(' | ')} |`;
}

/** In turns, as several users talk at the same time. */
function drawItems() {
  const random = randomFrom(1_000);
  const users = Number(options.users);
  const word = () => drawWord(random);
  return Array.from({ length: Number(options.items) }, (_, at) => ({
    user: `user-${at % users}`,
    text: `Last week I bought a ${word()} and two ${word()} from the ${word()} shop, because my old ${word()} was broken.`,
  }));
}

function loadNow() {
  return loadavg()[0]?.toFixed(1);
}
