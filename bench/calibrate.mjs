// Fits what turns a sum of channels into a score, and tells what the scores are worth. After a build:
// `node bench/calibrate.mjs <folder of the sets> [--write]`; with --write, src/recall/score/calibration.ts is
// written anew. Takes one to two minutes. With --misspelt, each question has a typo, nothing is fitted, and the
// scores in use are told.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createMemory } from '../dist/compose.js';
import { chanceOf, fitLogistic } from './logistic.mjs';
import { misspelt, randomOf } from './typos.mjs';
import { askAll, readSets } from './unanswered.mjs';

const target = fileURLToPath(new URL('../src/recall/score/calibration.ts', import.meta.url));
const levels = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5];
/** What no set has is read like a note. */
const standsFor = { peers: 'peers', assistant: 'assistant', note: 'note', document: 'note' };

const { values: options, positionals } = parseArgs({
  options: { write: { type: 'boolean' }, misspelt: { type: 'boolean' } },
  allowPositionals: true,
});
const [folder] = positionals;
if (!folder) throw new Error('Name the folder of the sets.');
await main();

async function main() {
  const directory = mkdtempSync(join(tmpdir(), 'tulving-calibrate-'));
  const memory = await createMemory({ data: directory, timezone: 'UTC' });
  const answers = [];
  try {
    const sets = await readSets(folder);
    if (options.misspelt) spellWrongly(sets);
    for await (const answer of askAll(memory, sets)) answers.push(answer);
  } finally {
    await memory.close();
    rmSync(directory, { recursive: true, force: true });
  }
  if (options.misspelt) return report(answers);
  const fitted = fit(answers);
  report(answers.map((answer) => scoredBy(fitted, answer)));
  console.log('\nfitted', fitted);
  if (options.write) write(fitted);
}

function spellWrongly({ read }) {
  for (const question of Object.values(read).flatMap((all) =>
    all.flatMap((one) => one.questions),
  )) {
    question.text = misspelt(question.text, () => true, randomOf(question.text)) ?? question.text;
  }
}

/** As many questions with an answer as without, and each set as heavy as the next. */
function weigh(answers) {
  const counts = new Map();
  const groupOf = ({ set, asked }) => `${set} ${asked === 'answered'}`;
  for (const one of answers) counts.set(groupOf(one), (counts.get(groupOf(one)) ?? 0) + 1);
  return answers.map((one) => ({ ...one, weight: 1 / counts.get(groupOf(one)) }));
}

/** With the scores that what was fitted gives; as `calibrate` in src/recall does it. */
function scoredBy(fitted, answer) {
  const { source, coverage, hits } = answer;
  if (hits.length === 0) return answer;
  const { base, slope, fall } = fitted[source];
  const best = Math.max(...hits.map(({ fused }) => fused));
  const chance = chanceOf([1, coverage * best], [base, slope]);
  return {
    ...answer,
    hits: hits.map((hit) => ({ ...hit, score: chance * (hit.fused / best) ** fall })),
  };
}

/**
 * First how often the very first is right, then how soon the others fall behind it. Everyday notes are told and not
 * fitted: with them, what stands beside the matter scored 0.1 and more.
 */
function fit(answers) {
  const weighed = weigh(answers).filter(({ set, hits }) => set !== 'everyday' && hits.length > 0);
  return Object.fromEntries(
    Object.entries(standsFor).map(([kind, like]) => {
      const own = weighed.filter(({ source }) => source === like);
      const samples = own.map(({ coverage, hits: [first], weight }) => ({
        features: [1, coverage * first.fused],
        label: first.right,
        weight,
      }));
      const [base, slope] = fitLogistic(samples, 1e-4);
      const chances = samples.map(({ features }) => chanceOf(features, [base, slope]));
      const row = { base, slope, fall: fitFall(own, chances) };
      const rounded = Object.entries(row).map(([name, value]) => [name, Number(value.toFixed(2))]);
      return [kind, Object.fromEntries(rounded)];
    }),
  );
}

/** The power under which what is right among the ten is most likely. */
function fitFall(answers, chances) {
  const likelihood = (fall) =>
    answers.reduce((sum, { hits, weight }, at) => {
      const best = Math.max(...hits.map(({ fused }) => fused));
      const logs = hits.map(({ fused, right }) => {
        const chance = Math.min(Math.max(chances[at] * (fused / best) ** fall, 1e-4), 1 - 1e-4);
        return Math.log(right ? chance : 1 - chance);
      });
      return sum + weight * logs.reduce((total, log) => total + log, 0);
    }, 0);
  const falls = Array.from({ length: 60 }, (_, at) => (at + 1) / 4);
  return falls.reduce((best, fall) => (likelihood(fall) > likelihood(best) ? fall : best));
}

