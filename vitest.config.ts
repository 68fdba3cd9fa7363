import { configDefaults, defineConfig } from 'vitest/config';
import { alone, aloneOnServers, type EngineName, testsOf } from './test/helpers/engines.js';

interface ProjectConfig {
  name?: string;
  include?: string[];
  exclude?: string[];
  isolate?: boolean;
  globalSetup?: string[];
  setupFiles?: string[];
  provide?: object;
}

const url = process.env['TULVING_TEST_DATABASE_URL'];
// Commands that tests start would take it for a misspelled setting.
delete process.env['TULVING_TEST_DATABASE_URL'];

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 30_000,
    projects: [
      project('sqlite', { isolate: false, exclude: alone }),
      project('sqlite', { name: 'sqlite-alone', include: alone }),
      project('pglite', {
        isolate: false,
        globalSetup: ['test/helpers/pglite-setup.ts'],
        setupFiles: ['test/helpers/pglite-file.ts'],
      }),
      ...(url === undefined
        ? []
        : [
            project('postgres', { ...onServer(url), isolate: false, exclude: alone }),
            project('postgres', {
              ...onServer(url),
              name: 'postgres-alone',
              include: aloneOnServers(),
            }),
          ]),
    ],
  },
});

function onServer(databaseUrl: string): ProjectConfig {
  return { globalSetup: ['test/helpers/postgres-setup.ts'], provide: { databaseUrl } };
}

/** The tests of one engine. A project of vitest, so that the tests need not know of it. */
function project(engine: EngineName, { exclude = [], provide, ...more }: ProjectConfig) {
  return {
    extends: true as const,
    test: {
      name: engine,
      include: testsOf(engine),
      ...(engine !== 'sqlite' && { testTimeout: 120_000, hookTimeout: 120_000 }),
      ...more,
      // These need a service or a program that `npm test` must do without; CI runs them where it can.
      exclude: [...configDefaults.exclude, 'test/needs-parts/**', ...exclude],
      provide: { engine, ...provide },
    },
  };
}
