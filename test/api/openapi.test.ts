import { describe, expect, it } from 'vitest';
import { temporaryApi } from '../helpers/api.js';

const undocumented = ['/openapi.json', '/docs', '/docs/rapidoc.js', '/'];

describe('/openapi.json', () => {
  it('documents every route with an operation of its own and its errors', async () => {
    const api = await temporaryApi();
    const { body } = await api.call('GET', '/openapi.json');
    expect(body.openapi).toBe('3.1.0');
    const operations = Object.entries<
      Record<string, { operationId: string; responses: Record<string, unknown> }>
    >(body.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
    );
    expect(operations.map(({ method, path }) => `${method} ${path}`).toSorted()).toEqual([
      'delete /v1/access/rules/{id}',
      'delete /v1/backups/{name}/restore',
      'delete /v1/jobs/pauses',
      'delete /v1/keys/{id}',
      'delete /v1/memories',
      'delete /v1/memories/{id}',
      'delete /v1/policies/{id}',
      'delete /v1/samples',
      'delete /v1/session',
      'delete /v1/webhooks/{id}',
      'get /health',
      'get /health/detailed',
      'get /health/live',
      'get /health/ready',
      'get /v1/access/log',
      'get /v1/access/rules',
      'get /v1/apps',
      'get /v1/apps/{name}',
      'get /v1/apps/{name}/accessed',
      'get /v1/attachments/{id}',
      'get /v1/audit',
      'get /v1/backups',
      'get /v1/backups/{name}/file',
      'get /v1/batches',
      'get /v1/batches/{id}',
      'get /v1/categories',
      'get /v1/clients',
      'get /v1/connections',
      'get /v1/consolidate',
      'get /v1/cubes',
      'get /v1/cubes/{cube}/settings',
      'get /v1/episodes/{id}',
      'get /v1/episodes/{id}/conversation',
      'get /v1/episodes/{id}/memories',
      'get /v1/events',
      'get /v1/graph',
      'get /v1/graph/entities',
      'get /v1/graph/path',
      'get /v1/health',
      'get /v1/jobs',
      'get /v1/jobs/pauses',
      'get /v1/jobs/users',
      'get /v1/jobs/{id}',
      'get /v1/keys',
      'get /v1/logs',
      'get /v1/logs/stream',
      'get /v1/memories',
      'get /v1/memories/{id}',
      'get /v1/memories/{id}/feedback',
      'get /v1/memories/{id}/history',
      'get /v1/memories/{id}/links',
      'get /v1/memories/{id}/related',
      'get /v1/models',
      'get /v1/names',
      'get /v1/policies',
      'get /v1/reindex',
      'get /v1/reviews',
      'get /v1/reviews/{id}',
      'get /v1/session',
      'get /v1/settings',
      'get /v1/stats',
      'get /v1/stats/days',
      'get /v1/status',
      'get /v1/timeline',
      'get /v1/timeline/density',
      'get /v1/traces',
      'get /v1/traces/{id}',
      'get /v1/tree',
      'get /v1/usage',
      'get /v1/users',
      'get /v1/users/{id}/profile',
      'get /v1/webhooks',
      'get /v1/webhooks/{id}',
      'get /v1/webhooks/{id}/deliveries',
      'get /version',
      'patch /v1/categories/{name}',
      'patch /v1/cubes/{cube}/settings',
      'patch /v1/memories/{id}',
      'patch /v1/policies/{id}',
      'patch /v1/settings',
      'patch /v1/webhooks/{id}',
      'post /v1/access/check',
      'post /v1/access/rules',
      'post /v1/apps/{name}/pause',
      'post /v1/apps/{name}/resume',
      'post /v1/backups',
      'post /v1/backups/prune',
      'post /v1/backups/request',
      'post /v1/backups/{name}/preview',
      'post /v1/backups/{name}/restore',
      'post /v1/backups/{name}/verify',
      'post /v1/chat',
      'post /v1/consolidate',
      'post /v1/context',
      'post /v1/documents',
      'post /v1/episodes/{id}/erase',
      'post /v1/erase',
      'post /v1/export',
      'post /v1/extract',
      'post /v1/feedback',
      'post /v1/feedback/preview',
      'post /v1/import',
      'post /v1/jobs/pauses',
      'post /v1/jobs/rerun',
      'post /v1/jobs/{id}/cancel',
      'post /v1/jobs/{id}/rerun',
      'post /v1/keys',
      'post /v1/keys/{id}/rotate',
      'post /v1/memories',
      'post /v1/memories/batch',
      'post /v1/memories/state',
      'post /v1/memories/{id}/erase',
      'post /v1/memories/{id}/merge',
      'post /v1/memories/{id}/restore',
      'post /v1/memories/{id}/revert',
      'post /v1/models/test',
      'post /v1/policies',
      'post /v1/policies/run',
      'post /v1/reindex',
      'post /v1/reviews/{id}',
      'post /v1/samples',
      'post /v1/search',
      'post /v1/session',
      'post /v1/traces/replay',
      'post /v1/undo',
      'post /v1/webhooks',
      'post /v1/webhooks/{id}/replay',
      'post /v1/webhooks/{id}/rotate',
      'post /v1/webhooks/{id}/test',
    ]);
    const ids = operations.map(({ operationId }) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { responses } of operations) expect(Object.keys(responses)).toContain('403');
    const references = JSON.stringify(body).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g);
    for (const [, name] of references) expect(Object.keys(body.components.schemas)).toContain(name);
  });

  it('answers at every documented path', async () => {
    const api = await temporaryApi();
    const { body } = await api.call('GET', '/openapi.json');
    for (const [path, methods] of Object.entries(body.paths)) {
      for (const method of Object.keys(methods as object)) {
        const sent = ['post', 'patch'].includes(method) ? {} : undefined;
        // Of the stream of events a refusal is enough: it does not end.
        const asked = path === '/v1/events' ? `${path}?after=-1` : path.replace('{id}', '1');
        const reply = await api.call(method.toUpperCase(), asked, sent);
        expect(['no_route', 'method_not_allowed', 'internal']).not.toContain(reply.body.code);
      }
    }
  });

  it.each(undocumented)('serves %s', async (path) => {
    const api = await temporaryApi();
    const reply = await api.call('GET', path);
    expect(reply.status).toBe(200);
    expect(reply.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('loads nothing from elsewhere on its pages', async () => {
    const api = await temporaryApi();
    for (const path of ['/', '/docs']) {
      const reply = await api.call('GET', path);
      expect(reply.headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(reply.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    }
  });
});
