import type { AppVerbs } from '../model/apps.js';
import type { AccessLogVerbs } from '../model/access-log.js';
import type { AuditVerbs } from '../model/audit.js';
import type { BackupVerbs } from '../model/backups.js';
import type { Category, CategoryVerbs } from '../model/categories.js';
import type { ConsolidationVerbs } from '../model/consolidation.js';
import type { CubeVerbs } from '../model/cube-settings.js';
import type { ReviewVerbs } from '../model/reviews.js';
import type { ExtractVerbs } from '../model/extract.js';
import type { FeedbackEntry, FeedbackVerbs } from '../model/feedback.js';
import type { GraphVerbs } from '../model/graph.js';
import type { JobVerbs } from '../model/job.js';
import type { JobsOfUser, PausedJobs } from '../model/job-pause.js';
import type { LogVerbs } from '../model/log-lines.js';
import type { ModelVerbs } from '../model/model-desk.js';
import type { ReindexVerbs } from '../model/reindex.js';
import type { ServerSettingVerbs } from '../model/server-settings.js';
import type { TraceVerbs } from '../model/kept-trace.js';
import type { Key, KeyVerbs } from '../model/key.js';
import type { UserVerbs } from '../model/kept-names.js';
import type { Policy, PolicyVerbs } from '../model/policies.js';
import type { AccessVerbs, Rule } from '../model/rules.js';
import type { SampleVerbs } from '../model/samples.js';
import type { SessionVerbs } from '../model/session.js';
import type { SourceVerbs } from '../model/sources.js';
import type { TimelineVerbs } from '../model/timeline.js';
import type { BatchVerbs } from '../model/undo.js';
import type { Webhook, WebhookVerbs } from '../model/webhooks.js';

/** What a request carries. */
export interface Sent {
  body?: unknown;
  form?: FormData;
  query?: Query;
  headers?: Record<string, string>;
}

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';
export type Query = Readonly<Record<string, string | number | object | undefined>>;

/** Sends a request and reads its answer. */
export type Send = <Answer>(method: Method, path: string, sent?: Sent) => Promise<Answer>;

/** Verbs that belong together, as the library groups them. */
export interface VerbGroups {
  /** Keys of the server; takes an admin key. */
  keys: KeyVerbs;
  /** Who may see and change what, beside what keys fix; takes an admin key. */
  access: AccessVerbs;
  /** Who has read and written what. */
  accessLog: AccessLogVerbs;
  /** Who has changed how Tulving is run; takes an admin key. */
  audit: AuditVerbs;
  /** What the server does in the background. */
  jobs: JobVerbs;
  /** Memories that a model draws from what was added before there was one. */
  extraction: ExtractVerbs;
  /** Recent searches. */
  traces: TraceVerbs;
  /** What waits for a person to look at it. */
  reviews: ReviewVerbs;
  /** What holds in one cube. */
  cubes: CubeVerbs;
  /** The names that memories are filed under. */
  categories: CategoryVerbs;
  /** The programs that read and write. */
  apps: AppVerbs;
  /** What is archived or deleted by itself. */
  policies: PolicyVerbs;
  /** Addresses that are told what happens; takes an admin key. */
  webhooks: WebhookVerbs;
  /** Whom memories are about. */
  users: UserVerbs;
  /** What people say of memories. */
  feedback: FeedbackVerbs;
  /** What was done together, and can be undone together. */
  batches: BatchVerbs;
  /** Who and what memories name, and how that is related. */
  graph: GraphVerbs;
  /** Memories along time, and how many there are when. */
  timeline: TimelineVerbs;
  /** Puts memories in order: merges, sums up, relates. */
  consolidation: ConsolidationVerbs;
  /** The session of a browser, in place of a key. */
  session: SessionVerbs;
  /** Something to look at, for who has just begun. */
  samples: SampleVerbs;
  /** Under which names something is kept, and what came of what was said. */
  sources: SourceVerbs;
  backups: BackupVerbs;
  /** The newest lines of the server's log; takes an admin key. */
  logs: LogVerbs;
  /** The models of the server; takes an admin key. */
  models: ModelVerbs;
  /** The index of all memories, made anew. */
  reindexing: ReindexVerbs;
  /** How the server is set up; takes an admin key. */
  settings: ServerSettingVerbs;
}

