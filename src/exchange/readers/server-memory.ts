import { derivedId } from '../derived-id.js';
import type { Found } from '../records.js';
import type { ImportFile, ReadContext } from '../source.js';
import { jsonLines } from './lines.js';
import { relationStatement } from './relation.js';
import { namesField, statementOf, textField } from './statement.js';

/**
 * The file of the MCP reference server `server-memory`: lines of entities with observations, and of relations.
 * Each observation becomes a memory that names its entity.
 */
export async function* readServerMemory(
  file: ImportFile,
  context: ReadContext,
): AsyncGenerator<Found> {
  for await (const { place, value, error } of jsonLines(file)) {
    if (error !== undefined) yield { place, refused: error };
    else if (textField(value, 'type') === 'entity') yield* entityOf(value, context, place);
    else yield* relationOf(value, context, place);
  }
}

function entityOf(value: unknown, context: ReadContext, place: string): Found[] {
  const name = textField(value, 'name');
  if (name === undefined) return [{ place, refused: 'the entity has no name' }];
  const kind = textField(value, 'entityType') ?? null;
  const observations = namesField(value, 'observations');
  if (observations.length === 0) return [{ place, refused: `${name} has no observations` }];
  const at = new Date(context.at).toISOString();
  const { user } = context;
  return observations.flatMap((text) => {
    const id = derivedId('server-memory', name, text, user);
    const metadata = { title: name, entity: name, ...(kind !== null && { entity_type: kind }) };
    const mentions = [{ name, kind }];
    return [
      ...statementOf({ id, text, at, user, metadata }, place),
      { place, record: { type: 'graph', memory_id: id, mentions, relations: [] } },
    ];
  });
}

function relationOf(value: unknown, context: ReadContext, place: string): Found[] {
  const [from, to] = [textField(value, 'from'), textField(value, 'to')];
  const kind = textField(value, 'relationType');
  if (from === undefined || to === undefined || kind === undefined)
    return [{ place, refused: 'it is neither an entity nor a relation' }];
  return relationStatement('server-memory', { from, kind, to }, context, place);
}
