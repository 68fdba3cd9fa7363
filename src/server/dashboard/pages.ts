/** First segments of the addresses of the app's pages; it finds out itself which page is meant. */
export const dashboardPages = [
  'memories',
  'timeline',
  'recall',
  'chat',
  'graph',
  'review',
  'history',
  'apps',
  'access',
  'users',
  'cubes',
  'keys',
  'audit',
  'connections',
  'jobs',
  'exchange',
  'backups',
  'models',
  'webhooks',
  'settings',
  'logs',
  'status',
  'connect',
  'sign-in',
] as const;

/** Files that lie beside the page. */
export const dashboardFiles = ['favicon.svg', 'icon.svg', 'manifest.webmanifest'] as const;

const NAME = /^[\w-][\w.-]*$/;

/** A page of the app, or a file of it: neither tells anything of what is kept. */
export function isOfDashboard(path: string): boolean {
  const [first = '', ...rest] = path.slice(1).split('/');
  if (first === 'assets') return rest.length === 1 && NAME.test(rest[0] ?? '');
  if (rest.length === 0 && has(dashboardFiles, first)) return true;
  return has(dashboardPages, first);
}

function has(names: readonly string[], name: string): boolean {
  return names.includes(name);
}
