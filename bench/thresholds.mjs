// Measures what the thresholds that mem0's clients hold leave of an answer: of our scores as they are, which are chances,
// and of their cube root, which mem0's clients are told. After a build: `node bench/thresholds.mjs <folder of the
// sets>`. Takes one to two minutes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemory } from '../dist/compose.js';
import { likenessOf } from '../dist/server/dialects/mem0/likeness.js';
import { askAll, readSets } from './unanswered.mjs';

/** Of the OpenClaw plugin, of its command line and the hint in its settings, and one that people set. */
const thresholds = [
  { name: '0.1, half of the best', least: 0.1, part: 0.5 },
  { name: '0.3', least: 0.3, part: 0 },
  { name: '0.5', least: 0.5, part: 0 },
];
const scales = { chance: (score) => score, likeness: likenessOf };

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Name the folder of the sets.');
const directory = mkdtempSync(join(tmpdir(), 'tulving-thresholds-'));
const memory = await createMemory({ data: directory, timezone: 'UTC' });
const answers = [];
try {
  for await (const answer of askAll(memory, await readSets(folder))) answers.push(answer);
} finally {
  await memory.close();
  rmSync(directory, { recursive: true, force: true });
}
const sets = [...new Set(answers.map(({ set }) => set))];
console.table(
  sets.flatMap((set) =>
    thresholds.flatMap((threshold) =>
      Object.entries(scales).map(([scale, told]) => {
        const own = answers.filter((one) => one.set === set);
        return { set, threshold: threshold.name, scale, ...measure(own, threshold, told) };
      }),
    ),
  ),
);

function measure(own, threshold, told) {
  const answered = own.filter(({ asked }) => asked === 'answered');
  const others = own.filter(({ asked }) => asked !== 'answered');
  const right = (hits) => hits.filter((hit) => hit.right).length;
  const sum = (all, count) => all.reduce((total, { hits }) => total + count(hits), 0);
  const left = (hits) => passing(hits, threshold, told);
  const kept = sum(answered, (hits) => right(left(hits))) / sum(answered, right);
  const none = others.filter(({ hits }) => left(hits).length === 0).length / others.length;
  return {
    'right hits left, %': Math.round(100 * kept),
    'hits left': fixed(sum(answered, (hits) => left(hits).length) / answered.length),
    'no answer: hits left': fixed(sum(others, (hits) => left(hits).length) / others.length),
    'none left, %': Math.round(100 * none),
  };
}

function passing(hits, { least, part }, told) {
  const best = told(hits[0]?.score ?? 0);
  return hits.filter(({ score }) => told(score) >= Math.max(least, part * best));
}

function fixed(value) {
  return Number(value.toFixed(1));
}
