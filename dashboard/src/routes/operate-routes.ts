import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '@/i18n/start';
import { readAuditSearch } from '@/pages/audit/search-params';
import { shell } from './shell-route';

type AnySearch = Record<string, unknown>;
const asItIs = (search: AnySearch) => search;

const connections = createRoute({
  getParentRoute: () => shell,
  path: '/connections',
  component: lazyRouteComponent(
    () => withTexts('connections', () => import('@/pages/connections/connections-page')),
    'ConnectionsPage',
  ),
});
const jobs = createRoute({
  getParentRoute: () => shell,
  path: '/jobs',
  validateSearch: asItIs,
  component: lazyRouteComponent(
    () => withTexts('jobs', () => import('@/pages/jobs/jobs-page')),
    'JobsPage',
  ),
});

const status = createRoute({
  getParentRoute: () => shell,
  path: '/status',
  component: lazyRouteComponent(
    () => withTexts('status', () => import('@/pages/status/status-page')),
    'StatusPage',
  ),
});

const backups = createRoute({
  getParentRoute: () => shell,
  path: '/backups',
  component: lazyRouteComponent(
    () => withTexts(['operate', 'backups'], () => import('@/pages/backups/backups-page')),
    'BackupsPage',
  ),
});

const exchange = createRoute({
  getParentRoute: () => shell,
  path: '/exchange',
  validateSearch: asItIs,
  component: lazyRouteComponent(
    () => withTexts(['operate', 'exchange'], () => import('@/pages/exchange/exchange-page')),
    'ExchangePage',
  ),
});

const models = createRoute({
  getParentRoute: () => shell,
  path: '/models',
  component: lazyRouteComponent(
    () => withTexts(['operate', 'models', 'status'], () => import('@/pages/models/models-page')),
    'ModelsPage',
  ),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  validateSearch: asItIs,
  component: lazyRouteComponent(
    () => withTexts(['operate', 'settings'], () => import('@/pages/settings/settings-page')),
    'SettingsPage',
  ),
});

const logs = createRoute({
  getParentRoute: () => shell,
  path: '/logs',
  component: lazyRouteComponent(
    () => withTexts(['operate', 'logs'], () => import('@/pages/logs/logs-page')),
    'LogsPage',
  ),
});

const webhooks = createRoute({
  getParentRoute: () => shell,
  path: '/webhooks',
  component: lazyRouteComponent(
    () => withTexts(['operate', 'webhooks'], () => import('@/pages/webhooks/webhooks-page')),
    'WebhooksPage',
  ),
});

const audit = createRoute({
  getParentRoute: () => shell,
  path: '/audit',
  validateSearch: readAuditSearch,
  component: lazyRouteComponent(
    () => withTexts(['operate', 'audit'], () => import('@/pages/audit/audit-page')),
    'AuditPage',
  ),
});

/** Pages of the group `operate` of the sidebar, and what they open. */
export const operateRoutes = [
  connections,
  jobs,
  exchange,
  backups,
  models,
  webhooks,
  settings,
  logs,
  audit,
  status,
] as const;
