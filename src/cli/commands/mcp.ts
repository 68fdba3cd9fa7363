import { finished } from 'node:stream/promises';
import { type Caller, LOCAL } from '../../model/caller.js';
import type { Session } from '../../server/mcp/session.js';
import type { Call, Command } from '../command.js';
import { clientOf, memoryOptions } from '../door.js';
import { stopSignal } from '../stop-signal.js';

export const mcp: Command = {
  name: 'mcp',
  summary: {
    en: 'Serve MCP on standard input and output, for a client that starts it.',
    zh: '通过标准输入输出提供 MCP 服务，由客户端启动。',
  },
  settings: [
    'mcpToolsets',
    'residentMegabytes',
    'ttlDays',
    'undoDays',
    'memoryQuota',
    'secrets',
    'logLevel',
  ],
  scoped: true,
  examples: ['mcp', 'mcp --app cursor --user ada', 'mcp --url http://127.0.0.1:8858'],
  async run(call) {
    const { url } = call.settings;
    if (url === undefined) await serveDirectory(call);
    else await serveServer(call, url);
  },
};

/** What the session of every client on standard input has in common. */
type Common = Omit<Session, 'door'>;

async function serveDirectory(call: Call): Promise<void> {
  const [{ createMemory }, { doorOf }] = await Promise.all([
    import('../../compose.js'),
    import('../../server/mcp/door.js'),
  ]);
  const memory = await createMemory(memoryOptions(call.settings));
  try {
    const common = await commonOf(call);
    await memory.startJobs((job, error) => {
      const cause = error instanceof Error ? error.message : String(error);
      common.log('error', 'job failed', { job: job?.id, kind: job?.kind, cause });
    });
    const app = call.scope.app_id;
    const callerOf = (claimed: string | undefined): Caller => ({
      ...LOCAL,
      app: app ?? claimed ?? null,
    });
    await serveUntilClosed({ ...common, door: (claimed) => doorOf(memory, callerOf(claimed)) });
  } finally {
    await memory.close();
  }
}

/** The tools here, the memory on another server: for clients that speak standard input only. */
async function serveServer(call: Call, url: string): Promise<void> {
  const [client, common] = await Promise.all([clientOf(call.settings, url), commonOf(call)]);
  await serveUntilClosed({ ...common, door: () => client });
}

async function commonOf({ settings, scope }: Call): Promise<Common> {
  const [{ createLog }, { readVersion }, { memoryUri }] = await Promise.all([
    import('../../server/log.js'),
    import('../../version.js'),
    import('../../server/mcp/memory-uri.js'),
  ]);
  return {
    scope,
    toolsets: settings.mcpToolsets,
    // A command line on the data directory may do everything; a server refuses by itself.
    allows: () => true,
    link: ({ cube, id }) => memoryUri(cube, id),
    version: readVersion(),
    log: createLog(settings.logLevel),
  };
}

async function serveUntilClosed(session: Session): Promise<void> {
  const [{ serveStdio }, { createMcpServer }] = await Promise.all([
    import('@modelcontextprotocol/server/stdio'),
    import('../../server/mcp/mcp-server.js'),
  ]);
  const told = stopSignal();
  const handle = serveStdio(() => createMcpServer(session), {
    onerror: (error) => session.log('debug', 'mcp', { cause: error.message }),
  });
  // However standard input ends, the client is gone.
  const gone = finished(process.stdin, { writable: false }).catch((reason: unknown) => reason);
  await Promise.race([told, gone]);
  await handle.close();
}
