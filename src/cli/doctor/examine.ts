import { createFetch } from '../../network/fetch.js';
import type { Settings } from '../../settings.js';
import type { Compaction } from '../../store/port.js';
import type { DoctorContext } from './check.js';
import { databaseGroups, localGroups, remoteGroups } from './groups.js';
import { type Finding, runChecks, type RunOptions } from './run.js';
import { DoctorServer } from './server.js';
import { DoctorStore } from './store.js';

export interface ExamineOptions extends RunOptions, Pick<DoctorContext, 'installedClients'> {
  environment: DoctorContext['environment'];
  compact: boolean;
}

export interface Examination {
  findings: Finding[];
  compaction?: Compaction | undefined;
}

/** The groups in which findings are told. */
export function groupsFor({ url, databaseUrl }: Settings) {
  if (url !== undefined) return remoteGroups;
  return databaseUrl === undefined ? localGroups : databaseGroups;
}

/** Looks at the server of `--url`, else at the database or the data directory. */
export async function examine(settings: Settings, options: ExamineOptions): Promise<Examination> {
  const { environment, installedClients, compact } = options;
  const { url, caFile } = settings;
  const fetch = createFetch({ environment, caFile });
  const store = new DoctorStore(settings);
  const context: DoctorContext = {
    settings,
    environment,
    store,
    server: url === undefined ? undefined : new DoctorServer(url, { fetch, settings }),
    installedClients,
    fetch,
    clock: Date.now,
  };
  try {
    const findings = await runChecks(groupsFor(settings), context, options);
    return { findings, compaction: compact ? await compactSound(store, findings) : undefined };
  } finally {
    await store.close();
  }
}

/** What is damaged is not rewritten. */
async function compactSound(
  { memory }: DoctorStore,
  findings: readonly Finding[],
): Promise<Compaction | undefined> {
  const faulty = findings.some(({ group, status }) => group === 'storage' && status === 'fault');
  return faulty ? undefined : memory?.compact({ whole: true });
}
