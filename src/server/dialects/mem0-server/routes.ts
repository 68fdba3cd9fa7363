import type { Dialect } from '../dialect.js';
import { deleteOne } from '../mem0/memories.js';
import { failure } from '../mem0/refusal.js';
import { mountDialect, type Route } from '../mem0/routes.js';
import type { Served } from '../../served.js';
import { accountRoutes, closed, me, onboarded } from './accounts.js';
import {
  configuration,
  configure,
  createKey,
  generateInstructions,
  listKeys,
  listProviders,
  revokeKey,
} from './administration.js';
import * as memories from './memories.js';
import { RequestLog } from './requests.js';

export function mem0ServerTable(served: Served, log = new RequestLog()): readonly Route[] {
  return [
    ['POST', '/memories', memories.addAll],
    ['GET', '/memories', memories.list],
    ['DELETE', '/memories', memories.removeAll],
    ['GET', '/memories/:id', memories.get],
    ['PUT', '/memories/:id', memories.update],
    ['DELETE', '/memories/:id', deleteOne],
    ['GET', '/memories/:id/history', memories.history],
    ['POST', '/search', memories.search],
    ['POST', '/reset', memories.reset],
    ['GET', '/entities', memories.entities],
    ['DELETE', '/entities/:type/:id', memories.removeEntity],
    ['GET', '/configure', configuration(served)],
    ['POST', '/configure', configure],
    ['GET', '/configure/providers', listProviders],
    ['POST', '/generate-instructions', generateInstructions],
    ['GET', '/requests', log.list],
    ['GET', '/api-keys', listKeys],
    ['POST', '/api-keys', createKey],
    ['DELETE', '/api-keys/:id', revokeKey],
    ['GET', '/auth/setup-status', async () => ({ needsSetup: false })],
    ['POST', '/auth/register', closed],
    ['GET', '/auth/me', me],
    ['PATCH', '/auth/me', closed],
    ['POST', '/auth/change-password', closed],
    ['POST', '/auth/onboarding-complete', onboarded],
  ];
}

/** mem0's self-hosted server (`server/` in its repository), with `X-API-Key`; docs/from-mem0.md. */
export const mem0Server: Dialect = {
  base: '/mem0-server',
  failure,
  routes: (app, served) => {
    const log = new RequestLog();
    app.use('/mem0-server/*', log.note);
    accountRoutes(app, served);
    mountDialect(app, served, '/mem0-server', mem0ServerTable(served, log));
  },
};
