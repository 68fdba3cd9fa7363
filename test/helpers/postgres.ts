import { randomUUID } from 'node:crypto';
import { connect } from '../../src/store/postgres/driver-pg.js';

export interface ServerDatabase {
  name: string;
  url: string;
  /** With whoever is still connected. */
  drop(): Promise<void>;
}

/** @param template a database that it is to be a copy of, to which nobody is connected */
export async function createDatabase(server: string, template?: string): Promise<ServerDatabase> {
  const name = `tulving_test_${randomUUID().replaceAll('-', '')}`;
  // Copied through the log, as is the default: 40 ms and 16 to drop it. STRATEGY FILE_COPY takes 90 and 50 where a server flushes.
  const copied = template === undefined ? '' : ` TEMPLATE ${template}`;
  await administer(server, `CREATE DATABASE ${name}${copied}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  const drop = () => administer(server, `DROP DATABASE ${name} WITH (FORCE)`);
  return { name, url: url.href, drop };
}

async function administer(url: string, sql: string): Promise<void> {
  const database = await connect({ url, poolSize: 1, statementTimeout: 0 });
  try {
    await database.script(sql);
  } finally {
    await database.close();
  }
}
