import type { Guide } from './client.js';
import { openMemoryGuide } from './openmemory-guide.js';

/** Clients without a config file: what a person does there. */
export const guides: readonly Guide[] = [
  {
    id: 'chatgpt',
    title: 'ChatGPT',
    aliases: ['chat-gpt', 'openai'],
    steps: [
      {
        en: 'ChatGPT calls from the internet: it needs a public https address, such as {url}, and OAuth, which Tulving does not offer yet. Put a proxy that does OAuth in front, or use Codex, which runs on this machine: tulving install codex',
        zh: 'ChatGPT 从互联网发起连接：它需要公开的 https 地址（例如 {url}）和 OAuth，而 Tulving 尚未提供 OAuth。请在前面架设支持 OAuth 的代理，或使用在本机运行的 Codex：tulving install codex',
      },
      {
        en: 'On the server, offer the tools that its connectors ask for: TULVING_MCP_TOOLSETS=memory,chatgpt tulving serve',
        zh: '在服务器上启用连接器要求的工具：TULVING_MCP_TOOLSETS=memory,chatgpt tulving serve',
      },
      {
        en: 'In ChatGPT: Settings › Connectors › Advanced › Developer mode, then Create, with the URL {url} and the authentication of your proxy.',
        zh: '在 ChatGPT 中：Settings › Connectors › Advanced › Developer mode，然后 Create，填写 URL {url} 和代理的认证方式。',
      },
    ],
  },
  {
    id: 'claude-ai',
    title: 'claude.ai',
    aliases: ['claude-web', 'claude.ai'],
    steps: [
      {
        en: 'claude.ai calls from the internet: it needs a public https address, such as {url}. For Claude Desktop on this machine: tulving install claude-desktop',
        zh: 'claude.ai 从互联网发起连接：它需要公开的 https 地址，例如 {url}。本机的 Claude Desktop 请用：tulving install claude-desktop',
      },
      {
        en: 'It signs in by OAuth, which Tulving does not offer yet: put a proxy that does in front, which sends Authorization: Bearer <key> on.',
        zh: '它以 OAuth 登录，而 Tulving 尚未提供：请在前面架设支持 OAuth 的代理，并由代理转发 Authorization: Bearer <密钥>。',
      },
      {
        en: 'In claude.ai: Settings › Connectors › Add custom connector, with the URL {url}.',
        zh: '在 claude.ai 中：Settings › Connectors › Add custom connector，填写 URL {url}。',
      },
    ],
  },
  {
    id: 'open-webui',
    title: 'Open WebUI',
    aliases: ['openwebui', 'open_webui'],
    steps: [
      {
        en: 'Start the server where Open WebUI reaches it. On this machine: tulving serve. From Docker: make a key (tulving keys create open-webui), then tulving serve --host 0.0.0.0 --allowed-hosts host.docker.internal; the URL is http://host.docker.internal:8858/mcp',
        zh: '在 Open WebUI 能访问的地方启动服务器。同在本机：tulving serve。在 Docker 中：先创建密钥（tulving keys create open-webui），再运行 tulving serve --host 0.0.0.0 --allowed-hosts host.docker.internal，URL 为 http://host.docker.internal:8858/mcp',
      },
      {
        en: 'In Open WebUI (0.6.31 or later): Admin Settings › External Tools › +, type MCP (Streamable HTTP), URL {url}, auth Bearer with the key.',
        zh: '在 Open WebUI（0.6.31 及以上）中：Admin Settings › External Tools › +，类型 MCP (Streamable HTTP)，URL {url}，认证选 Bearer 并填入密钥。',
      },
      {
        en: 'Switch the tool on in a chat, or for a model under Workspace › Models.',
        zh: '在对话中启用该工具，或在 Workspace › Models 中为模型启用。',
      },
    ],
  },
  openMemoryGuide,
];