export function verbGroups(send: Send): VerbGroups {
  return {
    keys: {
      create: (request) => send('POST', '/v1/keys', { body: request }),
      list: async () => (await send<{ data: Key[] }>('GET', '/v1/keys')).data,
      revoke: (id) => send('DELETE', `/v1/keys/${encodeURIComponent(id)}`),
      rotate: (id, request = {}) =>
        send('POST', `/v1/keys/${encodeURIComponent(id)}/rotate`, { body: request }),
    },
    access: {
      list: () => send('GET', '/v1/access/rules'),
      add: async (rule) =>
        (await send<{ data: Rule[] }>('POST', '/v1/access/rules', { body: rule })).data,
      remove: (id) => send('DELETE', `/v1/access/rules/${encodeURIComponent(id)}`),
      explain: (request) => send('POST', '/v1/access/check', { body: request }),
    },
    accessLog: {
      list: (request = {}) => send('GET', '/v1/access/log', { query: request as Query }),
      days: (request = {}) => send('GET', '/v1/stats/days', { query: request as Query }),
    },
    audit: {
      list: (request = {}) => send('GET', '/v1/audit', { query: request as Query }),
    },
    jobs: {
      list: (request = {}) => send('GET', '/v1/jobs', { query: request as Query }),
      get: (id) => send('GET', jobPath(id)),
      cancel: (id) => send('POST', `${jobPath(id)}/cancel`),
      rerun: (id) => send('POST', `${jobPath(id)}/rerun`),
      pause: (request = {}) => send('POST', '/v1/jobs/pauses', { body: request }),
      resume: (request = {}) => send('DELETE', '/v1/jobs/pauses', { query: request }),
      pauses: async () => (await send<{ data: PausedJobs[] }>('GET', '/v1/jobs/pauses')).data,
      byUser: async (request = {}) => {
        const query = request as Query;
        return (await send<{ data: JobsOfUser[] }>('GET', '/v1/jobs/users', { query })).data;
      },
      rerunAll: (request = {}) => send('POST', '/v1/jobs/rerun', { body: request }),
    },
    extraction: {
      run: (request = {}) => send('POST', '/v1/extract', { body: request }),
    },
    traces: {
      list: (request = {}) => send('GET', '/v1/traces', { query: request as Query }),
      get: (id) => send('GET', `/v1/traces/${encodeURIComponent(id)}`),
      replay: (request = {}) => send('POST', '/v1/traces/replay', { body: request }),
    },
    timeline: {
      list: (request = {}) => send('GET', '/v1/timeline', { query: request as Query }),
      density: (request = {}) => send('GET', '/v1/timeline/density', { query: request as Query }),
    },
    feedback: {
      preview: (request) => send('POST', '/v1/feedback/preview', { body: request }),
      give: (request) => send('POST', '/v1/feedback', { body: request }),
      list: async (id) =>
        (await send<{ data: FeedbackEntry[] }>('GET', `${memoryPath(id)}/feedback`)).data,
    },
    backups: {
      create: () => send('POST', '/v1/backups', { body: {} }),
      request: () => send('POST', '/v1/backups/request'),
      preview: (name) => send('POST', `/v1/backups/${encodeURIComponent(name)}/preview`),
      list: () => send('GET', '/v1/backups'),
      verify: (name) => send('POST', `/v1/backups/${encodeURIComponent(name)}/verify`),
      restoreAtStart: (name) => send('POST', `/v1/backups/${encodeURIComponent(name)}/restore`),
      keepAtStart: (name) => send('DELETE', `/v1/backups/${encodeURIComponent(name)}/restore`),
      prune: (request = {}) => send('POST', '/v1/backups/prune', { body: request }),
    },
    logs: {
      list: (request = {}) => send('GET', '/v1/logs', { query: request as Query }),
    },
    models: {
      list: () => send('GET', '/v1/models'),
      test: (kind) => send('POST', '/v1/models/test', { body: { kind } }),
    },
    reindexing: {
      estimate: ({ vectors, all } = {}) =>
        send('GET', '/v1/reindex', { query: { vectors: flag(vectors), all: flag(all) } }),
      request: (request) => send('POST', '/v1/reindex', { body: request }),
    },
    settings: {
      list: () => send('GET', '/v1/settings'),
      change: (request) => send('PATCH', '/v1/settings', { body: request }),
    },
    samples: {
      add: (request = {}) => send('POST', '/v1/samples', { body: request }),
      remove: (request = {}) => send('DELETE', '/v1/samples', { query: request }),
    },
    reviews: {
      list: (request = {}) => send('GET', '/v1/reviews', { query: request as Query }),
      get: (id) => send('GET', `/v1/reviews/${encodeURIComponent(id)}`),
      decide: (id, request) =>
        send('POST', `/v1/reviews/${encodeURIComponent(id)}`, { body: request }),
    },
    cubes: {
      list: (request = {}) => send('GET', '/v1/cubes', { query: request as Query }),
      settings: (cube) => send('GET', `/v1/cubes/${encodeURIComponent(cube)}/settings`),
      set: (cube, patch) =>
        send('PATCH', `/v1/cubes/${encodeURIComponent(cube)}/settings`, { body: patch }),
    },
    sources: {
      names: (request = {}) => send('GET', '/v1/names', { query: request as Query }),
      drawnFrom: (id) => send('GET', `/v1/episodes/${encodeURIComponent(id)}/memories`),
    },
    categories: {
      list: async () => (await send<{ data: Category[] }>('GET', '/v1/categories')).data,
      describe: (name, request) =>
        send('PATCH', `/v1/categories/${encodeURIComponent(name)}`, { body: request }),
    },
    apps: {
      list: () => send('GET', '/v1/apps'),
      get: (name) => send('GET', `/v1/apps/${encodeURIComponent(name)}`),
      accessed: (name, request = {}) =>
        send('GET', `/v1/apps/${encodeURIComponent(name)}/accessed`, { query: request as Query }),
      pause: (name) => send('POST', `/v1/apps/${encodeURIComponent(name)}/pause`),
      resume: (name) => send('POST', `/v1/apps/${encodeURIComponent(name)}/resume`),
    },
    users: {
      list: (request = {}) => send('GET', '/v1/users', { query: request as Query }),
    },
    policies: {
      list: async () => (await send<{ data: Policy[] }>('GET', '/v1/policies')).data,
      add: (request) => send('POST', '/v1/policies', { body: request }),
      update: (id, request) =>
        send('PATCH', `/v1/policies/${encodeURIComponent(id)}`, { body: request }),
      remove: (id) => send('DELETE', `/v1/policies/${encodeURIComponent(id)}`),
      run: (request = {}) => send('POST', '/v1/policies/run', { body: request }),
    },
    webhooks: {
      list: async () => (await send<{ data: Webhook[] }>('GET', '/v1/webhooks')).data,
      get: (id) => send('GET', webhookPath(id)),
      create: (request) => send('POST', '/v1/webhooks', { body: request }),
      update: (id, request) => send('PATCH', webhookPath(id), { body: request }),
      delete: (id) => send('DELETE', webhookPath(id)),
      rotate: (id, request = {}) => send('POST', `${webhookPath(id)}/rotate`, { body: request }),
      test: (id) => send('POST', `${webhookPath(id)}/test`),
      deliveries: (id, request = {}) =>
        send('GET', `${webhookPath(id)}/deliveries`, { query: request as Query }),
      replay: (id, request = {}) => send('POST', `${webhookPath(id)}/replay`, { body: request }),
    },
    batches: {
      list: (request = {}) => send('GET', '/v1/batches', { query: request as Query }),
      get: (id) => send('GET', `/v1/batches/${encodeURIComponent(id)}`),
    },
    graph: {
      around: (request) => send('GET', '/v1/graph', { query: request as Query }),
      path: (request) => send('GET', '/v1/graph/path', { query: request as Query }),
      entities: (request = {}) => send('GET', '/v1/graph/entities', { query: request as Query }),
      links: (id) => send('GET', `${memoryPath(id)}/links`),
    },
    consolidation: {
      run: (request = {}) => send('POST', '/v1/consolidate', { body: request }),
      diary: (request = {}) => send('GET', '/v1/consolidate', { query: request as Query }),
    },
    session: {
      get: () => send('GET', '/v1/session'),
      begin: (request) => send('POST', '/v1/session', { body: request }),
      end: () => send('DELETE', '/v1/session'),
    },
  };
}

function flag(value: boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

function webhookPath(id: string): string {
  return `/v1/webhooks/${encodeURIComponent(id)}`;
}

function jobPath(id: string): string {
  return `/v1/jobs/${encodeURIComponent(id)}`;
}

export function memoryPath(id: string): string {
  return `/v1/memories/${encodeURIComponent(id)}`;
}
