import type { MiddlewareHandler } from 'hono';
import { isOpen } from './open-paths.js';
import { callerOf } from './scope.js';
import type { Served, ServerEnv } from './served.js';

/**
 * Where a paused app is not turned away at the door: its tools tell it themselves, so that a person reads
 * why; and whoever signs in to a dashboard can let it go on.
 */
const ELSEWHERE = /^\/(?:mcp(?:\/.*)?|v1\/(?:session|apps(?:\/.*)?))$/;

/** Notes the app that a key fixes or a request names, and refuses one that is paused. */
export function admitApp({ memory }: Served): MiddlewareHandler<ServerEnv> {
  return async (context, next) => {
    const { path } = context.req;
    // Before a key is shown there is nobody to ask about.
    const isKnown = (context.get('caller') as unknown) !== undefined;
    if (isKnown && !isOpen(path) && !ELSEWHERE.test(path)) {
      await memory.apps.enter(callerOf(context));
    }
    await next();
  };
}
