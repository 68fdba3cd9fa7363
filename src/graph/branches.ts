import type { MemoryKind } from '../model/memory.js';
import type { Instant } from '../model/time.js';

/** What the tree goes by. */
export interface Leaf {
  no: number;
  kind: MemoryKind;
  text: string;
  categories: readonly string[];
  occurredAt: Instant;
  createdAt: Instant;
  importance: number | null;
  run: string | null;
  /** How often it was said. */
  evidence: number;
  /** Names of entities that it mentions, folded. */
  names: readonly string[];
}

export type BranchName = 'working' | 'long_term' | 'user';

export interface Sight {
  now: Instant;
  /** The session that is going on. */
  run: string | undefined;
  /** What the user is called, folded. */
  userNames: readonly string[];
}

const DAY = 86_400_000;
/** What is not told otherwise. Summaries say most in one memory. */
const usual: Readonly<Record<MemoryKind, number>> = {
  summary: 0.7,
  procedure: 0.6,
  preference: 0.5,
  fact: 0.5,
  statement: 0.1,
};
/** As sentences about the user begin, in the languages that are extracted most. */
const ABOUT_USER = /^(?:(?:the )?user\b|用户|使用者|ユーザー?|사용자)/iu;

/** On which branch a memory is: what goes on, else what is about the user, else what is known. */
export function branchOf(leaf: Leaf, { now, run, userNames }: Sight): BranchName {
  const goesOn = run === undefined ? leaf.createdAt > now - DAY : leaf.run === run;
  if (goesOn && leaf.kind === 'statement') return 'working';
  if (leaf.kind === 'preference') return 'user';
  return leaf.kind === 'fact' && isAbout(leaf, userNames) ? 'user' : 'long_term';
}

function isAbout({ text, names }: Leaf, userNames: readonly string[]): boolean {
  return ABOUT_USER.test(text) || names.some((name) => userNames.includes(name));
}

/** Higher ones stand first: importance, and each time that it was said again adds a little less. */
export function worthOf({ kind, importance, evidence }: Leaf): number {
  return (importance ?? usual[kind]) + 0.1 * Math.log2(Math.max(1, evidence));
}

export interface Group<Each> {
  category: string | null;
  leaves: Each[];
}

/** In their order, by the first category of each; the category of the first leaf stands first. */
export function grouped<Each extends Pick<Leaf, 'categories'>>(
  leaves: readonly Each[],
): Group<Each>[] {
  const groups = new Map<string | null, Group<Each>>();
  for (const leaf of leaves) {
    const category = leaf.categories[0] ?? null;
    const group = groups.get(category) ?? { category, leaves: [] };
    group.leaves.push(leaf);
    groups.set(category, group);
  }
  return [...groups.values()];
}

/** The best of a branch: of what goes on the newest, else those of most worth, then the newest. */
export function best<Each extends Leaf>(
  branch: BranchName,
  leaves: readonly Each[],
  limit: number,
): Each[] {
  const newest = (a: Leaf, b: Leaf) => b.occurredAt - a.occurredAt || b.no - a.no;
  const order =
    branch === 'working' ? newest : (a: Leaf, b: Leaf) => worthOf(b) - worthOf(a) || newest(a, b);
  const chosen = leaves.toSorted(order).slice(0, limit);
  // Within a category the newest come first again.
  return grouped(chosen).flatMap(({ leaves: some }) => some.toSorted(newest));
}
