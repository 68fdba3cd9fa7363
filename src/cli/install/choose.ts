import { TulvingError } from '../../errors.js';
import { findClient, isGuide } from '../../install/catalog.js';
import type { Client, Guide } from '../../install/client.js';
import type { Wanted } from '../../install/entry.js';
import { remoteUrl } from '../../install/remote.js';
import { DEFAULT_USER } from '../../settings.js';
import type { Call } from '../command.js';
import { askWhich, canAsk } from './prompt.js';

export interface Choice {
  chosen: readonly Client[];
  guides: readonly Guide[];
}

/** Those named, else those found; a terminal is asked which of them. */
export async function choose(
  { arguments: [names], options, output }: Call,
  clients: readonly Client[],
  wanted: Wanted,
): Promise<Choice> {
  const named = new Set(namesOf(names).map((name) => findClient(clients, name)));
  const guides = [...named].filter(isGuide);
  const chosen = [...named].filter((client): client is Client => !isGuide(client));
  if (named.size > 0) return { chosen, guides };
  const found = await detected(clients, wanted);
  if (found.length === 0) {
    throw new TulvingError('not_found', 'No client was found on this machine.', {
      remedy: 'Name one: tulving install <client>. `tulving install --list` names all.',
    });
  }
  const { yes, dryRun, print } = options;
  const asks = !yes && !dryRun && !print && !output.json && canAsk();
  return { chosen: asks ? await askWhich(found) : found, guides };
}

export function namesOf(argument: Call['arguments'][number]): readonly string[] {
  return (argument ?? []) as readonly string[];
}

/** What to do in a client that has no file. */
export interface Steps {
  client: string;
  title: string;
  steps: readonly string[];
}

export function stepsOf(guides: readonly Guide[], { options, settings }: Call): Steps[] {
  const { remote } = options;
  const user = encodeURIComponent(settings.user ?? DEFAULT_USER);
  return guides.map(({ id, title, url: usual = 'https://memory.example.com', steps }) => {
    const url = remoteUrl(typeof remote === 'string' ? remote : usual).href;
    const told = (step: string) => step.replaceAll('{url}', url).replaceAll('{user}', user);
    return { client: id, title, steps: steps.map((step) => told(step[settings.language])) };
  });
}

export function tellSteps({ title, steps }: Steps): string[] {
  return [
    `${title} has no config file. What to do there:`,
    ...steps.map((step, at) => `  ${at + 1}. ${step}`),
    '',
  ];
}

async function detected(
  clients: readonly Client[],
  { project, name }: Wanted,
): Promise<readonly Client[]> {
  const here = await Promise.all(clients.map((client) => client.detect()));
  return clients.filter((client, at) => here[at] && client.file({ project, name }) !== undefined);
}
