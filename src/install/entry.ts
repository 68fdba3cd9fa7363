import { TulvingError } from '../errors.js';
import { CLIENT_HEADER, type Scope, scopeHeaders } from '../model/scope.js';
import {
  type Client,
  KEY_VARIABLE,
  type LocalServer,
  type RemoteServer,
  type Server,
} from './client.js';
import type { Entry } from './edit/place.js';
import { baseOf, isLoopback, remoteUrl } from './remote.js';

/** What the entry shall connect to, as the command line says it. */
export interface Wanted {
  /** Of the entry. */
  name: string;
  /** The file of this folder, in place of the user's own. */
  project: boolean;
  /** Absolute path of the data directory. */
  data: string;
  /** A running server, in place of the data directory. */
  remote?: string | undefined;
  apiKey?: string | undefined;
  /** What was given on the command line, and only that. */
  scope: Scope;
  /** Whether the command line says what to connect to: else an entry that is there keeps it. */
  named: boolean;
}

/** Paths that outlive this process. */
export interface Machine {
  node: string;
  bin: string;
}

export interface MadeEntry {
  entry: Entry;
  warnings: readonly string[];
}

const scopeNames = {
  app_id: { flag: '--app', header: scopeHeaders.app_id, parameter: 'app' },
  user_id: { flag: '--user', header: scopeHeaders.user_id, parameter: 'user' },
  cube: { flag: '--cube', header: scopeHeaders.cube, parameter: 'cube' },
  agent_id: { flag: '--agent', header: scopeHeaders.agent_id, parameter: 'agent' },
  run_id: { flag: '--run', header: scopeHeaders.run_id, parameter: 'run' },
} as const satisfies Record<keyof Scope, { flag: string; header: string; parameter: string }>;

/** The entry of a client, in its own form. */
export function makeEntry(client: Client, wanted: Wanted, machine: Machine): MadeEntry {
  const { server, warnings } = serverOf(client, wanted, machine);
  const { name, project } = wanted;
  return { entry: client.entry(server, { name, project }), warnings };
}

interface Made {
  server: Server;
  warnings: readonly string[];
}

export function serverOf(client: Client, wanted: Wanted, machine: Machine): Made {
  if (wanted.remote === undefined) {
    const warnings = wanted.project ? [pathsWarning] : [];
    return { server: localServer(client, wanted, machine), warnings };
  }
  const url = remoteUrl(wanted.remote);
  const warnings = wanted.apiKey !== undefined ? plainTextWarnings(url) : [];
  if (client.localOnly) return { server: bridge(client, wanted, { url, machine }), warnings };
  const isNamed = wanted.apiKey !== undefined && namesKey(client, wanted);
  return {
    server: remoteServer(client, wanted, url),
    warnings: isNamed ? [...warnings, variableWarning(client)] : warnings,
  };
}

const pathsWarning =
  'The entry holds absolute paths of this machine: who else uses the project must install for himself.';

function localServer(client: Client, { data, scope }: Wanted, { node, bin }: Machine): LocalServer {
  const flags = flagsOf({ app_id: client.id, ...scope });
  return { command: node, args: [bin, 'mcp', '--data', data, ...flags] };
}

/**
 * A client that starts commands only gets our own bridge, in place of the usual `npx mcp-remote`:
 * it is here already, needs no network to start, and its key stands in no command line.
 */
function bridge(
  client: Client,
  { scope, apiKey }: Wanted,
  { url, machine }: { url: URL; machine: Machine },
): LocalServer {
  const flags = flagsOf(withApp(client, scope, apiKey));
  const args = [machine.bin, 'mcp', '--url', baseOf(url), ...flags];
  return {
    command: machine.node,
    args,
    ...(apiKey !== undefined && { env: { [KEY_VARIABLE]: apiKey } }),
  };
}

function remoteServer(client: Client, wanted: Wanted, url: URL): RemoteServer {
  const headers = headersOf(client, wanted.scope);
  const address = addressOf(url, wanted.scope);
  if (wanted.apiKey === undefined) return { url: address, headers };
  const key = keyFor(client, wanted, wanted.apiKey);
  if (typeof key !== 'string') return { url: address, headers, keyVariable: KEY_VARIABLE };
  return { url: address, headers: { Authorization: `Bearer ${key}`, ...headers } };
}

/** Whether the key stays out of the file. */
function namesKey({ refusesKey }: Client, { project }: Pick<Wanted, 'project'>): boolean {
  return project || refusesKey;
}

function variableWarning({ title }: Client): string {
  return `The key was not written: set ${KEY_VARIABLE} in the environment of ${title}.`;
}

/** The key itself, how the client names its variable, or that the client has a field for it. */
function keyFor(client: Client, { project }: Wanted, apiKey: string): string | { field: string } {
  if (!namesKey(client, { project })) return apiKey;
  const variable = client.keyVariable;
  if (variable) return 'text' in variable ? variable.text : variable;
  throw new TulvingError(
    'config_not_edited',
    `A project's file gets committed, so no key is written there, and ${client.title} has no way to name a variable in it.`,
    { remedy: 'Leave out --project to write your own file, or leave out --api-key.' },
  );
}

/** A key may fix the app, and a flag may not contradict it: then the name is taken that the client gives. */
function withApp(client: Client, scope: Scope, apiKey: string | undefined): Scope {
  return apiKey === undefined ? { app_id: client.id, ...scope } : scope;
}

function flagsOf(scope: Scope): string[] {
  return namedScope(scope).flatMap(([field, value]) => [scopeNames[field].flag, value]);
}

/** Which client it is, is said as a claim that no key contradicts; an app that was named, as named. */
function headersOf({ id }: Client, scope: Scope): Record<string, string> {
  const named = namedScope(scope).filter(([, value]) => fitsHeader(value));
  const pairs = named.map(([field, value]) => [scopeNames[field].header, value]);
  const saysApp = named.some(([field]) => field === 'app_id');
  return Object.fromEntries(saysApp ? pairs : [[CLIENT_HEADER, id], ...pairs]) as Record<
    string,
    string
  >;
}

/** With the names that no header takes. */
function addressOf(url: URL, scope: Scope): string {
  const address = new URL(url);
  for (const [field, value] of namedScope(scope)) {
    if (!fitsHeader(value)) address.searchParams.set(scopeNames[field].parameter, value);
  }
  return address.href;
}

/** Printable ASCII, without blanks at the ends: what every client sends as it is. */
function fitsHeader(value: string): boolean {
  return /^[!-~](?:[ -~]*[!-~])?$/.test(value);
}

/** In the order of the table, so that the same scope makes the same entry. */
function namedScope(scope: Scope): [keyof Scope, string][] {
  const fields = Object.keys(scopeNames) as (keyof Scope)[];
  return fields.flatMap((field) => {
    const value = scope[field];
    return value === undefined ? [] : [[field, value] as [keyof Scope, string]];
  });
}

function plainTextWarnings(url: URL): string[] {
  if (url.protocol === 'https:' || isLoopback(url)) return [];
  return [
    `The key goes to ${url.host} without encryption: everybody on the way can read it. Use https.`,
  ];
}
