import type { Served, ServerApp } from '../../served.js';
import { addV1, addV3 } from './adding.js';
import { type Handle, handlerOf } from './call.js';
import { deleteEntity, listEntities } from './entities.js';
import { getEvent, listEvents } from './events.js';
import { createExport, getExport } from './exports.js';
import { getStats, giveFeedback } from './judging.js';
import { listV1, listV2, listV3 } from './listing.js';
import { batchDelete, batchUpdate, deleteOne, getOne, history, updateOne } from './memories.js';
import { getProject, ping, updateProject } from './project.js';
import {
  createProfileJob,
  getProfile,
  getProfileJob,
  getProfileSettings,
  getSummary,
  updateProfileSettings,
} from './profiles.js';
import type { Dialect } from '../dialect.js';
import { failure, Refusal } from './refusal.js';
import { deleteAll } from './removing.js';
import { searchV1, searchV3 } from './searching.js';
import { createWebhook, deleteWebhook, listWebhooks, updateWebhook } from './webhooks.js';

const PROJECT = '/api/v1/orgs/organizations/:org/projects/:project';

export type Route = readonly [method: string, path: string, handle: Handle];

/** Every route, by method and path; each is also answered with a slash at its end. */
export const mem0Table: readonly Route[] = [
  ['GET', '/v1/ping', ping],
  ['POST', '/v3/memories/add', addV3],
  ['POST', '/v1/memories', addV1],
  ['POST', '/v3/memories', listV3],
  ['POST', '/v2/memories', listV2],
  ['GET', '/v1/memories', listV1],
  ['DELETE', '/v1/memories', deleteAll],
  ['POST', '/v3/memories/search', searchV3],
  ['POST', '/v2/memories/search', searchV1],
  ['POST', '/v1/memories/search', searchV1],
  ['GET', '/v1/memories/:id', getOne],
  ['PUT', '/v1/memories/:id', updateOne],
  ['DELETE', '/v1/memories/:id', deleteOne],
  ['GET', '/v1/memories/:id/history', history],
  ['PUT', '/v1/batch', batchUpdate],
  ['DELETE', '/v1/batch', batchDelete],
  ['GET', '/v1/entities', listEntities],
  ['DELETE', '/v1/entities/:type/:id', deleteEntity],
  ['DELETE', '/v2/entities/:type/:id', deleteEntity],
  ['GET', '/v2/entities/:type/:id/profile', getProfile],
  ['GET', '/v1/event/:id', getEvent],
  ['GET', '/v1/events', listEvents],
  ['GET', '/v1/stats', getStats],
  ['POST', '/v1/feedback', giveFeedback],
  ['GET', PROJECT, getProject],
  ['PATCH', PROJECT, updateProject],
  ['GET', '/api/v1/webhooks/projects/:project', listWebhooks],
  ['POST', '/api/v1/webhooks/projects/:project', createWebhook],
  ['PUT', '/api/v1/webhooks/:id', updateWebhook],
  ['DELETE', '/api/v1/webhooks/:id', deleteWebhook],
  ['POST', '/v1/exports', createExport],
  ['POST', '/v1/exports/get', getExport],
  ['POST', '/v1/summary', getSummary],
  ['POST', '/v2/profiles/jobs', createProfileJob],
  ['GET', '/v2/profiles/jobs/:id', getProfileJob],
  ['GET', '/v2/profiles/settings', getProfileSettings],
  ['POST', '/v2/profiles/settings', updateProfileSettings],
];

/** mem0's hosted API, versions 1 to 3, for `new MemoryClient({ host: 'http://…/mem0' })`; docs/from-mem0.md. */
export const mem0: Dialect = {
  base: '/mem0',
  failure,
  routes: (app, served) => mountDialect(app, served, '/mem0', mem0Table),
};

export function mountDialect(
  app: ServerApp,
  served: Served,
  prefix: string,
  table: readonly Route[],
): void {
  for (const [method, path, handle] of table) {
    const handler = handlerOf(prefix, handle, served);
    app.on(method, [`${prefix}${path}`, `${prefix}${path}/`], handler);
  }
  const nowhere: Handle = async () => {
    throw new Refusal(404, { error: 'There is no such path; see docs/from-mem0.md.' });
  };
  app.all(`${prefix}/*`, handlerOf(prefix, nowhere, served));
}
