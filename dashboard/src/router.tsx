import { createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import { ErrorState, LoadingLines } from './components/states';
import { governRoutes } from './routes/govern-routes';
import { memoryRoutes } from './routes/memory-routes';
import { operateRoutes } from './routes/operate-routes';
import { root, shell } from './routes/shell-route';

const home = createRoute({
  getParentRoute: () => shell,
  path: '/',
  component: lazyRouteComponent(() => import('./pages/home/home-page'), 'HomePage'),
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
    shell.addChildren([home, ...memoryRoutes, ...governRoutes, ...operateRoutes]),
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
