import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { AgentConfig, AgentType } from 'add-mcp';
import { TulvingError } from '../errors.js';
import type { Words } from '../settings.js';
import { type ConfigFile, KEY_VARIABLE, type KeyVariable } from './client.js';
import { readConfigFile } from './config-file.js';
import { readEntry } from './edit/edit.js';
import { nextSteps } from './next-steps.js';
import { headersField, type Shape, shape, typed, withType } from './shapes.js';
import { configFolder, programFolder, type World } from './world.js';

/** What we say of a client that add-mcp knows, and where we know better. */
export interface Adopted {
  title?: string;
  aliases?: readonly string[];
  /** In place of add-mcp's; any of these paths. */
  detect?: (world: World) => readonly string[];
  /** The user's own file, in place of add-mcp's. */
  path?: (world: World, agent: AgentConfig) => string;
  parents?: (file: ConfigFile) => readonly string[];
  /** In place of add-mcp's. */
  shape?: (where: { project: boolean }) => Shape;
  localOnly?: boolean;
  keyVariable?: KeyVariable;
  refusesKey?: boolean;
  next: Words;
}

/** `${TULVING_API_KEY}` */
const dollar: KeyVariable = { text: `\${${KEY_VARIABLE}}` };
/** `${env:TULVING_API_KEY}` */
const dollarEnv: KeyVariable = { text: `\${env:${KEY_VARIABLE}}` };
/** `{env:TULVING_API_KEY}` */
const braceEnv: KeyVariable = { text: `{env:${KEY_VARIABLE}}` };

export const adopted: Record<AgentType, Adopted> = {
  'claude-code': {
    aliases: ['claude'],
    // The config file tells of those, too, who never let it make a folder.
    detect: ({ home }) => [join(home, '.claude'), join(home, '.claude.json')],
    keyVariable: dollar,
    next: nextSteps.claudeProject,
  },
  'claude-desktop': { localOnly: true, next: nextSteps.restart },
  cursor: { keyVariable: dollarEnv, next: nextSteps.cursor },
  vscode: {
    aliases: ['code', 'vs-code'],
    // add-mcp leaves out the type of a local server.
    shape: () => typed('http', withType('stdio')),
    keyVariable: dollarEnv,
    next: nextSteps.vscode,
  },
  codex: {
    aliases: ['codex-cli'],
    detect: ({ home, env }) => [env['CODEX_HOME'] || join(home, '.codex')],
    // add-mcp writes `type`, which newer versions of Codex refuse with the whole file.
    // https://github.com/farion1231/cc-switch/issues/5820
    shape: () =>
      shape((server) => ({
        url: server.url,
        ...(server.keyVariable && { bearer_token_env_var: server.keyVariable }),
        ...(Object.keys(server.headers).length > 0 && { http_headers: server.headers }),
      })),
    keyVariable: { field: 'bearer_token_env_var' },
    next: nextSteps.session,
  },
  'gemini-cli': {
    aliases: ['gemini'],
    // Its own name for Streamable HTTP, which every version knows; `url` alone was SSE for long.
    shape: () => shape((server) => ({ httpUrl: server.url, ...headersField(server) })),
    keyVariable: dollar,
    next: nextSteps.session,
  },
  'github-copilot-cli': {
    title: 'GitHub Copilot CLI',
    aliases: ['copilot', 'copilot-cli'],
    // add-mcp goes by XDG_CONFIG_HOME, which Copilot does not put its file into.
    // https://github.com/github/docs/issues/40682
    detect: (world) => [copilotHome(world)],
    path: (world) => join(copilotHome(world), 'mcp-config.json'),
    // A project's .mcp.json is shared with Claude Code, which knows neither "local" nor tools.
    shape: ({ project }) => (project ? typed('http', withType('stdio')) : copilotShape),
    next: nextSteps.session,
  },
  windsurf: {
    title: 'Windsurf / Devin Desktop',
    aliases: ['devin', 'devin-desktop', 'cascade'],
    next: nextSteps.windsurf,
  },
  antigravity: { next: nextSteps.restart },
  cline: { title: 'Cline', next: nextSteps.extension },
  'cline-cli': { next: nextSteps.newSession },
  'kilo-code': { aliases: ['kilo'], keyVariable: braceEnv, next: nextSteps.extension },
  opencode: {
    aliases: ['open-code'],
    detect: (world) => [openCodeFolder(world)],
    path: openCodeFile,
    parents: openCodeParents,
    keyVariable: braceEnv,
    next: nextSteps.newSession,
  },
  zed: {
    detect: (world) => zedFolders(world),
    path: (world, { configPath }) =>
      zedFolders(world)
        .map((folder) => join(folder, 'settings.json'))
        .find((path) => existsSync(path)) ??
      (world.platform === 'darwin'
        ? join(configFolder(world), 'zed', 'settings.json')
        : configPath),
    next: nextSteps.nothing,
  },
  goose: { next: nextSteps.newSession },
  'kiro-cli': { title: 'Kiro', aliases: ['kiro'], next: nextSteps.nothing },
  'grok-build': { aliases: ['grok'], keyVariable: dollar, next: nextSteps.session },
  'kimi-code': {
    aliases: ['kimi'],
    shape: () =>
      shape(
        (server) => ({
          transport: 'http',
          url: server.url,
          ...(server.keyVariable && { bearerTokenEnvVar: server.keyVariable }),
          ...headersField(server),
        }),
        ({ command, args, env }) => ({ transport: 'stdio', command, args, ...(env && { env }) }),
      ),
    keyVariable: { field: 'bearerTokenEnvVar' },
    next: nextSteps.session,
  },
  pi: { next: nextSteps.newSession },
  mastracode: { title: 'Mastra Code', aliases: ['mastra', 'mastra-code'], next: nextSteps.session },
  mcporter: { keyVariable: dollar, next: nextSteps.nothing },
  fx: {
    keyVariable: { field: 'bearer_token_env' },
    // It takes no Authorization header from its file.
    refusesKey: true,
    next: nextSteps.newSession,
  },
};

