/** Every page of the dashboard; one that is missing here is not tested. `at` makes its address. */
export const pages = [
  { name: 'home', title: 'Home', at: () => '/' },
  { name: 'memories', title: 'Memories', at: () => '/memories' },
  { name: 'memory', title: 'Memory', at: ({ sister }) => `/memories/${sister}` },
  { name: 'memory-deleted', title: 'Memory', at: ({ deleted }) => `/memories/${deleted}` },
  { name: 'recall', title: 'Recall', at: () => '/recall?q=Where+does+my+sister+live%3F&user=ada' },
  // Without a model and with nothing to decide: these say what would fill them.
  { name: 'chat-empty', title: 'Chat', at: () => '/chat' },
  { name: 'review-empty', title: 'Review', at: () => '/review' },
  { name: 'graph-empty', title: 'Graph', at: () => '/graph' },
  { name: 'history-empty', title: 'History', at: () => '/history' },
  { name: 'jobs', title: 'Jobs', at: () => '/jobs' },
  { name: 'keys', title: 'Keys', at: () => '/keys' },
  { name: 'status', title: 'Status', at: () => '/status' },
  { name: 'sign-in', title: 'Sign in to Tulving', at: () => '/sign-in' },
];

/** With a model, and something to govern. */
export const governPages = [
  { name: 'chat', title: 'Chat', at: () => '/chat' },
  { name: 'review', title: 'Review', at: () => '/review' },
  { name: 'graph', title: 'Graph', at: () => '/graph' },
  { name: 'graph-of-one', title: 'Graph', at: () => '/graph?entity=Ada&hops=2' },
  { name: 'history', title: 'History', at: () => '/history' },
  { name: 'status-model', title: 'Status', at: () => '/status' },
];

/** What an operator looks at, with something to see on each. */
export const operatePages = [
  { name: 'exchange', title: 'Import and export', at: () => '/exchange' },
  { name: 'export', title: 'Import and export', at: () => '/exchange?tab=export' },
  { name: 'backups', title: 'Backups', at: () => '/backups' },
  { name: 'models', title: 'Models', at: () => '/models' },
  { name: 'webhooks', title: 'Webhooks', at: () => '/webhooks' },
  { name: 'settings', title: 'Settings', at: () => '/settings' },
  { name: 'settings-json', title: 'Settings', at: () => '/settings?view=json' },
  { name: 'logs', title: 'Logs', at: () => '/logs' },
  { name: 'audit', title: 'Audit', at: () => '/audit' },
];

/** The same before anything was done: they say what would fill them, or who may look. */
export const operateEmptyPages = [
  { name: 'backups-empty', title: 'Backups', at: () => '/backups' },
  { name: 'webhooks-empty', title: 'Webhooks', at: () => '/webhooks' },
  { name: 'audit-empty', title: 'Audit', at: () => '/audit' },
  { name: 'models-none', title: 'Models', at: () => '/models' },
];

/** Who is there, and who may see what. */
export const accessPages = [
  { name: 'apps', title: 'Apps', at: () => '/apps' },
  { name: 'app', title: 'cursor', at: () => '/apps/cursor' },
  { name: 'app-read', title: 'cursor', at: () => '/apps/cursor?tab=accessed' },
  { name: 'access-empty', title: 'Access', at: () => '/access' },
  { name: 'access-view', title: 'Access', at: () => '/access?tab=view&as=user%3Aben' },
  { name: 'access-log', title: 'Access', at: () => '/access?tab=log' },
  { name: 'users', title: 'Users', at: () => '/users' },
  { name: 'user', title: 'ada', at: () => '/users/ada' },
  { name: 'cubes', title: 'Cubes', at: () => '/cubes' },
  { name: 'cube', title: 'user:ada', at: () => '/cubes/user%3Aada' },
  { name: 'connections', title: 'Connections', at: () => '/connections' },
  { name: 'memories-paged', title: 'Memories', at: () => '/memories?size=10' },
];

export const languages = ['en', 'zh-CN'];
export const themes = ['light', 'dark'];
