import { describe, it } from 'vitest';
import { jobsSuite } from '../../src/testing/jobs-suite.js';
import { openJobs } from '../helpers/jobs.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

jobsSuite({
  name: 'sqlite',
  runner: { describe, it },
  emptyPlace: temporaryDirectory,
  open: openJobs,
});