function write(fitted) {
  const rows = Object.entries(fitted).map(([kind, row]) => {
    const fields = Object.entries(row).map(([name, value]) => `${name}: ${value}`);
    return `  ${kind}: { ${fields.join(', ')} },`;
  });
  const source = readFileSync(target, 'utf8');
  const table = /(calibrations: Record<SourceKind, Calibration> = \{\n)[^}]*(?:\}[^}]*)*?(\n\};)/;
  if (!table.test(source)) throw new Error(`${target} has no table`);
  writeFileSync(
    target,
    source.replace(table, (_, head, tail) => `${head}${rows.join('\n')}${tail}`),
  );
}

function report(answers) {
  const top = ({ hits }) => hits[0]?.score ?? 0;
  const sets = [...new Set(answers.map(({ set }) => set))];
  for (const set of sets) {
    const own = answers.filter((one) => one.set === set);
    const answered = own.filter(({ asked }) => asked === 'answered');
    for (const asked of new Set(own.map((one) => one.asked))) {
      const group = own.filter((one) => one.asked === asked);
      const scores = group.map(top);
      const share = levels.map((level) =>
        percent(
          scores.filter((score) => score >= level),
          scores,
        ),
      );
      const parts = [0.1, 0.5, 0.9].map((part) => quantile(scores, part).toFixed(2));
      const auc = asked === 'answered' ? '' : `AUC ${area(answered.map(top), scores).toFixed(3)}`;
      console.log(set.padEnd(18), asked.padEnd(11), String(group.length).padStart(5));
      console.log(
        `  p10/50/90 ${parts.join(' ')}  ${auc}  top ≥ ${levels.join('/')}: ${share.join(' ')}`,
      );
    }
    const right = answered.flatMap(({ hits }) => hits.filter((hit) => hit.right));
    const kept = levels.map((level) =>
      percent(
        right.filter(({ score }) => score >= level),
        right,
      ),
    );
    const all = answered.flatMap(({ hits }) => hits);
    const left = levels.map((level) =>
      percent(
        all.filter(({ score }) => score >= level),
        all,
      ),
    );
    console.log(`  likelihood of the first, mean log: ${meanOf(own.map(likelihoodOf)).toFixed(3)}`);
    console.log(`  of the right among ten, kept ${kept.join(' ')}; of all ten ${left.join(' ')}`);
  }
  console.log('\nscore: how many are right, half of the questions having an answer');
  const hits = weigh(answers).flatMap(({ hits: list, source, weight }) =>
    list.map((hit) => ({ ...hit, source, weight })),
  );
  for (const source of new Set(hits.flatMap((hit) => hit.source ?? []))) {
    const cells = [0, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8].map((low, at, all) => {
      const high = all[at + 1] ?? 1.01;
      const inside = hits.filter(
        (hit) => hit.source === source && hit.score >= low && hit.score < high,
      );
      const sum = (value) => inside.reduce((total, hit) => total + hit.weight * value(hit), 0);
      return inside.length < 10
        ? ''
        : `${low}: ${(sum(({ right }) => right) / sum(() => 1)).toFixed(2)}`;
    });
    console.log(`  ${source.padEnd(10)} ${cells.filter(Boolean).join('  ')}`);
  }
}

function likelihoodOf({ hits: [first] }) {
  const chance = Math.min(Math.max(first?.score ?? 0, 1e-4), 1 - 1e-4);
  return Math.log(first?.right ? chance : 1 - chance);
}

function meanOf(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function percent(some, all) {
  return all.length === 0 ? '–' : ((100 * some.length) / all.length).toFixed(0);
}

function quantile(values, part) {
  return values.toSorted((a, b) => a - b)[Math.floor(part * (values.length - 1))] ?? 0;
}

/** Part of the pairs in which the one with an answer scores higher. */
function area(answered, others) {
  let won = 0;
  for (const one of answered)
    for (const other of others) won += one > other ? 1 : one === other ? 0.5 : 0;
  return won / (answered.length * others.length);
}
