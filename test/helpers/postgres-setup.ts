import type { TestProject } from 'vitest/node';
import { connect } from '../../src/store/postgres/driver-pg.js';
import { migrate } from '../../src/store/postgres/migrate.js';
import { createDatabase, type ServerDatabase } from './postgres.js';

let template: ServerDatabase | undefined;

/** The schema takes longer to make than most tests to run: made once a run, and copied for each test. */
export async function setup(project: TestProject): Promise<void> {
  const { databaseUrl } = project.getProvidedContext();
  if (databaseUrl === undefined) throw new Error('The project postgres needs the URL of a server.');
  template = await createDatabase(databaseUrl);
  const database = await connect({ url: template.url, poolSize: 1, statementTimeout: 0 });
  try {
    await migrate(database);
  } finally {
    await database.close();
  }
  project.provide('template', template.name);
}

/** Also after a setup that failed. */
export async function teardown(): Promise<void> {
  await template?.drop();
}
