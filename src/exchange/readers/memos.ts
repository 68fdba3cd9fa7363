import { isId } from '../../model/ids.js';
import { derivedId } from '../derived-id.js';
import { jsonItems } from '../json-items.js';
import type { Found } from '../records.js';
import type { ImportFile, ReadContext } from '../source.js';
import { momentField, namesField, objectField, statementOf, textField } from './statement.js';

const lists: ReadonlySet<string> = new Set(['', 'nodes', 'text_mem', 'memories', 'textual_memory']);

/** Textual memory of a MemOS cube: a list of items, or the nodes of a tree. Its edges have no place here. */
export async function* readMemos(file: ImportFile, context: ReadContext): AsyncGenerator<Found> {
  for await (const { field: list, index, value, error } of jsonItems(file.open())) {
    const place = `${list === '' ? 'item' : list} ${index + 1}`;
    if (error !== undefined) yield { place, refused: error };
    else if (lists.has(list)) yield* memoryOf(value, context, place);
    else if (list === 'edges') context.notKept('edges between the memories of MemOS');
    else if (/^(?:act|para|pref)_/.test(list)) context.notKept(`${list}: only texts are read`);
  }
}

function memoryOf(value: unknown, context: ReadContext, place: string): Found[] {
  const metadata = objectField(value, 'metadata') ?? {};
  const text = textField(value, 'memory') ?? textField(value, 'content') ?? '';
  const given = textField(value, 'id');
  const hasId = given !== undefined && isId(given);
  const user = context.user ?? textField(metadata, 'user_id');
  const at = momentField(metadata, 'created_at') ?? new Date(context.at).toISOString();
  const kept = ['memory_type', 'key', 'source', 'background', 'confidence', 'type'] as const;
  const told = kept
    .filter((name) => (metadata[name] ?? null) !== null)
    .map((name) => [name, metadata[name]]);
  return statementOf(
    {
      id: hasId ? given : derivedId('memos', given ?? text, user),
      text,
      at,
      updatedAt: momentField(metadata, 'updated_at') ?? at,
      user,
      metadata: Object.fromEntries(told) as Record<string, unknown>,
      tags: namesField(metadata, 'tags').slice(0, 64),
      state: textField(metadata, 'status') === 'archived' ? 'archived' : undefined,
    },
    place,
    !hasId,
  );
}
