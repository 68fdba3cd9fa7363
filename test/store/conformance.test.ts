import { describe, inject, it } from 'vitest';
import {
  indexingSuite,
  jobsSuite,
  keysSuite,
  spacesSuite,
  storeSuite,
  tracesSuite,
} from '../../src/testing/index.js';
import { openStore, temporaryDirectory } from '../helpers/temporary-memory.js';

const options = {
  name: inject('engine'),
  runner: { describe, it },
  emptyPlace: temporaryDirectory,
  open: openStore,
};

storeSuite(options);
keysSuite(options);
indexingSuite(options);
jobsSuite(options);
tracesSuite(options);
spacesSuite(options);
