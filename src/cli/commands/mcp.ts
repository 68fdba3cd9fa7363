import { TulvingError } from '../../errors.js';
import { LOCAL } from '../../model/caller.js';
import type { Session } from '../../server/mcp/session.js';
import type { Call, Command } from '../command.js';
import { clientsOf, memoryOptions } from '../door.js';
import { modelSettings } from '../flags.js';
import { stopSignal } from '../stop-signal.js';

export const mcp: Command = {
  name: 'mcp',
  summary: {
    en: 'Serve MCP on standard input and output, for a client that starts it.',
    zh: '通过标准输入输出提供 MCP 服务，由客户端启动。',
  },
  settings: [
    'mcpToolsets',
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
    'logLevel',
    ...modelSettings,
  ],
  scoped: true,
  examples: [
    'mcp',
    'mcp --app cursor --user ada',
    'mcp --toolsets mem0',
    'mcp --url http://127.0.0.1:8858',
  ],
  async run(call) {
    const { url } = call.settings;
    if (url === undefined) await serveDirectory(call);
    else await serveServer(call, url);
  },
};

/** What the session of every client on standard input has in common. */
type Common = Omit<Session, 'door'>;

async function serveDirectory(call: Call): Promise<void> {
  const [{ createMemory }, { doorOf }, { PresentProcess }] = await Promise.all([
    import('../../compose.js'),
    import('../../server/mcp/door.js'),
    import('../../server/present-processes.js'),
  ]);
  const memory = await createMemory(memoryOptions(call.settings));
  try {
    const common = await commonOf(call);
    await memory.startJobs((job, error) => {
      const cause = error instanceof Error ? error.message : String(error);
      common.log('error', 'job failed', { job: job?.id, kind: job?.kind, cause });
    });
    const caller = { ...LOCAL, app: call.scope.app_id ?? null };
    const shown = new PresentProcess({
      data: call.settings.data,
      app: caller.app,
      onError: (error) => common.log('info', 'not among the connections', { cause: String(error) }),
    });
    const door: Session['door'] = (claimed) => {
      shown.named(claimed);
      return doorOf(memory, caller, claimed);
    };
    try {
      shown.start();
      await serveUntilClosed({ ...common, door }, () => shown.asked());
    } finally {
      shown.end();
    }
  } finally {
    await memory.close();
  }
}

/** The tools here, the memory on another server: for clients that speak standard input only. */
async function serveServer(call: Call, url: string): Promise<void> {
  const [common, clientNamed] = await Promise.all([commonOf(call), clientsOf(call.settings, url)]);
  const { app_id: app } = call.scope;
  await serveUntilClosed({ ...common, door: (claimed) => clientNamed(app ?? claimed) });
}

async function commonOf({ settings, scope }: Call): Promise<Common> {
  const [{ createLog }, { readVersion }, { memoryUri }, { cubesOf }] = await Promise.all([
    import('../../server/log.js'),
    import('../../version.js'),
    import('../../server/mcp/memory-uri.js'),
    import('../../server/mcp/http.js'),
  ]);
  return {
    scope,
    cubes: cubesOf(scope, null),
    toolsets: settings.mcpToolsets,
    chooses: settings.user === undefined && scope.cube === undefined,
    // A command line on the data directory may do everything; a server refuses by itself.
    allows: () => true,
    link: ({ cube, id }) => memoryUri(cube, id),
    timezone: settings.timezone,
    version: readVersion(),
    log: createLog(settings.logLevel),
  };
}

async function serveUntilClosed(session: Session, onRequest?: () => void): Promise<void> {
  const [{ serveStdio }, { createMcpServer }, { PatientTransport }] = await Promise.all([
    import('@modelcontextprotocol/server/stdio'),
    import('../../server/mcp/mcp-server.js'),
    import('../stdio-transport.js'),
  ]);
  const told = stopSignal();
  const transport = new PatientTransport(process.stdin, onRequest);
  const handle = serveStdio(() => createMcpServer(session), {
    transport,
    onerror: (error) => session.log('debug', 'mcp', { cause: error.message }),
  });
  const fault = await Promise.race([told.then(() => undefined), transport.closed]);
  await handle.close();
  if (fault === undefined) return;
  throw new TulvingError('body_too_large', `Standard input was given up: ${fault.message}`, {
    cause: fault,
    remedy: 'Send messages of less than 10 MiB, one a line.',
  });
}
