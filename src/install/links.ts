import { type Client, isRemote, type Server } from './client.js';
import { type Machine, serverOf, type Wanted } from './entry.js';

/** A link that a person clicks, and the client asks whether to add the server. */
export interface Link {
  client: string;
  title: string;
  url: string;
  /** The same by way of a page, for places that show no other links. */
  page?: string;
}

type LinkForm = (name: string, server: Server) => Omit<Link, 'client' | 'title'>;

/** Each in the form that the client documents. */
const forms: Readonly<Record<string, LinkForm>> = {
  cursor: (name, server) => {
    const query = `name=${encodeURIComponent(name)}&config=${encodeURIComponent(base64(inner(server)))}`;
    return {
      url: `cursor://anysphere.cursor-deeplink/mcp/install?${query}`,
      page: `https://cursor.com/en/install-mcp?${query}`,
    };
  },
  vscode: (name, server) => {
    const type = isRemote(server) ? { type: 'http' } : {};
    const config = JSON.stringify({ name, ...type, ...inner(server) });
    const url = `vscode:mcp/install?${encodeURIComponent(config)}`;
    return { url, page: `https://insiders.vscode.dev/redirect?url=${encodeURIComponent(url)}` };
  },
  'kiro-cli': (name, server) => {
    const config = encodeURIComponent(JSON.stringify(inner(server)));
    return {
      url: `https://kiro.dev/launch/mcp/add?name=${encodeURIComponent(name)}&config=${config}`,
    };
  },
  'lm-studio': (name, server) => {
    const config = encodeURIComponent(base64(inner(server)));
    return {
      url: `https://lmstudio.ai/install-mcp?name=${encodeURIComponent(name)}&config=${config}`,
    };
  },
  goose: (name, server) => {
    const fields = isRemote(server)
      ? [
          ['type', 'streamable_http'],
          ['url', server.url],
        ]
      : [['cmd', server.command], ...server.args.map((arg) => ['arg', arg])];
    const all = [...fields, ['id', name], ['name', name], ['description', 'Memory for agents']];
    const query = all
      .map(([key = '', value = '']) => `${key}=${encodeURIComponent(value)}`)
      .join('&');
    return { url: `https://block.github.io/goose/extension?${query}` };
  },
};

/** A key is in none of them: links are copied, sent and kept. */
export function linksOf(clients: readonly Client[], wanted: Wanted, machine: Machine): Link[] {
  return clients.flatMap((client) => {
    const form = forms[client.id];
    if (!form) return [];
    const { server } = serverOf(client, { ...wanted, apiKey: undefined }, machine);
    return [{ client: client.id, title: client.title, ...form(wanted.name, server) }];
  });
}

function inner(server: Server): object {
  if (!isRemote(server)) return { command: server.command, args: server.args };
  const { url, headers } = server;
  return { url, ...(Object.keys(headers).length > 0 && { headers }) };
}

function base64(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64');
}
