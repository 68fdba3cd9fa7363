import { createRootRoute, createRoute, Outlet } from '@tanstack/react-router';
import { NotFoundPage } from '@/components/shell/not-found-page';
import { Shell } from '@/components/shell/shell';

export const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage });

export const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
