/**
 * What each client reads, written down by hand from their documentation, and not from the code that
 * is tested.
 */
export interface Expected {
  id: string;
  /** Below the home folder. `AS` stands for the folder of programs of the platform. */
  file: string | Readonly<Record<Platform, string>>;
  parents: readonly string[];
  inList?: boolean;
  local: (server: ExpectedLocal) => object;
  remote: (server: ExpectedRemote) => object;
}

export type Platform = 'linux' | 'darwin' | 'win32';

export interface ExpectedLocal {
  command: string;
  args: readonly string[];
}

export interface ExpectedRemote {
  url: string;
  /** With the key. */
  headers: Readonly<Record<string, string>>;
  /** Without. */
  others: Readonly<Record<string, string>>;
  key: string;
  /** What a client that starts commands only is given. */
  bridge: ExpectedLocal;
}

export const programFolders: Readonly<Record<Platform, string>> = {
  linux: '.config',
  darwin: 'Library/Application Support',
  win32: 'AppData/Roaming',
};

const plain = ({ command, args }: ExpectedLocal) => ({ command, args });
const urlHeaders = ({ url, headers }: ExpectedRemote) => ({ url, headers });
const http = ({ url, headers }: ExpectedRemote) => ({ type: 'http', url, headers });
const serverUrl = ({ url, headers }: ExpectedRemote) => ({ serverUrl: url, headers });
const bridged = ({ bridge, key }: ExpectedRemote) => ({
  ...bridge,
  env: { TULVING_API_KEY: key },
});
const stdio = (server: ExpectedLocal) => ({ type: 'stdio', ...plain(server) });
const openCodeLocal = ({ command, args }: ExpectedLocal) => ({
  type: 'local',
  command: [command, ...args],
  environment: {},
  enabled: true,
});
const openCodeRemote = ({ url, headers }: ExpectedRemote) => ({
  type: 'remote',
  url,
  headers,
  enabled: true,
});
const clineLocal = (server: ExpectedLocal) => ({ ...plain(server), disabled: false });
const clineRemote = ({ url, headers }: ExpectedRemote) => ({
  type: 'streamableHttp',
  url,
  headers,
  disabled: false,
});
const globalStorage = 'AS/Code/User/globalStorage';
const servers = ['mcpServers'];

