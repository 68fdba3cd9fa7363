import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentConfig, AgentType, McpServerConfig } from 'add-mcp';
import { closest } from 'fastest-levenshtein';
import { TulvingError } from '../errors.js';
import { adopted, type Adopted } from './adopted.js';
import {
  type Client,
  type ConfigFile,
  type Guide,
  isRemote,
  type Server,
  type Where,
} from './client.js';
import type { Entry } from './edit/place.js';
import { guides } from './guides.js';
import { formOf, type OwnClient, ownClients } from './own-clients.js';
import type { World } from './world.js';

/** Every client with a file: add-mcp's with our corrections, then ours. */
export async function loadClients(world: World): Promise<readonly Client[]> {
  // It looks at the home folder and the environment when it is loaded, so only who needs it does.
  const { agents } = await import('add-mcp');
  const known = Object.entries(adopted) as [AgentType, Adopted][];
  return [
    ...known.map(([id, ours]) => adoptClient(agents[id], ours, world)),
    ...ownClients.map((row) => ownClient(row, world)),
  ];
}

/** By id or by another name. */
export function findClient(clients: readonly Client[], name: string): Client | Guide {
  const wanted = name.trim().toLowerCase().replaceAll(/[ _]/g, '-');
  const all: readonly (Client | Guide)[] = [...clients, ...guides];
  const found = all.find(({ id, aliases }) => id === wanted || aliases.includes(wanted));
  if (found) return found;
  const names = all.flatMap(({ id, aliases }) => [id, ...aliases]);
  throw new TulvingError('usage', `There is no client ${name}.`, {
    remedy: `Did you mean ${closest(wanted, names)}? \`tulving install --list\` names all.`,
  });
}

export function isGuide(client: Client | Guide): client is Guide {
  return 'steps' in client;
}

function adoptClient(agent: AgentConfig, ours: Adopted, world: World): Client {
  return {
    id: agent.name,
    title: ours.title ?? agent.displayName,
    aliases: ours.aliases ?? [],
    detect: async () =>
      ours.detect ? anyThere(ours.detect(world)) : await agent.detectGlobalInstall(),
    file: (where) => adoptedFile(agent, ours, { where, world }),
    entry: (server, where) =>
      ours.shape?.(where)(server) ?? agentEntry(agent, server, { where, ours, world }),
    localOnly: ours.localOnly ?? false,
    keyVariable: ours.keyVariable,
    refusesKey: ours.refusesKey ?? false,
    next: ours.next,
  };
}

interface At {
  where: Where;
  world: World;
}

function adoptedFile(
  agent: AgentConfig,
  ours: Adopted,
  { where, world }: At,
): ConfigFile | undefined {
  if (where.project && agent.localConfigPath === undefined) return undefined;
  const path =
    !where.project && ours.path ? ours.path(world, agent) : agentPath(agent, where, world);
  const key = (where.project && agent.localConfigKey) || agent.configKey;
  const file: ConfigFile = { path, format: agent.format, parents: key.split('.') };
  return ours.parents ? { ...file, parents: ours.parents(file) } : file;
}

/** As add-mcp itself resolves it. */
function agentPath(agent: AgentConfig, { project }: Where, { cwd }: World): string {
  if (agent.resolveConfigPath) return agent.resolveConfigPath(agent, { local: project, cwd });
  return project && agent.localConfigPath ? join(cwd, agent.localConfigPath) : agent.configPath;
}

function agentEntry(
  agent: AgentConfig,
  server: Server,
  { where, ours, world }: At & { ours: Adopted },
): Entry {
  const configKey =
    adoptedFile(agent, ours, { where, world })?.parents.join('.') ?? agent.configKey;
  const context = { local: where.project, configKey };
  return agent.transformConfig(where.name, agentServer(server), context) as Entry;
}

/** A server in the words of add-mcp. */
function agentServer(server: Server): McpServerConfig {
  if (!isRemote(server)) return { ...server, args: [...server.args] };
  const { url, headers, keyVariable } = server;
  return { type: 'http', url, headers, ...(keyVariable && { bearerTokenEnv: keyVariable }) };
}

function ownClient(row: OwnClient, world: World): Client {
  return {
    id: row.id,
    title: row.title,
    aliases: row.aliases ?? [],
    detect: async () => anyThere(row.detect(world)),
    file: (where) => ownFile(row, where, world),
    entry: (server) => row.shape(server),
    localOnly: row.localOnly ?? false,
    keyVariable: row.keyVariable,
    refusesKey: false,
    next: row.next,
  };
}

function ownFile(row: OwnClient, { project, name }: Where, world: World): ConfigFile | undefined {
  if (!project) return { ...formOf(row), path: row.file(world) };
  if (!row.projectFile) return undefined;
  return { ...formOf(row), path: join(world.cwd, row.projectFile(name)) };
}

function anyThere(paths: readonly string[]): boolean {
  return paths.some((path) => existsSync(path));
}
