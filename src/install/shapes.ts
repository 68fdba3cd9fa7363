import type { Entry } from './edit/place.js';
import { isRemote, type LocalServer, type RemoteServer, type Server } from './client.js';

/** The form in which a client writes a server. */
export type Shape = (server: Server) => Entry;

/** Most clients agree on the local form; the remote one is what differs. */
export function shape(remote: (server: RemoteServer) => Entry, local = localEntry): Shape {
  return (server) => (isRemote(server) ? remote(server) : local(server));
}

export function localEntry({ command, args, env }: LocalServer): Entry {
  return { command, args, ...(env && { env }) };
}

/** Headers are left out where there are none. */
export function headersField({ headers }: RemoteServer): Entry {
  return Object.keys(headers).length > 0 ? { headers } : {};
}

/** `{ url, headers }` */
export const byUrl: Shape = shape((server) => ({ url: server.url, ...headersField(server) }));

/** `{ type, url, headers }` */
export function typed(type: string, local = localEntry): Shape {
  return shape((server) => ({ type, url: server.url, ...headersField(server) }), local);
}

/** `{ url, transport, headers }` */
export function byTransport(transport: string): Shape {
  return shape((server) => ({ url: server.url, transport, ...headersField(server) }));
}

export const withType =
  (type: string) =>
  (server: LocalServer): Entry => ({ type, ...localEntry(server) });
