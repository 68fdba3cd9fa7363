import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Settings } from '../../settings.js';

/** The schema of a store, without opening the store, which would bring it up to date. */
export interface SchemaPlace {
  engine: 'sqlite' | 'postgres';
  location: string;
  status(): Promise<SchemaStatus>;
  /** @returns the number of the schema */
  up(): Promise<number>;
  close(): Promise<void>;
}

interface SchemaStatus {
  /** 0: nothing is there yet. */
  found: number;
  missing: readonly { name: string }[];
}

export function schemaOf({ data, databaseUrl }: Settings): Promise<SchemaPlace> {
  return databaseUrl === undefined ? sqliteSchema(data) : postgresSchema(databaseUrl);
}

async function sqliteSchema(directory: string): Promise<SchemaPlace> {
  const { FILE_NAME, openDatabase } = await import('../../store/sqlite/open.js');
  const { migrationStatus, readMigrations } = await import('../../store/sqlite/migrate.js');
  const { Connection, loadDriver } = await import('../../store/sqlite/driver.js');
  const location = join(directory, FILE_NAME);
  return {
    engine: 'sqlite',
    location,
    async status() {
      if (!existsSync(location)) return { found: 0, missing: readMigrations() };
      const { DatabaseSync } = await loadDriver();
      const connection = new Connection(new DatabaseSync(location));
      try {
        return migrationStatus(connection);
      } finally {
        connection.close();
      }
    },
    async up() {
      const { leaveOneFile } = await import('../../store/sqlite/store.js');
      const { connection, schema } = await openDatabase({ directory });
      leaveOneFile(connection);
      connection.close();
      return schema;
    },
    async close() {},
  };
}

async function postgresSchema(url: string): Promise<SchemaPlace> {
  const { connect } = await import('../../store/postgres/driver-pg.js');
  const { migrate, migrationStatus } = await import('../../store/postgres/migrate.js');
  const database = await connect({ url, poolSize: 1, statementTimeout: 0 });
  return {
    engine: 'postgres',
    location: database.location,
    status: () => migrationStatus(database),
    up: () => migrate(database),
    close: () => database.close(),
  };
}
