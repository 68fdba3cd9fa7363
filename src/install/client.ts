import type { Words } from '../settings.js';
import type { Entry, Place } from './edit/place.js';

/** How a client reaches Tulving. */
export type Server = LocalServer | RemoteServer;

/** A process that the client starts. */
export interface LocalServer {
  command: string;
  args: readonly string[];
  env?: Readonly<Record<string, string>>;
}

export interface RemoteServer {
  url: string;
  headers: Readonly<Record<string, string>>;
  /** The variable that holds the key, for clients with a field of their own for its name. */
  keyVariable?: string;
}

/** Whose file it is, and what the entry is called. */
export interface Where {
  /** The file of this folder, in place of the user's own. */
  project: boolean;
  name: string;
}

/** A config file of a client. */
export interface ConfigFile {
  path: string;
  format: Place['format'];
  /** Keys from the root to the servers. */
  parents: readonly string[];
  /** The servers are a list of objects with a name. */
  inList?: boolean;
  /** What a new file needs at its root. */
  seed?: Entry;
}

/**
 * How a client's file names an environment variable that holds the key: as the text of a header,
 * or in a field of its own.
 */
export type KeyVariable = { text: string } | { field: string };

/** A client with a config file. */
export interface Client {
  id: string;
  title: string;
  /** Other names that people give. */
  aliases: readonly string[];
  /** Whether it seems to be on this machine. */
  detect: () => Promise<boolean>;
  /** Undefined: it has no such file. */
  file: (where: Where) => ConfigFile | undefined;
  entry: (server: Server, where: Where) => Entry;
  /** Its file takes commands only. */
  localOnly: boolean;
  /** Undefined: it has no way that we know of. */
  keyVariable?: KeyVariable | undefined;
  /** It refuses a key in its file, wherever that lies. */
  refusesKey: boolean;
  /** What to do in the client afterwards. */
  next: Words;
}

/** A client that is set up by hand, in its own pages. */
export interface Guide {
  id: string;
  title: string;
  aliases: readonly string[];
  /** Of the server where `--remote` names none. Default: one that the internet reaches. */
  url?: string;
  /** One a step; `{url}` stands for the address of MCP, `{user}` for the user as a part of a URL. */
  steps: readonly Words[];
}

export const KEY_VARIABLE = 'TULVING_API_KEY';

export function isRemote(server: Server): server is RemoteServer {
  return 'url' in server;
}

export function placeOf({ format, parents, inList }: ConfigFile, name: string): Place {
  return { format, path: [...parents, name], ...(inList && { inList }) };
}
