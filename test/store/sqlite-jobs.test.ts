import { describe, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/store.js';
import { jobsSuite } from '../../src/testing/jobs-suite.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

jobsSuite({
  name: 'sqlite',
  runner: { describe, it },
  emptyPlace: temporaryDirectory,
  open: (directory) => openSqliteStore({ directory }),
});
