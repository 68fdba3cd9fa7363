// Does the jobs of a data directory, and stands still for ever at the memory that says so.
import { writeSync } from 'node:fs';
import { createMemory } from '../../dist/compose.js';
import { builtinAnalyser } from '../../dist/ingest/indexer.js';

const [data, stop] = process.argv.slice(2);

function analyse(text) {
  if (text.includes(stop)) {
    writeSync(1, 'stands still\n');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  }
  return builtinAnalyser.analyse(text);
}

const analyser = { version: builtinAnalyser.version, analyse };
const memory = await createMemory({ data, timezone: 'UTC' }, { analyser });
await memory.runJobs((_, error) => console.error(error));
