import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { type JobHandler, JobRunner, type JobRunnerOptions } from '../../src/jobs/runner.js';
import type { StoredJob } from '../../src/store/jobs.js';
import type { Connection } from '../../src/store/sqlite/driver.js';
import { SqliteJobs } from '../../src/store/sqlite/jobs.js';
import { openDatabase } from '../../src/store/sqlite/open.js';
import { SqliteStatements } from '../../src/store/sqlite/statements.js';
import { WriteQueue } from '../../src/store/sqlite/write-queue.js';
import { temporaryDirectory } from './temporary-memory.js';

export interface TemporaryJobs {
  directory: string;
  connection: Connection;
  writes: WriteQueue;
  jobs: SqliteJobs;
  get(id: string): Promise<StoredJob>;
}

/** The queue in a directory of its own or in one that is given; closed with the test. */
export async function temporaryJobs(directory = temporaryDirectory()): Promise<TemporaryJobs> {
  const { connection } = await openDatabase({ directory });
  const writes = new WriteQueue(connection);
  const jobs = new SqliteJobs(new SqliteStatements(connection, writes), writes);
  onTestFinished(async () => {
    await writes.settled();
    connection.close();
  });
  return {
    directory,
    connection,
    writes,
    jobs,
    async get(id) {
      const job = await jobs.get(1, id);
      if (!job) throw new Error(`job ${id} is not there`);
      return job;
    },
  };
}

interface TemporaryRunner {
  runner: JobRunner;
  /** What was told to `onError`. */
  errors: unknown[];
}

/** A runner for jobs of the kind `embed`; stopped with the test. */
export function temporaryRunner(
  { jobs }: Pick<TemporaryJobs, 'jobs'>,
  handler: Partial<JobHandler> & Pick<JobHandler, 'run'>,
  options: Partial<JobRunnerOptions> = {},
): TemporaryRunner {
  const errors: unknown[] = [];
  const runner = new JobRunner({
    jobs,
    handlers: { embed: { concurrency: 1, tries: 3, ...handler } },
    clock: Date.now,
    worker: 'test',
    leaseMs: 300,
    pollMs: 20,
    onError: (_, error) => void errors.push(error),
    ...options,
  });
  onTestFinished(() => runner.stop());
  return { runner, errors };
}

/** Asks again and again until the answer is there; the test's own limit is the only one. */
export async function until<Answer>(
  ask: () => Promise<Answer | undefined | false> | Answer | undefined | false,
): Promise<Answer> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    await sleep(10);
  }
}

/** Resolves when the signal is aborted, with its reason. */
export function aborted(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(signal.reason);
    else signal.addEventListener('abort', () => resolve(signal.reason), { once: true });
  });
}
