import type { Words } from '../settings.js';

/** What to do in a client after its file has changed. */
export const nextSteps = {
  restart: {
    en: 'Quit it wholly and start it again.',
    zh: '完全退出后重新启动。',
  },
  session: {
    en: 'Start a new session; /mcp lists its servers.',
    zh: '开始新的会话；用 /mcp 查看服务器列表。',
  },
  newSession: {
    en: 'Start a new session.',
    zh: '开始新的会话。',
  },
  nothing: {
    en: 'Nothing: it notices by itself.',
    zh: '无需操作：它会自动读取。',
  },
  cursor: {
    en: 'Open Settings › MCP and switch the server on, or restart it.',
    zh: '在 Settings › MCP 中启用该服务器，或重新启动。',
  },
  vscode: {
    en: 'Run "MCP: List Servers" and start the server; confirm that you trust it.',
    zh: '运行 “MCP: List Servers” 启动该服务器，并确认信任。',
  },
  extension: {
    en: 'Reload the window, or refresh the list of MCP servers in the extension.',
    zh: '重新加载窗口，或在扩展中刷新 MCP 服务器列表。',
  },
  windsurf: {
    en: 'Open the MCP list of Cascade and press refresh.',
    zh: '打开 Cascade 的 MCP 列表并点击刷新。',
  },
  claudeProject: {
    en: 'Start a new session; in a project it asks once whether you trust the server.',
    zh: '开始新的会话；项目中的服务器会先询问一次是否信任。',
  },
  gateway: {
    en: 'Restart the gateway: openclaw gateway restart.',
    zh: '重启网关：openclaw gateway restart。',
  },
  librechat: {
    en: 'Restart LibreChat. In Docker the paths of this machine do not exist: use --remote there.',
    zh: '重启 LibreChat。在 Docker 中没有本机的路径：请改用 --remote。',
  },
} as const satisfies Record<string, Words>;
