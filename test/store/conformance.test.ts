import { describe, inject, it } from 'vitest';
import {
  batchesSuite,
  graphSuite,
  indexingSuite,
  jobsSuite,
  keysSuite,
  notesSuite,
  spacesSuite,
  statesSuite,
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
graphSuite(options);
batchesSuite(options);
jobsSuite(options);
notesSuite(options);
tracesSuite(options);
spacesSuite(options);
statesSuite(options);
