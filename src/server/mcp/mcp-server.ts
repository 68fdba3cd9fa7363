import { McpServer } from '@modelcontextprotocol/server';
import { claimedApp } from './claimed-app.js';
import { failure } from './failure.js';
import { instructionsFor } from './instructions.js';
import { registerPrompts } from './prompts.js';
import { registerResources } from './resources.js';
import { isOffered, scopeOfRead, type Session } from './session.js';
import { advertised, answer, type Tool } from './tool.js';
import { tools } from './tools.js';

/** Lists are the same until Tulving is updated; what is read changes with every write. */
const lasting = { ttlMs: 300_000, cacheScope: 'private' } as const;
const cacheHints = {
  'tools/list': lasting,
  'prompts/list': lasting,
  'resources/list': lasting,
  'resources/templates/list': lasting,
  'server/discover': lasting,
};

/** One MCP server for one request or one connection; all that it serves is in the session. */
export function createMcpServer(session: Session): McpServer {
  const server = new McpServer(
    {
      name: session.serverName ?? 'tulving',
      title: 'Tulving',
      version: session.version,
      description: 'Long-term memory for AI agents, on your own machine.',
    },
    {
      instructions: instructionsFor(session),
      cacheHints,
      // Nothing that is listed changes while a server runs.
      capabilities: {
        tools: { listChanged: false },
        prompts: { listChanged: false },
        resources: { listChanged: false },
      },
    },
  );
  // A key that may only read is offered nothing that writes.
  const offered = tools.filter((tool) => isOffered(tool, session));
  // Two toolsets may have a name in common; the first is served.
  const byName = new Map(offered.toReversed().map((tool) => [tool.name, tool]));
  for (const tool of offered) {
    if (byName.get(tool.name) === tool) registerTool(server, tool, session);
  }
  registerResources(server, session);
  registerPrompts(server, session);
  return server;
}

function registerTool(server: McpServer, tool: Tool, session: Session): void {
  const { name, title, description, annotations, input, output, texts, run } = tool;
  const config = {
    title,
    description,
    annotations: { title, ...annotations },
    inputSchema: advertised(input),
    outputSchema: output,
  };
  server.registerTool(name, config, async (given, context) => {
    try {
      const call = {
        door: session.door(claimedApp(server, context)),
        reads: scopeOfRead(session),
        writes: session.scope,
        chooses: session.chooses ?? false,
        link: session.link,
      };
      const told = await run(given, call);
      return answer(told, texts?.(told));
    } catch (error) {
      return failure(error, session.log);
    }
  });
}
