import type { GraphRecord, MemoryRecord } from '../records.js';
import { encoded, type Records, type Writer } from './writer.js';

interface Gathered {
  kind: string;
  observations: string[];
}

/**
 * Lines of the MCP reference server `server-memory`. It knows entities and not memories: a memory is an observation
 * of the entity that it is about, else of each that it names, else of its user. One entity is one line, so all of
 * them are in memory at once.
 */
export const writeServerMemory: Writer = (records) => encoded(lines(records));

async function* lines(records: Records): AsyncGenerator<string> {
  const entities = new Map<string, Gathered>();
  const relations = new Set<string>();
  const named = await namesOf(records);
  for await (const record of records()) {
    if (record.type === 'graph') for (const one of relationsOf(record)) relations.add(one);
    else if (record.type === 'memory') gather(record, named, entities);
  }
  for (const [name, { kind, observations }] of entities) {
    yield `${JSON.stringify({ type: 'entity', name, entityType: kind, observations })}\n`;
  }
  for (const relation of relations) yield `${relation}\n`;
}

async function namesOf(records: Records): Promise<Map<string, GraphRecord['mentions']>> {
  const named = new Map<string, GraphRecord['mentions']>();
  for await (const record of records()) {
    if (record.type === 'graph') named.set(record.memory_id, record.mentions);
  }
  return named;
}

function gather(
  { id, state, text, metadata = {}, user_id: user, cube }: MemoryRecord,
  named: ReadonlyMap<string, GraphRecord['mentions']>,
  entities: Map<string, Gathered>,
): void {
  // It says in words what a relation says.
  if (state !== 'active' || typeof metadata['relation'] === 'string') return;
  const { entity, entity_type: kind } = metadata;
  const own = typeof entity === 'string' ? [{ name: entity, kind: kind as string | null }] : [];
  const mentions = own.length > 0 ? own : (named.get(id) ?? []);
  const whose = { name: user ?? cube ?? 'shared', kind: 'user' };
  for (const about of mentions.length > 0 ? mentions : [whose]) {
    const known = entities.get(about.name) ?? { kind: about.kind ?? 'thing', observations: [] };
    known.observations.push(text);
    entities.set(about.name, known);
  }
}

function relationsOf({ relations }: GraphRecord): string[] {
  return relations.map(({ from, kind, to }) =>
    JSON.stringify({ type: 'relation', from: from.name, to: to.name, relationType: kind }),
  );
}
