// Tulving beside other libraries, in one run: `npm run bench [-- SUBJECT...] [--quick] [--shape N] [--write]`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { prepareOrExit } from '../../scripts/prepare.mjs';
import { loadNow, machine } from './machine.mjs';
import { measureShape } from './measure.mjs';
import { canBeHad, installPeers } from './packages.mjs';
import { plans, quick, shapes, subjects, usual } from './plan.mjs';
import { print, write } from './report.mjs';
import { startStub } from './stub-server.mjs';

const help = `npm run bench -- [subject ...] [options]
npm run bench -- mem0 [options]   mem0's calls over HTTP, answered by Tulving and by mem0
Search beside mem0 in a store of 200,000 memories: node bench/search-peers.mjs --help

Subjects: ${subjects.map(({ name }) => name).join(', ')}.
  --quick     fewer rounds, and the first shape alone
  --shape N   one of: ${shapes.map(({ name }, index) => `${index + 1} ${name}`).join('; ')}
  --folder F  where stores are written, and fsync is measured
  --write     into docs/benchmarks.md and bench/results`;

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    shape: { type: 'string' },
    folder: { type: 'string', default: tmpdir() },
    write: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
/** A subject alone is beside nothing: mem0 alone means its calls. */
const plan = positionals.join() === 'mem0' ? plans.mem0 : plans.peers;
if (options.help) console.log(help);
else await main();

async function main() {
  await prepareOrExit();
  const wanted = chooseSubjects();
  const stub = await startStub();
  const folder = mkdtempSync(join(options.folder, 'tulving-bench-'));
  const results = { machine: machine(), shapes: [] };
  try {
    for (const shape of chooseShapes()) {
      const tell = (step) => console.error(`${shape.name}: ${step}`);
      results.shapes.push(
        await measureShape({
          shape,
          subjects: wanted,
          amounts: { ...(options.quick ? quick : usual), together: plan.together },
          folder: mkdtempSync(join(folder, 'shape-')),
          baseUrl: stub.baseUrl,
          tell,
        }),
      );
    }
  } finally {
    stub.close();
    rmSync(folder, { recursive: true, force: true });
  }
  results.machine.load.push(loadNow());
  print(results, plan);
  if (options.write) write(results, plan);
}

/** All that need not be named, or those that are; without the ones that cannot be had. */
function chooseSubjects() {
  const unknown = positionals.filter((name) => !subjects.some((subject) => subject.name === name));
  if (unknown.length > 0) throw new Error(`There is no subject ${unknown.join(', ')}.\n${help}`);
  const named = new Set(plan === plans.mem0 ? [] : positionals);
  const chosen = plan.subjects.filter(({ name, byName }) =>
    named.size > 0 ? named.has(name) : !byName,
  );
  if (chosen.some(({ needs }) => needs)) installPeers();
  return chosen.filter(({ title, needs }) => {
    if (!needs || canBeHad(needs)) return true;
    console.log(`NOT RUN: ${title}: ${needs} cannot be had`);
    return false;
  });
}

function chooseShapes() {
  if (options.shape) return [shapes[Number(options.shape) - 1]];
  return options.quick ? shapes.slice(0, 1) : shapes.slice(0, plan.mostShapes);
}
