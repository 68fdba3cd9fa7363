import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { overPglite } from '../../src/store/postgres/driver-pglite.js';
import { migrate } from '../../src/store/postgres/migrate.js';
import { startPglite } from './pglite.js';

const folder = mkdtempSync(join(tmpdir(), 'tulving-pglite-'));

/** Initialising PGlite takes seconds: done once a run; each file of tests loads what came of it. */
export async function setup({ provide, vitest }: TestProject): Promise<void> {
  if (!vitest.projects.some(({ name }) => name === 'postgres')) {
    console.log(
      'SKIPPED: PostgreSQL: no TULVING_TEST_DATABASE_URL is set. PGlite stands in for it.',
    );
  }
  const file = join(folder, 'data.tar');
  const pglite = await startPglite();
  await migrate(await overPglite(pglite));
  const dump = await pglite.dumpDataDir('none');
  writeFileSync(file, new Uint8Array(await dump.arrayBuffer()));
  await pglite.close();
  provide('pgliteFile', file);
}

export function teardown(): void {
  rmSync(folder, { recursive: true });
}
