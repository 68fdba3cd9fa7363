import { join } from 'node:path';
import type { Words } from '../settings.js';
import { KEY_VARIABLE, type ConfigFile, type KeyVariable } from './client.js';
import { nextSteps } from './next-steps.js';
import { byTransport, byUrl, localEntry, type Shape, shape, typed, withType } from './shapes.js';
import { configFolder, programFolder, type World } from './world.js';

/** A client that add-mcp does not know. */
export interface OwnClient {
  id: string;
  title: string;
  aliases?: readonly string[];
  /** Any of these paths tells that it is here. */
  detect: (world: World) => readonly string[];
  file: (world: World) => string;
  /** Below the folder. */
  projectFile?: (name: string) => string;
  /** `mcpServers` in a JSON file, unless it says another. */
  form?: Omit<ConfigFile, 'path'>;
  shape: Shape;
  localOnly?: boolean;
  keyVariable?: KeyVariable;
  next: Words;
}

const mcpServers: Omit<ConfigFile, 'path'> = { format: 'json', parents: ['mcpServers'] };

export function formOf({ form = mcpServers }: OwnClient): Omit<ConfigFile, 'path'> {
  return form;
}

const inHome =
  (...parts: string[]) =>
  ({ home }: World) =>
    join(home, ...parts);

const rooFolder = (world: World) =>
  join(programFolder(world), 'Code', 'User', 'globalStorage', 'rooveterinaryinc.roo-cline');

export const ownClients: readonly OwnClient[] = [
  {
    id: 'continue',
    title: 'Continue',
    detect: ({ home }) => [join(home, '.continue')],
    file: inHome('.continue', 'config.yaml'),
    projectFile: (name) => join('.continue', 'mcpServers', `${name}.yaml`),
    form: {
      format: 'yaml',
      parents: ['mcpServers'],
      inList: true,
      seed: { name: 'Local Config', version: '1.0.0', schema: 'v1' },
    },
    // Headers of a remote server stand among the options of its requests.
    shape: shape(({ url, headers }) => ({
      type: 'streamable-http',
      url,
      ...(Object.keys(headers).length > 0 && { requestOptions: { headers } }),
    })),
    keyVariable: { text: `\${{ secrets.${KEY_VARIABLE} }}` },
    next: nextSteps.nothing,
  },
  {
    id: 'amp',
    title: 'Amp',
    detect: ({ home }) => [join(home, '.config', 'amp')],
    file: inHome('.config', 'amp', 'settings.json'),
    form: { format: 'json', parents: ['amp.mcpServers'] },
    shape: byUrl,
    next: nextSteps.newSession,
  },
  {
    id: 'junie',
    title: 'Junie',
    detect: ({ home }) => [join(home, '.junie')],
    file: inHome('.junie', 'mcp', 'mcp.json'),
    projectFile: () => join('.junie', 'mcp', 'mcp.json'),
    shape: byUrl,
    next: nextSteps.restart,
  },
  {
    id: 'lm-studio',
    title: 'LM Studio',
    aliases: ['lmstudio'],
    detect: ({ home }) => [join(home, '.lmstudio')],
    file: inHome('.lmstudio', 'mcp.json'),
    shape: byUrl,
    next: nextSteps.nothing,
  },
  {
    id: 'openclaw',
    title: 'OpenClaw',
    detect: ({ home }) => [join(home, '.openclaw')],
    file: inHome('.openclaw', 'openclaw.json'),
    form: { format: 'json', parents: ['mcp', 'servers'] },
    // Without a transport it would take the address for SSE.
    shape: byTransport('streamable-http'),
    next: nextSteps.gateway,
  },
  {
    id: 'devin-local',
    title: 'Devin Local',
    detect: ({ home }) => [join(home, '.config', 'devin')],
    file: inHome('.config', 'devin', 'config.json'),
    shape: byTransport('http'),
    next: nextSteps.newSession,
  },
  {
    id: 'roo-code',
    title: 'Roo Code',
    aliases: ['roo'],
    detect: (world) => [rooFolder(world)],
    file: (world) => join(rooFolder(world), 'settings', 'mcp_settings.json'),
    projectFile: () => join('.roo', 'mcp.json'),
    shape: typed('streamable-http'),
    keyVariable: { text: `\${env:${KEY_VARIABLE}}` },
    next: nextSteps.extension,
  },
  {
    id: 'vscode-insiders',
    title: 'VS Code Insiders',
    detect: (world) => [join(programFolder(world), 'Code - Insiders', 'User')],
    file: (world) => join(programFolder(world), 'Code - Insiders', 'User', 'mcp.json'),
    form: { format: 'json', parents: ['servers'] },
    shape: typed('http', withType('stdio')),
    next: nextSteps.vscode,
  },
  {
    id: 'witsy',
    title: 'Witsy',
    detect: (world) => [join(programFolder(world), 'Witsy')],
    file: (world) => join(programFolder(world), 'Witsy', 'settings.json'),
    shape: shape(() => ({}), localEntry),
    localOnly: true,
    next: nextSteps.restart,
  },
  {
    id: 'enconvo',
    title: 'Enconvo',
    detect: (world) => [join(configFolder(world), 'enconvo')],
    file: (world) => join(configFolder(world), 'enconvo', 'mcp_config.json'),
    shape: shape(() => ({}), localEntry),
    localOnly: true,
    next: nextSteps.restart,
  },
  {
    id: 'librechat',
    title: 'LibreChat',
    aliases: ['libre-chat'],
    // A server that its operator sets up: there is no file of a user.
    detect: ({ cwd }) => [join(cwd, 'librechat.yaml')],
    file: ({ cwd }) => join(cwd, 'librechat.yaml'),
    projectFile: () => 'librechat.yaml',
    form: { format: 'yaml', parents: ['mcpServers'] },
    shape: shape(libreChatRemote, (server) => ({
      ...withType('stdio')(server),
      serverInstructions: true,
    })),
    keyVariable: { text: `\${${KEY_VARIABLE}}` },
    next: nextSteps.librechat,
  },
];

/** Each of its users has a memory of his own, unless one was named. */
function libreChatRemote({
  url,
  headers,
}: {
  url: string;
  headers: Readonly<Record<string, string>>;
}) {
  const isNamed = new URL(url).searchParams.has('user');
  return {
    type: 'streamable-http',
    url,
    headers: { ...(!isNamed && { 'X-Tulving-User': '{{LIBRECHAT_USER_ID}}' }), ...headers },
    serverInstructions: true,
  };
}
