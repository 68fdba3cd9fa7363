import type { Served, ServerApp, ServerContext } from '../served.js';

/** A wire API of another system. It only translates: what is done, the facade does. */
export interface Dialect {
  /** What all its paths begin with. */
  base: string;
  routes: (app: ServerApp, served: Served) => void;
  /** How it tells an error. */
  failure: (context: ServerContext, error: unknown, served: Served) => Response;
}
