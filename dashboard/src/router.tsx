import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router';
import { NotFoundPage } from './components/shell/not-found-page';
import { Shell } from './components/shell/shell';
import { ErrorState, LoadingLines } from './components/states';
import { readMemoriesSearch } from './pages/memories/search-params';
import { readRecallSearch } from './pages/recall/recall-params';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/home/home-page'), 'HomePage'),
});

const memories = createRoute({
  getParentRoute: () => shell,
  path: '/memories',
  validateSearch: readMemoriesSearch,
  component: lazyRouteComponent(() => import('./pages/memories/memories-page'), 'MemoriesPage'),
});

const memory = createRoute({
  getParentRoute: () => shell,
  path: '/memories/$id',
  component: lazyRouteComponent(() => import('./pages/memory/memory-page'), 'MemoryPage'),
});

const recall = createRoute({
  getParentRoute: () => shell,
  path: '/recall',
  validateSearch: readRecallSearch,
  component: lazyRouteComponent(() => import('./pages/recall/recall-page'), 'RecallPage'),
});

const searches = createRoute({
  getParentRoute: () => shell,
  path: '/recall/searches',
  component: lazyRouteComponent(() => import('./pages/searches/searches-page'), 'SearchesPage'),
});

const oneSearch = createRoute({
  getParentRoute: () => shell,
  path: '/recall/searches/$id',
  component: lazyRouteComponent(() => import('./pages/searches/search-page'), 'SearchPage'),
});

const jobs = createRoute({
  getParentRoute: () => shell,
  path: '/jobs',
  validateSearch: (search: Record<string, unknown>) => search,
  component: lazyRouteComponent(() => import('./pages/jobs/jobs-page'), 'JobsPage'),
});

const keys = createRoute({
  getParentRoute: () => shell,
  path: '/keys',
  component: lazyRouteComponent(() => import('./pages/keys/keys-page'), 'KeysPage'),
});

const status = createRoute({
  getParentRoute: () => shell,
  path: '/status',
  component: lazyRouteComponent(() => import('./pages/status/status-page'), 'StatusPage'),
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: ({ back }: Record<string, unknown>): { back?: string } =>
    typeof back === 'string' && /^\/(?!\/)/.test(back) ? { back } : {},
  component: lazyRouteComponent(() => import('./pages/sign-in/sign-in-page'), 'SignInPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    shell.addChildren([home, memories, memory, recall, searches, oneSearch, jobs, keys, status]),
    signIn,
  ]),
  defaultPreload: 'intent',
  defaultPendingComponent: LoadingLines,
  defaultErrorComponent: ({ error, reset }) => <ErrorState error={error} onRetry={reset} />,
  scrollRestoration: false,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
