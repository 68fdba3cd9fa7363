// A worker in a process of its own. Its handler keeps its effect in a row of its own transaction,
// keyed by the job, and appends a line to a file when it starts and when it has made the effect.
import { appendFileSync } from 'node:fs';
import { JobRunner } from '../../dist/jobs/runner.js';
import { SqliteJobs } from '../../dist/store/sqlite/jobs.js';
import { openDatabase } from '../../dist/store/sqlite/open.js';
import { SqliteStatements } from '../../dist/store/sqlite/statements.js';
import { WriteQueue } from '../../dist/store/sqlite/write-queue.js';

/** `hangs`: 'before' or 'after' the effect, or 'never'. `concurrency`: how many it does at once. */
const [directory, journal, hangs, concurrency = '1'] = process.argv.slice(2);
const { connection } = await openDatabase({ directory });
const writes = new WriteQueue(connection);
const tell = (line) => appendFileSync(journal, `${line}\n`);
const hang = () => new Promise(() => {});

async function run(job) {
  tell(`start ${process.pid}`);
  if (hangs === 'before') await hang();
  const sql = 'INSERT INTO effect (job) VALUES (?) ON CONFLICT DO NOTHING';
  const { changes } = await writes.run((db) => db.run(sql, job.id));
  if (changes === 1) tell(`effect ${process.pid}`);
  if (hangs === 'after') await hang();
  return { by: process.pid };
}

const runner = new JobRunner({
  jobs: new SqliteJobs(new SqliteStatements(connection, writes), writes),
  handlers: { embed: { concurrency: Number(concurrency), tries: 3, run } },
  clock: Date.now,
  worker: `process ${process.pid}`,
  leaseMs: 300,
  pollMs: 50,
  onError: (_, error) => console.error(error),
});
runner.start();
// The runner alone does not keep a process alive.
setInterval(() => {}, 60_000);
