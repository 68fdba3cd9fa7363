import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { withTexts } from '@/i18n/start';
import { readChatSearch } from '@/pages/chat/search-params';
import { readGraphSearch } from '@/pages/graph/search-params';
import { readMemoriesSearch } from '@/pages/memories/search-params';
import { readRecallSearch } from '@/pages/recall/recall-params';
import { readTimelineSearch } from '@/pages/timeline/search-params';
import { shell } from './shell-route';

const memories = createRoute({
  getParentRoute: () => shell,
  path: '/memories',
  validateSearch: readMemoriesSearch,
  component: lazyRouteComponent(() => import('@/pages/memories/memories-page'), 'MemoriesPage'),
});

const memory = createRoute({
  getParentRoute: () => shell,
  path: '/memories/$id',
  component: lazyRouteComponent(() => import('@/pages/memory/memory-page'), 'MemoryPage'),
});

const timeline = createRoute({
  getParentRoute: () => shell,
  path: '/timeline',
  validateSearch: readTimelineSearch,
  component: lazyRouteComponent(
    () => withTexts('timeline', () => import('@/pages/timeline/timeline-page')),
    'TimelinePage',
  ),
});

const recall = createRoute({
  getParentRoute: () => shell,
  path: '/recall',
  validateSearch: readRecallSearch,
  component: lazyRouteComponent(
    () => withTexts(['recall', 'reasons'], () => import('@/pages/recall/recall-page')),
    'RecallPage',
  ),
});

const searchTexts = ['recall', 'reasons', 'searches'] as const;

const searches = createRoute({
  getParentRoute: () => shell,
  path: '/recall/searches',
  component: lazyRouteComponent(
    () => withTexts(searchTexts, () => import('@/pages/searches/searches-page')),
    'SearchesPage',
  ),
});

const oneSearch = createRoute({
  getParentRoute: () => shell,
  path: '/recall/searches/$id',
  component: lazyRouteComponent(
    () => withTexts(searchTexts, () => import('@/pages/searches/search-page')),
    'SearchPage',
  ),
});

const chat = createRoute({
  getParentRoute: () => shell,
  path: '/chat',
  validateSearch: readChatSearch,
  component: lazyRouteComponent(
    () => withTexts('chat', () => import('@/pages/chat/chat-page')),
    'ChatPage',
  ),
});

const graph = createRoute({
  getParentRoute: () => shell,
  path: '/graph',
  validateSearch: readGraphSearch,
  component: lazyRouteComponent(
    () => withTexts('graph', () => import('@/pages/graph/graph-page')),
    'GraphPage',
  ),
});

/** Pages of the group `memory` of the sidebar, and what they open. */
export const memoryRoutes = [
  memories,
  memory,
  timeline,
  recall,
  searches,
  oneSearch,
  chat,
  graph,
] as const;
