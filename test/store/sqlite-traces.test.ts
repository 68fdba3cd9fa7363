import { describe, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/store.js';
import { tracesSuite } from '../../src/testing/index.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

tracesSuite({
  name: 'sqlite',
  runner: { describe, it },
  emptyPlace: temporaryDirectory,
  open: (directory) => openSqliteStore({ directory }),
});
