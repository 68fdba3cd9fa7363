import type { DrawnItem } from '../../src/ingest/extract/drawn.js';
import type { StoredMemory } from '../../src/store/port.js';

export const SCOPE = { cube: 'user:ada', user: 'ada', agent: null, app: null, run: null };
const AT = Date.parse('2026-05-20T12:00:00Z');

/** A fact about Ada, as a model might have drawn it today. */
export function drawn(text: string, more: Partial<DrawnItem> = {}): DrawnItem {
  return {
    kind: 'fact',
    text,
    scope: SCOPE,
    occurredAt: AT,
    validFrom: null,
    validTo: null,
    importance: undefined,
    trust: 'user',
    categories: [],
    tags: [],
    metadata: {},
    sources: [],
    entities: [],
    relations: [],
    ...more,
  };
}

let made = 0;

/** A fact about Ada that was kept a month ago. */
export function kept(text: string, more: Partial<StoredMemory> = {}): StoredMemory {
  made += 1;
  const at = AT - 30 * 86_400_000;
  return {
    no: made,
    id: `kept-${made}`,
    scope: SCOPE,
    kind: 'fact',
    state: 'active',
    version: 1,
    text,
    metadata: {},
    categories: [],
    tags: [],
    occurredAt: at,
    validFrom: null,
    validTo: null,
    expiresAt: null,
    deletedAt: null,
    supersededBy: null,
    supersedes: [],
    mergedInto: null,
    createdAt: at,
    updatedAt: at,
    trust: 'user',
    importance: null,
    sources: [],
    ...more,
  };
}
