import type { OpenAPIHono } from '@hono/zod-openapi';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { Caller } from '../model/caller.js';
import type { ConnectGuide } from '../model/connect.js';
import type { Memory } from '../memory.js';
import type { Settings } from '../settings.js';
import type { ModelKind, TestedModel } from '../model/model-desk.js';
import type { Log } from './log.js';
import type { LogRing } from './log-ring.js';
import type { SettingsSource } from './settings-desk.js';
import type { BrowserSession, Sessions } from './sessions.js';

export type ModelSettingName =
  | 'llm'
  | 'llmUrl'
  | 'llmApiKey'
  | 'embedder'
  | 'embedderUrl'
  | 'embedderApiKey';

/** What the server serves, and how it was set. */
export interface Served {
  memory: Memory;
  settings: Pick<
    Settings,
    'host' | 'allowedHosts' | 'allowedOrigins' | 'mcpToolsets' | 'timezone'
  > & {
    user: string;
    /** The data directory, in which processes on standard input show themselves. */
    data?: Settings['data'];
    /** Default: on. */
    dashboard?: Settings['dashboard'];
    /** Default: all. */
    dialects?: Settings['dialects'];
  } & Partial<Pick<Settings, ModelSettingName>>;
  /** Keeps settings for the next start. Missing: nothing can. */
  keepSettings?: (values: ReadonlyMap<ModelSettingName, string | undefined>) => Promise<void>;
  /** From where the settings come. Missing: they are told as if nothing was set, and none is kept. */
  settingsSource?: SettingsSource;
  /** Asks a model something small. Missing: models are not tried. */
  testModel?: (kind: ModelKind) => Promise<TestedModel>;
  version: string;
  log: Log;
  /** The newest lines of `log`. Default: none. */
  logRing?: LogRing;
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
  Variables: {
    requestId: string;
    caller: Caller;
    session: BrowserSession | undefined;
    /** What an MCP client says of itself. */
    claimed?: string | undefined;
    /** What is answered, where it is written to the socket as it is. */
    text?: string | undefined;
  };
}

export type ServerApp = OpenAPIHono<ServerEnv>;
export type ServerContext = Context<ServerEnv>;
