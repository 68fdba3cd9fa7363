import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '@/i18n/start';
import { readAccessSearch } from '@/pages/access/search-params';
import { readAppsSearch } from '@/pages/apps/search-params';
import { readHistorySearch } from '@/pages/history/search-params';
import { readReviewSearch } from '@/pages/review/search-params';
import { shell } from './shell-route';

const review = createRoute({
  getParentRoute: () => shell,
  path: '/review',
  validateSearch: readReviewSearch,
  component: lazyRouteComponent(
    () => withTexts(['review', 'history'], () => import('@/pages/review/review-page')),
    'ReviewPage',
  ),
});

const history = createRoute({
  getParentRoute: () => shell,
  path: '/history',
  validateSearch: readHistorySearch,
  component: lazyRouteComponent(
    () => withTexts('history', () => import('@/pages/history/history-page')),
    'HistoryPage',
  ),
});

const keys = createRoute({
  getParentRoute: () => shell,
  path: '/keys',
  component: lazyRouteComponent(
    () => withTexts('keys', () => import('@/pages/keys/keys-page')),
    'KeysPage',
  ),
});

const apps = createRoute({
  getParentRoute: () => shell,
  path: '/apps',
  validateSearch: readAppsSearch,
  component: lazyRouteComponent(
    () => withTexts('apps', () => import('@/pages/apps/apps-page')),
    'AppsPage',
  ),
});

const oneApp = createRoute({
  getParentRoute: () => shell,
  path: '/apps/$name',
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: 'accessed' } =>
    tab === 'accessed' ? { tab } : {},
  component: lazyRouteComponent(
    () => withTexts('apps', () => import('@/pages/apps/app-page')),
    'AppPage',
  ),
});

const access = createRoute({
  getParentRoute: () => shell,
  path: '/access',
  validateSearch: readAccessSearch,
  component: lazyRouteComponent(
    () => withTexts('access', () => import('@/pages/access/access-page')),
    'AccessPage',
  ),
});

const users = createRoute({
  getParentRoute: () => shell,
  path: '/users',
  component: lazyRouteComponent(
    () => withTexts('users', () => import('@/pages/users/users-page')),
    'UsersPage',
  ),
});

const oneUser = createRoute({
  getParentRoute: () => shell,
  path: '/users/$user',
  component: lazyRouteComponent(
    () => withTexts('users', () => import('@/pages/users/user-page')),
    'UserPage',
  ),
});

const cubes = createRoute({
  getParentRoute: () => shell,
  path: '/cubes',
  component: lazyRouteComponent(
    () => withTexts('cubes', () => import('@/pages/cubes/cubes-page')),
    'CubesPage',
  ),
});

const oneCube = createRoute({
  getParentRoute: () => shell,
  path: '/cubes/$cube',
  component: lazyRouteComponent(
    () => withTexts('cubes', () => import('@/pages/cubes/cube-page')),
    'CubePage',
  ),
});

/** Pages of the group `govern` of the sidebar, and what they open. */
export const governRoutes = [
  review,
  history,
  apps,
  oneApp,
  access,
  users,
  oneUser,
  cubes,
  oneCube,
  keys,
] as const;
