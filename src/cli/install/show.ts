import { findClient } from '../../install/catalog.js';
import type { Client } from '../../install/client.js';
import { guides } from '../../install/guides.js';
import { snippetOf } from '../../install/install.js';
import { installedClients } from '../../install/inventory.js';
import { linksOf } from '../../install/links.js';
import { machineOf } from '../../install/machine.js';
import type { World } from '../../install/world.js';
import type { Call } from '../command.js';
import { counted } from '../output.js';
import { choose, namesOf, stepsOf, tellSteps } from './choose.js';
import { wantedOf } from './wanted.js';

/** What to put in by hand, and where. */
export async function printSnippets(
  call: Call,
  clients: readonly Client[],
  world: World,
): Promise<void> {
  const wanted = wantedOf(call);
  const { chosen, guides: manual } = await choose(call, clients, wanted);
  const machine = machineOf(world);
  const { language } = call.settings;
  const snippets = chosen.map((client) => ({
    client: client.id,
    title: client.title,
    ...snippetOf(client, wanted, machine),
    next: client.next[language],
  }));
  const steps = stepsOf(manual, call);
  call.output.answer({ clients: snippets, guides: steps }, () => [
    ...snippets.flatMap(({ title, path, snippet, next }) => [
      `${title}: put this into ${path}`,
      '',
      snippet,
      '',
      `Next: ${next}`,
      '',
    ]),
    ...steps.flatMap(tellSteps),
  ]);
}

/** Links that add the server with one click. */
export function printLinks(call: Call, clients: readonly Client[], world: World): void {
  const ids = namesOf(call.arguments[0]).map((name) => findClient(clients, name).id);
  const linked = ids.length === 0 ? clients : clients.filter(({ id }) => ids.includes(id));
  const wanted = wantedOf(call);
  const links = linksOf(linked, wanted, machineOf(world));
  call.output.answer({ links }, () => [
    ...links.flatMap(({ title, url, page }) => [title, `  ${url}`, ...(page ? [`  ${page}`] : [])]),
    ...(wanted.apiKey === undefined
      ? []
      : ['', 'The key is in none of them: put it in afterwards.']),
    ...(wanted.remote === undefined
      ? ['', 'They hold paths of this machine, and work on it only.']
      : []),
  ]);
}

interface ListRow {
  client: string;
  title: string;
  detected: boolean;
  installed: boolean;
  file: string | null;
}

/** All clients: which are here, and where Tulving is installed. */
export async function listClients(
  { output }: Call,
  clients: readonly Client[],
  world: World,
): Promise<void> {
  const installed = await installedClients(world);
  const where = { project: false, name: 'tulving' };
  const rows = await Promise.all(
    clients.map(async (client) => ({
      client: client.id,
      title: client.title,
      detected: await client.detect(),
      installed: installed.some(({ client: id, entry }) => id === client.id && entry !== undefined),
      file: client.file(where)?.path ?? null,
    })),
  );
  const manual = guides.map(({ id, title }) => ({
    client: id,
    title,
    detected: false,
    installed: false,
    file: null,
  }));
  const found = rows.filter(({ detected }) => detected).length;
  output.answer({ clients: [...rows, ...manual] }, () => [
    ...[...rows, ...manual].map(tellRow),
    '',
    `${counted(found, 'client')} found on this machine.`,
  ]);
}

function tellRow({ client, detected, installed, file }: ListRow): string {
  const state = installed ? 'installed' : detected ? 'found' : '-';
  return `${client.padEnd(20)}${state.padEnd(11)}${file ?? 'is set up in its own pages'}`;
}
