import type { CheckGroup } from './check.js';
import { clientClock, clockChecks } from './clock-checks.js';
import { configurationChecks } from './configuration-checks.js';
import { databaseChecks } from './database-checks.js';
import { indexChecks } from './index-checks.js';
import { portChecks } from './port-checks.js';
import { programChecks } from './program-checks.js';
import { serverChecks } from './server-checks.js';
import { storageChecks } from './storage-checks.js';
import { clientChecks, keyChecks, modelChecks } from './store-checks.js';

/** On the data directory. */
export const localGroups: readonly CheckGroup[] = [
  programChecks,
  storageChecks,
  clockChecks,
  portChecks,
  keyChecks,
  clientChecks,
  indexChecks,
  modelChecks,
  configurationChecks,
];

/** On a PostgreSQL database. */
export const databaseGroups: readonly CheckGroup[] = localGroups.map((group) =>
  group === storageChecks ? databaseChecks : group,
);

/** With `--url`. */
export const remoteGroups: readonly CheckGroup[] = [
  programChecks,
  serverChecks,
  clientClock,
  clientChecks,
  configurationChecks,
];
