import type { JobHandler } from '../jobs/runner.js';
import type { Editor } from '../lifecycle/editor.js';
import type { Store } from '../store/port.js';
import { Consolidation, type ConsolidationParts } from './consolidation.js';
import { Graph, type GraphParts } from './graph.js';
import { Profiles, type ProfilesParts } from './profiles.js';
import { Tree } from './tree.js';

/** How many of the recent searches tell what is needed. */
const MOST_SEARCHES = 1_000;
const PAGE = 200;

/** The parts of the facade that put what is kept in order, or show it in some order. */
export interface Organised {
  graph: Graph;
  tree: Tree;
  profiles: Profiles;
  consolidation: Consolidation;
  /** Of its kinds of jobs. */
  handlers: Readonly<Record<string, JobHandler>>;
}

interface Parts extends Omit<ProfilesParts & GraphParts, 'find' | 'hasModel' | 'store'> {
  store: Store;
  indexer: { readonly identity: { space: number } };
  quota: ConsolidationParts['quota'];
  consolidates?: boolean;
}

export function organise(parts: Parts, editor: Editor): Organised {
  const { store, models } = parts;
  const hasModel = models !== undefined;
  const profiles = new Profiles(parts);
  const consolidation = new Consolidation({
    ...parts,
    editor,
    space: parts.indexer.identity.space,
    daily: parts.consolidates ?? false,
    afterwards: (group) => profiles.refresh(group),
    recalled: (tenant) => recalledOf(store, tenant),
  });
  return {
    graph: new Graph({ ...parts, hasModel, find: (id, caller) => editor.find(id, caller) }),
    tree: new Tree(parts),
    profiles,
    consolidation,
    handlers: { ...consolidation.handlers(), ...profiles.handlers() },
  };
}

/** Ids of what recent searches have answered, as far as they are kept. */
async function recalledOf({ traces }: Store, tenant: number): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  let before: string | undefined;
  for (let read = 0; read < MOST_SEARCHES; read += PAGE) {
    const page = await traces.list({ tenant, limit: PAGE, before });
    for (const { holds } of page) for (const id of holds.memories) found.add(id);
    if (page.length < PAGE) break;
    before = page.at(-1)?.id;
  }
  return found;
}
