// Adds and searches beside mem0's own library, which is put into a temporary folder for that and is no
// dependency: the same texts, the same vectors, one machine, in turns. After a build:
//   node bench/peer.mjs [--sizes 500,5000] [--modules FOLDER] [--json FILE]
// `--modules` names a folder where `npm install mem0ai@…` has been run already.
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { createMemory } from '../dist/compose.js';
import { BuiltInEmbedder } from '../dist/models/built-in-embedder.js';
import { drawNaturalQuery, drawText, randomFrom } from './corpus.mjs';

const PEER = 'mem0ai@3.3.1';
const searches = 60;
/** Above this the peer takes minutes to fill and seconds to search. */
const largeSize = 50_000;
const searchesOfLarge = 10;

const { values: options } = parseArgs({
  options: {
    sizes: { type: 'string', default: '500,5000' },
    modules: { type: 'string' },
    json: { type: 'string' },
  },
});
const embedder = new BuiltInEmbedder();
const folder = mkdtempSync(join(tmpdir(), 'tulving-peer-'));
try {
  const peer = await loadPeer();
  if (peer) await compare(peer);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function loadPeer() {
  // No telemetry, and nothing in the home folder.
  Object.assign(process.env, { MEM0_TELEMETRY: 'false', MEM0_DIR: join(folder, 'mem0') });
  const root = options.modules ?? join(folder, 'modules');
  try {
    if (!options.modules) {
      execFileSync('npm', ['install', '--prefix', root, '--no-audit', '--no-fund', PEER], {
        stdio: 'ignore',
        timeout: 600_000,
      });
    }
    const require = createRequire(join(root, 'index.js'));
    return await import(pathToFileURL(require.resolve('mem0ai/oss')).href);
  } catch (error) {
    console.log(`NOT RUN: ${PEER} cannot be had (${error.message.split('\n')[0]})`);
    return undefined;
  }
}

async function compare(peer) {
  const results = [];
  for (const size of options.sizes.split(',').map(Number)) results.push(await measure(peer, size));
  console.log(`${cpus()[0]?.model}, ${cpus().length} cores, Node ${process.version}, ${PEER}`);
  console.table(results);
  if (options.json) writeFileSync(options.json, `${JSON.stringify(results, null, 2)}\n`);
}

async function measure(peer, size) {
  const ours = await createMemory({ data: join(folder, `tulving-${size}`), timezone: 'UTC' });
  const theirs = openPeer(peer, join(folder, `mem0-${size}`));
  const adds = { ours: [], theirs: [] };
  const random = randomFrom(size);
  for (let count = 0; count < size; count += 1) {
    const text = drawText(random);
    adds.ours.push(await timed(() => ours.add({ user_id: 'ada', text })));
    adds.theirs.push(await timed(() => theirs.add(text, { userId: 'ada', infer: false })));
  }
  const found = { ours: [], theirs: [] };
  const ask = {
    ours: (query) => ours.search({ user_id: 'ada', query, limit: 10 }),
    theirs: (query) => theirs.search(query, { filters: { user_id: 'ada' }, topK: 10 }),
  };
  const rounds = size > largeSize ? searchesOfLarge : searches;
  // The first rounds warm up.
  for (let round = -5; round < rounds; round += 1) {
    const query = drawNaturalQuery(random);
    for (const who of ['ours', 'theirs']) {
      const time = await timed(() => ask[who](query));
      if (round >= 0) found[who].push(time);
    }
  }
  await ours.close();
  return { memories: size, ...spread('add', adds), ...spread('search', found) };
}

/** mem0 with the vectors of our embedder, computed in this process: no HTTP is counted. */
function openPeer({ Memory }, path) {
  const memory = new Memory({
    embedder: { provider: 'openai', config: { apiKey: 'none', model: 'stub', embeddingDims: 384 } },
    llm: { provider: 'openai', config: { apiKey: 'none', model: 'stub' } },
    vectorStore: {
      provider: 'memory',
      config: { collectionName: 'bench', dimension: 384, dbPath: `${path}-vectors.db` },
    },
    historyStore: { provider: 'sqlite', config: { historyDbPath: `${path}-history.db` } },
  });
  const embed = async (text, purpose) =>
    Array.from(embedder.embedNow(text, purpose === 'search' ? 'query' : 'document'));
  memory.embedder = {
    embed,
    embedBatch: (texts, purpose) => Promise.all(texts.map((text) => embed(text, purpose))),
  };
  return memory;
}

function spread(verb, { ours, theirs }) {
  const row = {};
  for (const share of [50, 95]) {
    const [one, other] = [ours, theirs].map((times) => percentile(times, share / 100));
    row[`${verb} p${share}`] = one.toFixed(2);
    row[`mem0 ${verb} p${share}`] = other.toFixed(2);
    if (share === 50) row[`${verb} ratio`] = (one / other).toFixed(2);
  }
  return row;
}

async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

/** Nearest rank. */
function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}
