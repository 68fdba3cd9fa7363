import type { OpenAPIHono } from '@hono/zod-openapi';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Caller } from '../model/caller.js';
import type { ConnectGuide } from '../model/connect.js';
import type { Memory } from '../memory.js';
import type { Settings } from '../settings.js';
import type { Log } from './log.js';
import type { BrowserSession, Sessions } from './sessions.js';

/** What the server serves, and how it was set. */
export interface Served {
  memory: Memory;
  settings: Pick<
    Settings,
    'host' | 'allowedHosts' | 'allowedOrigins' | 'mcpToolsets' | 'timezone'
  > & {
    user: string;
    /** Default: on. */
    dashboard?: Settings['dashboard'];
  };
  version: string;
  log: Log;
  /** Default: none yet. */
  sessions?: Sessions;
  /** Default: no clients are known. */
  clients?: ConnectGuide;
  /** Where the built dashboard lies. Default: beside the server. */
  dashboardFolder?: string;
  /** Aborted when the server closes, for what would stay open. */
  closing?: AbortSignal;
}

export interface ServerEnv {
  /** Absent when the app is called without a socket, as tests do. */
  Bindings: Partial<HttpBindings>;
  Variables: { requestId: string; caller: Caller; session: BrowserSession | undefined };
}

export type ServerApp = OpenAPIHono<ServerEnv>;
export type ServerContext = Context<ServerEnv>;
