import {
  Activity,
  Brain,
  House,
  KeyRound,
  ListChecks,
  type LucideIcon,
  ScanSearch,
} from 'lucide-react';

export interface PageEntry {
  readonly path: '/' | '/memories' | '/recall' | '/jobs' | '/keys' | '/status';
  /** Its name is `nav.<id>` of the translations. */
  readonly id: string;
  readonly icon: LucideIcon;
  /** Pressed after `g`. */
  readonly key: string;
}

/** In the order of the sidebar. */
export const pageTable: readonly PageEntry[] = [
  { path: '/', id: 'home', icon: House, key: 'h' },
  { path: '/memories', id: 'memories', icon: Brain, key: 'm' },
  { path: '/recall', id: 'recall', icon: ScanSearch, key: 'r' },
  { path: '/jobs', id: 'jobs', icon: ListChecks, key: 'j' },
  { path: '/keys', id: 'keys', icon: KeyRound, key: 'k' },
  { path: '/status', id: 'status', icon: Activity, key: 's' },
];
