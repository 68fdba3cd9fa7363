import { DEFAULT_USER, type Settings } from '../../settings.js';
import type { ConnectGuide } from '../../model/connect.js';
import type { Command } from '../command.js';
import { settingsKeeper } from '../config-files.js';
import { memoryOptions } from '../door.js';
import { modelSettings } from '../flags.js';
import { thisWorld } from '../install/world.js';
import type { Log } from '../../server/log.js';
import { modelTester } from '../model-commands/tester.js';
import { settingsSource } from '../setting-sources.js';
import { stopSignal } from '../stop-signal.js';

const clients: ConnectGuide = async (to) => {
  const { connectClients } = await import('../../install/connect.js');
  return connectClients(thisWorld(), to);
};

export const serve: Command = {
  name: 'serve',
  summary: { en: 'Serve REST and MCP on this machine.', zh: '在本机提供 REST 和 MCP 服务。' },
  settings: [
    'host',
    'port',
    'allowedHosts',
    'allowedOrigins',
    'mcpToolsets',
    'dialects',
    'dashboard',
    'databasePool',
    'databaseTimeout',
    'residentMegabytes',
    'ttlDays',
    'undoDays',
    'memoryQuota',
    'tracesMegabytes',
    'secrets',
    'personal',
    'categories',
    'fileMegabytes',
    'backupDirectory',
    'backupEvery',
    'backupKeep',
    'allowUrls',
    'allowWebhooks',
    'logLevel',
    ...modelSettings,
  ],
  examples: ['serve', 'serve --port 9000 --data ./memory'],
  async run({ settings, options, output }) {
    const [{ createMemory }, server, { createLog }, { LogRing }, { readVersion }] =
      await Promise.all([
        import('../../compose.js'),
        import('../../server/serve.js'),
        import('../../server/log.js'),
        import('../../server/log-ring.js'),
        import('../../version.js'),
      ]);
    const { data } = settings;
    const place = await placeOf(settings);
    const version = readVersion();
    const logRing = new LogRing(settings.logLevel);
    const log = logRing.watching(createLog(settings.logLevel));
    await restoreAsked(settings, log);
    const memory = await createMemory(memoryOptions(settings));
    try {
      const served = { ...settings, user: settings.user ?? DEFAULT_USER };
      const keepSettings = settingsKeeper(settings);
      const running = await server.serve({
        memory,
        settings: served,
        version,
        log,
        logRing,
        clients,
        keepSettings,
        settingsSource: await settingsSource(settings, options),
        testModel: modelTester(options),
      });
      await memory.startJobs((job, error) => {
        const cause = error instanceof Error ? error.message : String(error);
        log('error', 'job failed', { job: job?.id, kind: job?.kind, cause });
      });
      const told = stopSignal();
      const { url, signIn } = running;
      output.answer({ url, data, version, ...(signIn && { sign_in: signIn }) }, () => [
        `Tulving ${version} is ready on ${url} (data: ${place})`,
        ...(signIn ? [`Dashboard, as the owner (works once, for 15 minutes): ${signIn}`] : []),
      ]);
      await told;
      await running.close();
    } finally {
      await memory.close();
    }
  },
};

/** What was asked for while the last server ran. */
async function restoreAsked(settings: Settings, log: Log): Promise<void> {
  const { data, databaseUrl, backupDirectory, backupPassphrase: passphrase } = settings;
  if (databaseUrl !== undefined) return;
  const { restoreAtStart } = await import('../../facade/restore-at-start.js');
  const done = await restoreAtStart({ data, backupDirectory, passphrase });
  if (done === undefined) return;
  if ('report' in done) {
    const { made_at, replaced } = done.report;
    log('info', 'backup restored', { name: done.name, made_at, replaced: replaced ?? undefined });
    return;
  }
  const cause = done.error instanceof Error ? done.error.message : String(done.error);
  log('error', 'backup not restored; what was there goes on', { name: done.name, cause });
}

/** Where everything lies: of a database what is no secret. */
async function placeOf({ data, databaseUrl }: Settings): Promise<string> {
  if (databaseUrl === undefined) return data;
  const { locationOf } = await import('../../store/postgres/driver-pg.js');
  return locationOf(databaseUrl);
}
