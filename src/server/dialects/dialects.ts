import { type DialectName, dialectNames } from '../../model/dialects.js';
import type { Served, ServerApp, ServerContext } from '../served.js';
import type { Dialect } from './dialect.js';
import { mem0Server } from './mem0-server/routes.js';
import { mem0 } from './mem0/routes.js';
import { openMemory } from './openmemory/routes.js';

const dialects: Readonly<Record<DialectName, Dialect>> = {
  openmemory: openMemory,
  mem0,
  'mem0-server': mem0Server,
};

/** Adds those that are switched on. */
export function dialectRoutes(app: ServerApp, served: Served): void {
  for (const { routes } of spoken(served)) routes(app, served);
}

/** An error as the dialect tells it whose path is asked for; undefined elsewhere. */
export function dialectFailure(
  context: ServerContext,
  error: unknown,
  served: Served,
): Response | undefined {
  const { path } = context.req;
  const one = spoken(served).find(({ base }) => path === base || path.startsWith(`${base}/`));
  return one?.failure(context, error, served);
}

function spoken({ settings }: Served): Dialect[] {
  return (settings.dialects ?? dialectNames).map((name) => dialects[name]);
}
