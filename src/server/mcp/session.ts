import type { KeyScope } from '../../model/key.js';
import type { Scope } from '../../model/scope.js';
import type { Toolset } from '../../model/toolsets.js';
import type { Log } from '../log.js';
import type { Door } from './door.js';

/** Who is served, and what they see. Nothing of it comes from the model. */
export interface Session {
  /** The verbs, in the name of the program that the client says it is. */
  door: (claimed: string | undefined) => Door;
  /** What the key, the URL, the headers or the flags say. */
  scope: Scope;
  /** Whether nobody has said whose memories are meant, and another only stands in. Default: somebody has. */
  chooses?: boolean;
  /** Those that a resource may name, the caller's own first. */
  cubes: readonly string[];
  toolsets: readonly Toolset[];
  /** What the server calls itself. Default: tulving. */
  serverName?: string;
  /** Whether its key allows a tool at all; what it reaches is asked where the verb is done. */
  allows: (scope: KeyScope) => boolean;
  /** Where a person can look at a memory. */
  link: (memory: { id: string; cube: string }) => string;
  /** IANA name, for days that are shown. */
  timezone: string;
  version: string;
  log: Log;
}

/** What a tool, a prompt or a resource is offered to. */
export interface Offered {
  toolset: Toolset;
  /** What a key must allow. */
  needs: KeyScope;
}

export function isOffered({ toolset, needs }: Offered, { toolsets: those, allows }: Session) {
  return those.includes(toolset) && allows(needs);
}

/** Memory is one across apps and sessions: these label what is written, and narrow nothing that is read. */
export function scopeOfRead({ scope }: Session): Scope {
  const { app_id: _, run_id: __, ...read } = scope;
  return read;
}
