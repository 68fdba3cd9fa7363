import type { Guide } from './client.js';

/** The clients that OpenMemory's installer knows, as its page showed them. */
const clients = [
  'claude',
  'cursor',
  'cline',
  'roo-cline',
  'windsurf',
  'witsy',
  'enconvo',
  'augment',
] as const;

/** The lines that OpenMemory's own page gave, for whoever goes on with its installer. */
export const openMemoryGuide: Guide = {
  id: 'openmemory',
  title: "OpenMemory's installer",
  aliases: ['open-memory', '@openmemory/install'],
  url: 'http://127.0.0.1:8858',
  steps: [
    {
      en: 'Start the server: tulving serve',
      zh: '启动服务器：tulving serve',
    },
    ...clients.map((client) => {
      const line = `npx @openmemory/install local {url}/${client}/sse/{user} --client ${client}`;
      return { en: line, zh: line };
    }),
    {
      en: 'Or give any MCP client one of these addresses: {url}/openmemory/http/{user} (Streamable HTTP), {url}/openmemory/sse/{user} (server-sent events). Where there is a key it goes into the header Authorization: Bearer <key>. `tulving install <client>` does the same without the installer.',
      zh: '或者把以下地址之一填入任意 MCP 客户端：{url}/openmemory/http/{user}（Streamable HTTP）、{url}/openmemory/sse/{user}（SSE）。如有密钥，放在请求头 Authorization: Bearer <密钥> 中。不用该安装器时，`tulving install <客户端>` 效果相同。',
    },
  ],
};
