import { type ConnectClient, KEY_PLACEHOLDER } from '../model/connect.js';
import { loadClients } from './catalog.js';
import { type Client, type Guide, placeOf } from './client.js';
import { putEntry } from './edit/edit.js';
import { type Machine, makeEntry, type Wanted } from './entry.js';
import { guides } from './guides.js';
import { type Link, linksOf } from './links.js';
import { remoteUrl } from './remote.js';
import type { World } from './world.js';

/** Whoever reads it may sit at another machine: no path of this one would help there. */
const anywhere: Machine = { node: 'npx', bin: 'tulving' };

/** What connects each client to a server. Reads no file of a user. */
export async function connectClients(
  world: World,
  { baseUrl, needsKey }: { baseUrl: string; needsKey: boolean },
): Promise<ConnectClient[]> {
  const clients = await loadClients(world);
  const wanted: Wanted = {
    name: 'tulving',
    project: false,
    data: '',
    remote: baseUrl,
    apiKey: needsKey ? KEY_PLACEHOLDER : undefined,
    scope: {},
    named: true,
  };
  const links = linksOf(clients, wanted, anywhere);
  return [
    ...clients.map((client) => shown(client, { wanted, links, world })),
    ...guides.map((guide) => shownGuide(guide, baseUrl)),
  ];
}

interface Shown {
  wanted: Wanted;
  links: readonly Link[];
  world: World;
}

function shown(client: Client, { wanted, links, world }: Shown): ConnectClient {
  const { id, title, next } = client;
  const link = links.find((one) => one.client === id);
  const key = wanted.apiKey === undefined ? '' : ` --api-key ${wanted.apiKey}`;
  return {
    id,
    title,
    command: `tulving install ${id} --remote ${wanted.remote}${key}`,
    snippet: snippetOf(client, wanted, world),
    link: link ? { url: link.url, page: link.page ?? null } : null,
    next,
    steps: [],
  };
}

function snippetOf(client: Client, wanted: Wanted, world: World): ConnectClient['snippet'] {
  const file = client.file(wanted);
  if (!file) return null;
  const { entry } = makeEntry(client, wanted, anywhere);
  const text = putEntry(undefined, placeOf(file, wanted.name), entry, file.seed).trimEnd();
  return { format: file.format, file: fromHome(file.path, world), text };
}

/** Without the name of whoever runs the server. */
function fromHome(path: string, { home }: World): string {
  return path.startsWith(home) ? `~${path.slice(home.length)}` : path;
}

function shownGuide({ id, title, steps }: Guide, baseUrl: string): ConnectClient {
  const url = remoteUrl(baseUrl).href;
  const told = steps.map(({ en, zh }) => ({
    en: en.replaceAll('{url}', url),
    zh: zh.replaceAll('{url}', url),
  }));
  return { id, title, command: null, snippet: null, link: null, next: null, steps: told };
}