function copilotHome({ home, env }: World): string {
  return env['COPILOT_HOME'] || join(home, '.copilot');
}

const copilotShape: Shape = shape(
  (server) => ({ type: 'http', url: server.url, ...headersField(server), tools: ['*'] }),
  (server) => ({ ...withType('local')(server), tools: ['*'] }),
);

/** OpenCode follows XDG_CONFIG_HOME on every platform; add-mcp does not. */
function openCodeFolder(world: World): string {
  return join(configFolder(world), 'opencode');
}

function openCodeFile(world: World): string {
  const [preferred = '', ...others] = ['opencode.jsonc', 'opencode.json'].map((name) =>
    join(openCodeFolder(world), name),
  );
  return [preferred, ...others].find((path) => existsSync(path)) ?? preferred;
}

/** A file in the form of OpenCode 2 has its servers one level deeper. */
function openCodeParents({ path, format, parents }: ConfigFile): readonly string[] {
  const deeper = [...parents, 'servers'];
  try {
    const servers = readEntry(readConfigFile(path) ?? '', { format, path: deeper });
    return isServerMap(servers) ? deeper : parents;
  } catch (error) {
    // What cannot be read is told when it is edited.
    if (TulvingError.isInstance(error)) return parents;
    throw error;
  }
}

/** And not one server that is called "servers". */
function isServerMap(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return !['type', 'url', 'command'].some((key) => key in value);
}

/** Zed's own documentation and programs that install into it disagree about macOS: both are looked at. */
function zedFolders(world: World): readonly string[] {
  const own = join(configFolder(world), 'zed');
  const program = join(programFolder(world), 'Zed');
  const folders: Partial<Record<NodeJS.Platform, readonly string[]>> = {
    darwin: [own, program],
    win32: [program],
  };
  return folders[world.platform] ?? [own];
}