export const expectedClients: readonly Expected[] = [
  { id: 'claude-code', file: '.claude.json', parents: servers, local: plain, remote: http },
  {
    id: 'claude-desktop',
    file: 'AS/Claude/claude_desktop_config.json',
    parents: servers,
    local: plain,
    remote: bridged,
  },
  { id: 'cursor', file: '.cursor/mcp.json', parents: servers, local: plain, remote: urlHeaders },
  {
    id: 'vscode',
    file: 'AS/Code/User/mcp.json',
    parents: ['servers'],
    local: stdio,
    remote: http,
  },
  {
    id: 'vscode-insiders',
    file: 'AS/Code - Insiders/User/mcp.json',
    parents: ['servers'],
    local: stdio,
    remote: http,
  },
  {
    id: 'codex',
    file: '.codex/config.toml',
    parents: ['mcp_servers'],
    local: plain,
    remote: ({ url, headers }) => ({ url, http_headers: headers }),
  },
  {
    id: 'gemini-cli',
    file: '.gemini/settings.json',
    parents: servers,
    local: plain,
    remote: ({ url, headers }) => ({ httpUrl: url, headers }),
  },
  {
    id: 'github-copilot-cli',
    file: '.copilot/mcp-config.json',
    parents: servers,
    local: (server) => ({ type: 'local', ...plain(server), tools: ['*'] }),
    remote: (server) => ({ ...http(server), tools: ['*'] }),
  },
  {
    id: 'windsurf',
    file: '.codeium/windsurf/mcp_config.json',
    parents: servers,
    local: plain,
    remote: serverUrl,
  },
  {
    id: 'devin-local',
    file: '.config/devin/config.json',
    parents: servers,
    local: plain,
    remote: (server) => ({ ...urlHeaders(server), transport: 'http' }),
  },
  {
    id: 'antigravity',
    file: '.gemini/config/mcp_config.json',
    parents: servers,
    local: plain,
    remote: serverUrl,
  },
  {
    id: 'cline',
    file: `${globalStorage}/saoudrizwan.claude-dev/settings/cline_mcp_settings.json`,
    parents: servers,
    local: clineLocal,
    remote: clineRemote,
  },
  {
    id: 'cline-cli',
    file: '.cline/data/settings/cline_mcp_settings.json',
    parents: servers,
    local: clineLocal,
    remote: clineRemote,
  },
  {
    id: 'roo-code',
    file: `${globalStorage}/rooveterinaryinc.roo-cline/settings/mcp_settings.json`,
    parents: servers,
    local: plain,
    remote: (server) => ({ ...urlHeaders(server), type: 'streamable-http' }),
  },
  {
    id: 'kilo-code',
    file: '.config/kilo/kilo.json',
    parents: ['mcp'],
    local: openCodeLocal,
    remote: openCodeRemote,
  },
  {
    id: 'opencode',
    file: '.config/opencode/opencode.jsonc',
    parents: ['mcp'],
    local: openCodeLocal,
    remote: openCodeRemote,
  },
  {
    id: 'zed',
    file: {
      linux: '.config/zed/settings.json',
      darwin: '.config/zed/settings.json',
      win32: 'AS/Zed/settings.json',
    },
    parents: ['context_servers'],
    local: (server) => ({ source: 'custom', ...plain(server), env: {} }),
    remote: (server) => ({ source: 'custom', ...http(server) }),
  },
  {
    id: 'goose',
    file: {
      linux: '.config/goose/config.yaml',
      darwin: '.config/goose/config.yaml',
      win32: 'AS/Block/goose/config/config.yaml',
    },
    parents: ['extensions'],
    local: ({ command, args }) => ({
      name: 'tulving',
      description: '',
      type: 'stdio',
      cmd: command,
      args,
      envs: {},
      enabled: true,
      timeout: 300,
    }),
    remote: ({ url, headers }) => ({
      name: 'tulving',
      description: '',
      type: 'streamable_http',
      uri: url,
      headers,
      enabled: true,
      timeout: 300,
    }),
  },
  {
    id: 'continue',
    file: '.continue/config.yaml',
    parents: servers,
    inList: true,
    local: (server) => ({ name: 'tulving', ...plain(server) }),
    remote: ({ url, headers }) => ({
      name: 'tulving',
      type: 'streamable-http',
      url,
      requestOptions: { headers },
    }),
  },
  {
    id: 'kiro-cli',
    file: '.kiro/settings/mcp.json',
    parents: servers,
    local: plain,
    remote: urlHeaders,
  },
  {
    id: 'amp',
    file: '.config/amp/settings.json',
    parents: ['amp.mcpServers'],
    local: plain,
    remote: urlHeaders,
  },
  {
    id: 'grok-build',
    file: '.grok/config.toml',
    parents: ['mcp_servers'],
    local: plain,
    remote: urlHeaders,
  },
  {
    id: 'kimi-code',
    file: '.kimi-code/mcp.json',
    parents: servers,
    local: (server) => ({ transport: 'stdio', ...plain(server) }),
    remote: (server) => ({ transport: 'http', ...urlHeaders(server) }),
  },
  { id: 'pi', file: '.pi/agent/mcp.json', parents: servers, local: plain, remote: urlHeaders },
  {
    id: 'junie',
    file: '.junie/mcp/mcp.json',
    parents: servers,
    local: plain,
    remote: urlHeaders,
  },
  {
    id: 'mastracode',
    file: '.mastracode/mcp.json',
    parents: servers,
    local: plain,
    remote: urlHeaders,
  },
  {
    id: 'mcporter',
    file: '.mcporter/mcporter.json',
    parents: servers,
    local: plain,
    remote: http,
  },
  {
    id: 'fx',
    file: '.fx/mcp.json',
    parents: ['mcp'],
    local: ({ command, args }) => ({ type: 'local', command: [command, ...args], enabled: true }),
    remote: ({ url, others }) => ({
      type: 'http',
      url,
      enabled: true,
      headers: others,
      bearer_token_env: 'TULVING_API_KEY',
    }),
  },
  {
    id: 'witsy',
    file: 'AS/Witsy/settings.json',
    parents: servers,
    local: plain,
    remote: bridged,
  },
  {
    id: 'enconvo',
    file: '.config/enconvo/mcp_config.json',
    parents: servers,
    local: plain,
    remote: bridged,
  },
  {
    id: 'lm-studio',
    file: '.lmstudio/mcp.json',
    parents: servers,
    local: plain,
    remote: urlHeaders,
  },
  {
    id: 'openclaw',
    file: '.openclaw/openclaw.json',
    parents: ['mcp', 'servers'],
    local: plain,
    remote: (server) => ({ ...urlHeaders(server), transport: 'streamable-http' }),
  },
  {
    id: 'librechat',
    file: 'work/librechat.yaml',
    parents: servers,
    local: (server) => ({ ...stdio(server), serverInstructions: true }),
    remote: ({ url, headers }) => ({
      type: 'streamable-http',
      url,
      headers,
      serverInstructions: true,
    }),
  },
];
