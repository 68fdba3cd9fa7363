import type { Filterable } from '../../model/filter.js';
import { layerOf } from '../../model/scope.js';
import type { StoredMemory } from '../../store/port.js';

/** What a filter asks of a memory. */
export function filterableOf(memory: StoredMemory): Filterable {
  const { scope, kind, state, metadata, categories, tags, trust, importance } = memory;
  return {
    id: memory.id,
    merged_into: memory.mergedInto,
    text: memory.text,
    cube: scope.cube,
    user_id: scope.user,
    agent_id: scope.agent,
    app_id: scope.app,
    run_id: scope.run,
    occurred_at: memory.occurredAt,
    created_at: memory.createdAt,
    updated_at: memory.updatedAt,
    valid_from: memory.validFrom,
    valid_to: memory.validTo,
    expires_at: memory.expiresAt,
    categories,
    tags,
    kind,
    state,
    layer: layerOf(scope),
    trust,
    importance,
    metadata,
  };
}
