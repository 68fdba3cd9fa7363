import {
  AppWindow,
  Bot,
  CalendarDays,
  CircleDot,
  Hourglass,
  Layers,
  type LucideIcon,
  Shapes,
  Tag,
  Tags,
  UserRound,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Stats } from 'tulving/client';
import type { MemoriesSearch } from './search-params';

export type FilterParam = Exclude<
  keyof MemoriesSearch,
  'q' | 'sort' | 'create' | 'cols' | 'size' | 'page'
>;
type FilterValue = string | number;

interface FilterOption {
  readonly value: FilterValue;
  /** How many memories; left out where it is not known. */
  readonly memories?: number;
}

export interface FilterEntry {
  readonly param: FilterParam;
  readonly icon: LucideIcon;
  readonly optionsOf: (stats: Stats) => FilterOption[];
  /** Whether its values are words of ours, which are translated as `value.<param>.<value>`. */
  readonly isOurs: boolean;
  /** Whether several may be chosen. */
  readonly isSeveral?: boolean;
}

type Counted = readonly { name: string; memories: number }[];

const named = (list: Counted) => list.map(({ name: value, memories }) => ({ value, memories }));
const counted = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .filter(([, memories]) => memories > 0)
    .map(([value, memories]) => ({ value, memories }));
const fixed =
  (...values: FilterValue[]) =>
  () =>
    values.map((value) => ({ value }));

/** What memories can be filtered by, in the order of the menu. */
export const filterTable: readonly FilterEntry[] = [
  { param: 'user', icon: UserRound, optionsOf: (stats) => named(stats.user_ids), isOurs: false },
  {
    param: 'app',
    icon: AppWindow,
    optionsOf: (stats) => named(stats.apps),
    isOurs: false,
    isSeveral: true,
  },
  { param: 'agent', icon: Bot, optionsOf: (stats) => named(stats.agents), isOurs: false },
  {
    param: 'category',
    icon: Tags,
    optionsOf: (stats) => named(stats.categories),
    isOurs: false,
    isSeveral: true,
  },
  { param: 'tag', icon: Tag, optionsOf: (stats) => named(stats.tags), isOurs: false },
  { param: 'kind', icon: Shapes, optionsOf: (stats) => counted(stats.kinds), isOurs: true },
  { param: 'layer', icon: Layers, optionsOf: (stats) => counted(stats.layers), isOurs: true },
  {
    param: 'state',
    icon: CircleDot,
    optionsOf: ({ states: { active: _active, ...others } }) => counted(others),
    isOurs: true,
  },
  { param: 'holds', icon: Hourglass, optionsOf: fixed('now', 'past'), isOurs: true },
  { param: 'days', icon: CalendarDays, optionsOf: fixed(1, 7, 30, 90, 365), isOurs: true },
];

/** A value as people read it: words of ours are translated, names are as they are. */
export function useFilterText(): (entry: FilterEntry, value: unknown) => string {
  const { t } = useTranslation();
  return ({ param, isOurs }, value) =>
    isOurs ? t(`value.${param}.${String(value)}`) : String(value);
}
