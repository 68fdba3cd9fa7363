import type { DrawnFrom } from '../../../model/sources.js';
import type { Memory } from '../../../model/memory.js';
import type { Json } from './call.js';
import { written } from './shapes.js';

export const done = { pending: false, failed: null } as const;

/** Memories by what they came of. */
export function told(memories: readonly Memory[]): Json[] {
  const events = new Map<string, Memory[]>();
  for (const memory of memories) {
    const id = memory.sources[0]?.episode_id ?? memory.id;
    events.set(id, [...(events.get(id) ?? []), memory]);
  }
  return [...events].map(([id, of]) => {
    return eventOf({ id, type: 'ADD', at: of[0]?.created_at ?? '', ...done, memories: of });
  });
}

export function eventOf({
  id,
  type,
  at,
  pending,
  failed,
  memories,
}: DrawnFrom & { id: string; type: string }): Json {
  const ended = pending ? null : at;
  return {
    id,
    event_type: type,
    status: pending ? 'PENDING' : failed === null ? 'SUCCEEDED' : 'FAILED',
    payload: {},
    metadata: {},
    results: memories.map(written),
    created_at: at,
    updated_at: at,
    started_at: ended,
    completed_at: ended,
    latency: null,
    error: failed,
  };
}
