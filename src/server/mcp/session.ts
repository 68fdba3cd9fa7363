import type { KeyScope } from '../../model/key.js';
import type { Scope } from '../../model/scope.js';
import type { Log } from '../log.js';
import type { Door } from './door.js';

export const toolsets = ['memory', 'chatgpt'] as const;
/** `memory`: our own tools. `chatgpt`: `search` and `fetch`, as ChatGPT's connectors ask for them. */
export type Toolset = (typeof toolsets)[number];

/** Who is served, and what they see. Nothing of it comes from the model. */
export interface Session {
  /** The verbs in the name of an app, where nothing has proven which app it is. */
  door: (claimedApp: string | undefined) => Door;
  /** What the key, the headers, the URL or the flags say. */
  scope: Scope;
  toolsets: readonly Toolset[];
  /** Whether its key allows a tool at all; what it reaches is asked where the verb is done. */
  allows: (scope: KeyScope) => boolean;
  /** Where a person can look at a memory. */
  link: (memory: { id: string; cube: string }) => string;
  version: string;
  log: Log;
}

/** As what a write is labelled: the app that made it is told by the client, where nothing else tells it. */
export function scopeOfWrite({ scope }: Session, claimedApp: string | undefined): Scope {
  return { ...scope, ...(claimedApp !== undefined && { app_id: scope.app_id ?? claimedApp }) };
}

/** Memory is one across apps and sessions: these label what is written, and narrow nothing that is read. */
export function scopeOfRead({ scope }: Session): Scope {
  const { app_id: _, run_id: __, ...read } = scope;
  return read;
}
