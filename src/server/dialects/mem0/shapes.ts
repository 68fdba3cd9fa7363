import { createHash } from 'node:crypto';
import { v5 } from 'uuid';
import type { HistoryEntry, HistoryEvent, Hit, Memory } from '../../../model/memory.js';
import type { ScopeName } from '../../../model/scope-name.js';
import type { Trace } from '../../../model/trace.js';
import type { ChannelName } from '../../../recall/recall.js';
import type { Json } from './call.js';
import { likenessOf } from './likeness.js';

/** Ids of what has none in Tulving are made of their names in this space, so that they stay. */
const SPACE = '0f2b6a3e-5c1d-4b7a-9e64-7d1c2a8b9f30';

/** A memory as mem0's lists hold it; a run is a session there, and a run in what was searched. */
export function listed(memory: Memory): Json {
  const { id, text, user_id, agent_id, app_id, run_id, metadata, categories } = memory;
  return {
    id,
    memory: text,
    user_id,
    agent_id,
    app_id,
    run_id,
    session_id: run_id,
    hash: createHash('md5').update(text).digest('hex'),
    metadata,
    categories,
    created_at: memory.occurred_at,
    updated_at: memory.updated_at,
    expiration_date: memory.expires_at?.slice(0, 10) ?? null,
    structured_attributes: null,
    replaced_by: memory.superseded_by ?? memory.merged_into,
    synthesized: memory.kind === 'summary',
    lifecycle_state: lifecycleOf(memory),
  };
}

export function found(hit: Hit, trace: Trace | undefined): Json {
  const traced = trace?.hits.find(({ memory_id: id }) => id === hit.id);
  return {
    ...listed(hit),
    score: likenessOf(hit.score),
    ...(traced && { score_breakdown: breakdownOf(traced) }),
  };
}

/** What a write answers of each memory that holds it now. */
export function written(memory: Memory): Json {
  const event = memory.sources.length > 1 ? 'NOOP' : 'ADD';
  const { id, text, metadata, categories } = memory;
  return { id, memory: text, data: { memory: text }, event, metadata, categories };
}

const events: Readonly<Record<HistoryEvent, 'ADD' | 'UPDATE' | 'DELETE' | undefined>> = {
  created: 'ADD',
  updated: 'UPDATE',
  rebuilt: 'UPDATE',
  superseded: 'UPDATE',
  restored: 'UPDATE',
  merged: 'DELETE',
  expired: 'DELETE',
  deleted: 'DELETE',
  // The memory says what it said.
  evidence: undefined,
};

/** @param memory as it is now, where it still is */
export function historyOf(id: string, entries: readonly HistoryEntry[], memory?: Memory): Json[] {
  const said = (memory?.sources ?? []).map(({ role, quote }) => {
    return { role: role ?? 'user', content: quote };
  });
  return entries.flatMap((entry, at) => {
    const event = events[entry.event];
    if (!event) return [];
    return [
      {
        id: v5(`${id}/${at}`, SPACE),
        memory_id: id,
        input: said,
        old_memory: entries[at - 1]?.text ?? null,
        new_memory: event === 'DELETE' ? null : entry.text,
        user_id: memory?.user_id ?? null,
        agent_id: memory?.agent_id ?? null,
        app_id: memory?.app_id ?? null,
        session_id: memory?.run_id ?? null,
        categories: memory?.categories ?? [],
        event,
        metadata: entry.metadata,
        created_at: entries[0]?.at ?? entry.at,
        updated_at: entry.at,
      },
    ];
  });
}

export function entityOf({ kind, name, memories, created_at, updated_at }: ScopeName): Json {
  return {
    id: entityId({ kind, name }),
    name,
    type: kind,
    owner: null,
    metadata: {},
    created_at,
    updated_at,
    total_memories: memories,
  };
}

export function entityId({ kind, name }: Pick<ScopeName, 'kind' | 'name'>): string {
  return v5(`${kind}/${name}`, SPACE);
}

function lifecycleOf(memory: Memory): string {
  if (memory.merged_into !== null) return 'merged';
  const ended = memory.valid_to !== null && Date.parse(memory.valid_to) <= Date.now();
  return ended || memory.superseded_by !== null ? 'superseded' : 'active';
}

/** Channels of recall by the signal of mem0's that they come nearest to. */
const signals = {
  semantic: ['vector', 'meaning'],
  bm25: ['words', 'likelihood', 'phrase'],
  entity: ['speaker', 'listener'],
} as const satisfies Record<string, readonly ChannelName[]>;

/** mem0's three signals, each a part of the score; what else counted here is `other`. */
function breakdownOf({ channels }: Trace['hits'][number]): Json {
  const sum = (among: (name: string) => boolean) =>
    channels.reduce((total, { channel, share }) => total + (among(channel) ? share : 0), 0);
  const named = Object.entries(signals).map(([signal, names]: [string, readonly string[]]) => {
    return [signal, sum((name) => names.includes(name))];
  });
  const known: readonly string[] = Object.values(signals).flat();
  return { ...Object.fromEntries(named), other: sum((name) => !known.includes(name)) };
}
