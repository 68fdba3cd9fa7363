import { CLIENT_INFO_META_KEY, McpServer, type ServerContext } from '@modelcontextprotocol/server';
import { limits } from '../../model/requests.js';
import { failure } from './failure.js';
import { instructions } from './instructions.js';
import { registerPrompts } from './prompts.js';
import { registerResources } from './resources.js';
import { scopeOfRead, scopeOfWrite, type Session } from './session.js';
import { advertised, answer, type Tool } from './tool.js';
import { tools } from './tools.js';

/** Lists are the same until Tulving is updated; what is read changes with every write. */
const cacheHints = {
  'tools/list': { ttlMs: 300_000, cacheScope: 'private' },
  'prompts/list': { ttlMs: 300_000, cacheScope: 'private' },
  'resources/list': { ttlMs: 300_000, cacheScope: 'private' },
  'resources/templates/list': { ttlMs: 300_000, cacheScope: 'private' },
  'server/discover': { ttlMs: 300_000, cacheScope: 'private' },
} as const;

/** One MCP server for one request or one connection; all that it serves is in the session. */
export function createMcpServer(session: Session): McpServer {
  const server = new McpServer(
    {
      name: 'tulving',
      title: 'Tulving',
      version: session.version,
      description: 'Long-term memory for AI agents, on your own machine.',
    },
    {
      instructions,
      cacheHints,
      // Nothing that is listed changes while a server runs.
      capabilities: {
        tools: { listChanged: false },
        prompts: { listChanged: false },
        resources: { listChanged: false },
      },
    },
  );
  for (const tool of toolsOf(session)) registerTool(server, tool, session);
  registerResources(server, session);
  registerPrompts(server, session);
  return server;
}

/** A key that may only read is offered nothing that writes. */
function toolsOf({ toolsets, allows }: Session): Tool[] {
  return tools.filter(({ toolset, needs }) => toolsets.includes(toolset) && allows(needs));
}

function registerTool(server: McpServer, tool: Tool, session: Session): void {
  const { name, title, description, annotations, input, output, run } = tool;
  const config = {
    title,
    description,
    annotations: { title, ...annotations },
    inputSchema: advertised(input),
    outputSchema: output,
  };
  server.registerTool(name, config, async (given, context) => {
    const app = clientOf(server, context);
    try {
      const call = {
        door: session.door(app),
        reads: scopeOfRead(session),
        writes: scopeOfWrite(session, app),
        link: session.link,
      };
      return answer(await run(given, call));
    } catch (error) {
      return failure(error, session.log);
    }
  });
}

/** As the client names itself: in each request since 2026-07-28, before that when it connected. */
function clientOf(server: McpServer, context: ServerContext): string | undefined {
  const envelope: Record<string, unknown> = { ...context.mcpReq.envelope };
  const inRequest = envelope[CLIENT_INFO_META_KEY] as { name?: string } | undefined;
  return nameOf(inRequest?.name ?? server.server.getClientVersion()?.name);
}

/** It becomes a label of what is written, so it must be a name as any other. */
function nameOf(claimed: string | undefined): string | undefined {
  const name = claimed
    ?.toWellFormed()
    .replaceAll(/\p{Cc}/gu, ' ')
    .trim()
    .slice(0, limits.name);
  return name === '' ? undefined : name;
}
