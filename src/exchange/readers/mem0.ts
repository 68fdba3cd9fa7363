import { createHash } from 'node:crypto';
import { isId } from '../../model/ids.js';
import { derivedId } from '../derived-id.js';
import { jsonItems } from '../json-items.js';
import type { Found, MemoryRecord, VersionRecord } from '../records.js';
import type { ImportFile, ReadContext } from '../source.js';
import { mem0Versions } from './mem0-history.js';
import { isMem0Entity, type Mem0Row, mem0Row } from './mem0-row.js';
import { relationStatement } from './relation.js';
import { field, type ForeignText, objectField, statementOf, textField } from './statement.js';

const lists: ReadonlySet<string> = new Set(['', 'results', 'memories', 'points']);

/** What rests on memories that may come later in the file. */
interface Later {
  /** Duplicates, which come after what they are a part of. */
  merged: Found[];
  links: Found[];
}

/**
 * What `get_all` answers: an array, or `{ results, relations }` of version 1.1; also points of its vector
 * stores, and rows that have their history with them, as Tulving reads them from mem0 itself.
 */
export async function* readMem0(file: ImportFile, context: ReadContext): AsyncGenerator<Found> {
  const later: Later = { merged: [], links: [] };
  for await (const { field: list, index, value, error } of jsonItems(file.open())) {
    const place = `${list === 'relations' ? 'relation' : 'memory'} ${index + 1}`;
    if (error !== undefined) yield { place, refused: error };
    else if (lists.has(list)) yield* memoryOf(value, context, place, later);
    else if (list === 'relations') yield* relationOf(value, context, place);
  }
  yield* later.merged;
  yield* later.links;
}

function memoryOf(value: unknown, context: ReadContext, place: string, later: Later): Found[] {
  const missing = textField(value, 'not_read');
  if (missing !== undefined) return [{ place, refused: missing }];
  if (isMem0Entity(value)) return [];
  const row = mem0Row(value);
  tellNotKept(value, row, context);
  const hasId = row.id !== undefined && isId(row.id);
  const user = row.user ?? context.user;
  const id = hasId ? (row.id as string) : derivedId('mem0', row.id ?? row.text, user);
  const text = foreignText(row, id, user, context);
  const found = statementOf(text, place, !hasId);
  const standing = placeOf(row, text);
  if (!standing) return found;
  if (row.replacedBy !== undefined)
    later.links.push({ place, record: linkOf(standing, id, row, text) });
  const placed = found.map((one) => withPlace(one, standing, text));
  if (standing.event === 'superseded') return placed;
  later.merged.push(...placed);
  return [];
}

function foreignText(
  row: Mem0Row,
  id: string,
  user: string | undefined,
  context: ReadContext,
): ForeignText & { at: string; updatedAt: string } {
  const { text, agent, app, run, role, metadata, categories, expiresAt } = row;
  const at = row.createdAt ?? new Date(context.at).toISOString();
  const updatedAt = row.updatedAt ?? at;
  return {
    id,
    text,
    at,
    updatedAt,
    user,
    agent,
    app,
    run,
    metadata,
    categories,
    expiresAt,
    role,
    speaker: row.actor,
    trust: role === 'assistant' ? 'agent' : undefined,
    history: mem0Versions(row.history, { text: text.trim(), at, updatedAt }),
  };
}

type Standing =
  | { event: 'superseded'; valid_to: string }
  | { event: 'merged'; merged_into: string };

/** What was superseded or merged there is so here. */
function placeOf(
  { lifecycle, replacedBy }: Mem0Row,
  { updatedAt }: { updatedAt: string },
): Standing | undefined {
  if (lifecycle === 'superseded') return { event: 'superseded', valid_to: updatedAt };
  if (lifecycle === 'merged' && replacedBy !== undefined)
    return { event: 'merged', merged_into: replacedBy };
  return undefined;
}

/** Its history ends with that. */
function withPlace(
  found: Found,
  { event, ...fields }: Standing,
  { at, updatedAt }: { at: string; updatedAt: string },
): Found {
  const record = found.record as MemoryRecord | undefined;
  if (record?.type !== 'memory') return found;
  const begun = record.history?.length ? record.history : [createdAt(at)];
  const version = begun.length + 1;
  const history = [...begun, { event, version, state: 'active', at: updatedAt, ...fields }];
  return { ...found, record: { ...record, ...fields, version, history } };
}

/** With what it takes to undo it. */
function linkOf(
  standing: Standing,
  id: string,
  { replacedBy }: Mem0Row,
  { expiresAt }: ForeignText,
): unknown {
  if (standing.event === 'superseded') {
    const undo = { validTo: { before: null, after: Date.parse(standing.valid_to) } };
    return { type: 'link', kind: 'supersedes', from: replacedBy, to: id, undo };
  }
  const undo = { expiresAt: expiresAt === undefined ? null : Date.parse(expiresAt) };
  return { type: 'link', kind: 'merged_into', from: id, to: standing.merged_into, undo };
}

function createdAt(at: string): VersionRecord {
  return { event: 'created', version: 1, state: 'active', at };
}

function tellNotKept(value: unknown, { hash, text }: Mem0Row, context: ReadContext): void {
  if (field(value, 'immutable') === true) context.notKept('that a memory is immutable');
  if (objectField(value, 'structured_attributes'))
    context.notKept('structured_attributes: dates in parts, which the memory has as dates');
  const isOfText = hash === undefined || hash === createHash('md5').update(text).digest('hex');
  if (!isOfText) context.notKept('hashes that are not of the text; that of the text is made again');
}

function relationOf(value: unknown, context: ReadContext, place: string): Found[] {
  const [from, to] = [
    textField(value, 'source'),
    textField(value, 'target') ?? textField(value, 'destination'),
  ];
  const kind = textField(value, 'relationship') ?? textField(value, 'relation');
  if (from === undefined || to === undefined || kind === undefined)
    return [{ place, refused: 'it is no relation of two' }];
  return relationStatement('mem0', { from, kind, to }, context, place);
}
