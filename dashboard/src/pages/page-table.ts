import type { LinkProps } from '@tanstack/react-router';
import {
  Activity,
  AppWindow,
  Box,
  Brain,
  Cable,
  CalendarRange,
  Eye,
  ArrowLeftRight,
  BotMessageSquare,
  DatabaseBackup,
  History,
  House,
  KeyRound,
  ListChecks,
  type LucideIcon,
  MessageCircleQuestion,
  ScanSearch,
  Scale,
  UsersRound,
  ScrollText,
  Settings,
  ShieldCheck,
  Webhook,
  Waypoints,
} from 'lucide-react';

export interface PageEntry {
  readonly path: NonNullable<LinkProps['to']>;
  /** Its name is `nav.<id>` of the translations. */
  readonly id: string;
  readonly icon: LucideIcon;
  /** Pressed after `g`. */
  readonly key: string;
  /** Nobody but an administrator, of all or of a part, sees anything there. */
  readonly forAdmins?: 'of all' | 'of a part';
}

const home: PageEntry = { path: '/', id: 'home', icon: House, key: 'h' };

/** What is kept, and what is found in it. */
const memoryPages: readonly PageEntry[] = [
  { path: '/memories', id: 'memories', icon: Brain, key: 'm' },
  { path: '/timeline', id: 'timeline', icon: CalendarRange, key: 't' },
  { path: '/recall', id: 'recall', icon: ScanSearch, key: 'r' },
  { path: '/chat', id: 'chat', icon: MessageCircleQuestion, key: 'c' },
  { path: '/graph', id: 'graph', icon: Waypoints, key: 'g' },
];

/** Who may see and change it, and what was changed. */
const governPages: readonly PageEntry[] = [
  { path: '/review', id: 'review', icon: Scale, key: 'v' },
  { path: '/history', id: 'history', icon: History, key: 'y' },
  { path: '/apps', id: 'apps', icon: AppWindow, key: 'a' },
  { path: '/access', id: 'access', icon: Eye, key: 'x' },
  { path: '/users', id: 'users', icon: UsersRound, key: 'u' },
  { path: '/cubes', id: 'cubes', icon: Box, key: 'b' },
  { path: '/keys', id: 'keys', icon: KeyRound, key: 'k', forAdmins: 'of a part' },
  { path: '/audit', id: 'audit', icon: ShieldCheck, key: 'd', forAdmins: 'of all' },
];

/** What the server does, and with what. */
const operatePages: readonly PageEntry[] = [
  { path: '/connections', id: 'connections', icon: Cable, key: 'n' },
  { path: '/jobs', id: 'jobs', icon: ListChecks, key: 'j' },
  { path: '/exchange', id: 'exchange', icon: ArrowLeftRight, key: 'i' },
  { path: '/backups', id: 'backups', icon: DatabaseBackup, key: 'p', forAdmins: 'of all' },
  { path: '/models', id: 'models', icon: BotMessageSquare, key: 'o', forAdmins: 'of all' },
  { path: '/webhooks', id: 'webhooks', icon: Webhook, key: 'w', forAdmins: 'of all' },
  { path: '/settings', id: 'settings', icon: Settings, key: 'e', forAdmins: 'of all' },
  { path: '/logs', id: 'logs', icon: ScrollText, key: 'l', forAdmins: 'of all' },
  { path: '/status', id: 'status', icon: Activity, key: 's' },
];

export interface PageGroup {
  /** Its name is `nav.group.<id>` of the translations; that of the first page has none. */
  readonly id: 'start' | 'memory' | 'govern' | 'operate';
  readonly pages: readonly PageEntry[];
}

/** In the order of the sidebar. */
export const pageGroups: readonly PageGroup[] = [
  { id: 'start', pages: [home] },
  { id: 'memory', pages: memoryPages },
  { id: 'govern', pages: governPages },
  { id: 'operate', pages: operatePages },
];

export const pageTable: readonly PageEntry[] = pageGroups.flatMap(({ pages }) => pages);
