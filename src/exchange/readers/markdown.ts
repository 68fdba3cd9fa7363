import { isId } from '../../model/ids.js';
import {
  memoryKinds,
  memoryStates,
  type MemoryKind,
  type MemoryState,
} from '../../model/memory.js';
import { derivedId } from '../derived-id.js';
import { frontMatter } from '../front-matter.js';
import type { Found, MemoryRecord } from '../records.js';
import { type ImportFile, type ReadContext, textOf } from '../source.js';
import {
  field,
  momentField,
  namesField,
  objectField,
  statementOf,
  textField,
} from './statement.js';

const MOST_NOTE = 8 * 1024 * 1024;

/** One note a file, of ours or of anybody's: front matter where there is any, then the text. */
export async function* readMarkdown(file: ImportFile, context: ReadContext): AsyncGenerator<Found> {
  let content: string;
  try {
    content = await textOf(file, MOST_NOTE);
  } catch (error) {
    if (!(error instanceof TypeError || error instanceof RangeError)) throw error;
    yield { place: file.name, refused: 'it is no text in UTF-8, or longer than 8 MiB' };
    return;
  }
  const { fields, body } = frontMatter(content.replace(/^\uFEFF/, ''));
  yield* noteOf(fields, body, file, context);
}

function noteOf(
  fields: Record<string, unknown>,
  body: string,
  file: ImportFile,
  context: ReadContext,
): Found[] {
  const given = textField(fields, 'id');
  const hasId = given !== undefined && isId(given);
  const title = textField(fields, 'title') ?? titleOf(file.name);
  const dated = momentField(fields, 'date') ?? momentField(fields, 'created_at');
  const at = momentField(fields, 'occurred_at') ?? dated ?? new Date(context.at).toISOString();
  const user = textField(fields, 'user_id') ?? context.user;
  const found = statementOf(
    {
      id: hasId ? given : derivedId('markdown', file.name, body, user),
      text: body.trim(),
      at,
      updatedAt: momentField(fields, 'updated_at') ?? at,
      user,
      agent: textField(fields, 'agent_id'),
      app: textField(fields, 'app_id'),
      run: textField(fields, 'run_id'),
      metadata: objectField(fields, 'metadata') ?? (hasId ? {} : { title, file: file.name }),
      categories: namesField(fields, 'categories'),
      tags: tagsOf(fields),
      state: oneOf(memoryStates, textField(fields, 'state')) as MemoryState | undefined,
      expiresAt: momentField(fields, 'expires_at'),
    },
    file.name,
    !hasId,
  );
  return found.map((one) => withOwnFields(one, fields));
}

/** What only our own notes tell. */
function withOwnFields(found: Found, fields: Record<string, unknown>): Found {
  const record = found.record as MemoryRecord | undefined;
  if (record?.type !== 'memory') {
    return record ? { ...found, record: { ...record, cube: textField(fields, 'cube') } } : found;
  }
  return {
    ...found,
    record: {
      ...record,
      cube: textField(fields, 'cube'),
      kind:
        (oneOf(memoryKinds, textField(fields, 'kind')) as MemoryKind | undefined) ?? record.kind,
      created_at: momentField(fields, 'created_at') ?? record.created_at,
      valid_from: momentField(fields, 'valid_from'),
      valid_to: momentField(fields, 'valid_to'),
    },
  };
}

/** In Obsidian one tag may stand there as a text. */
function tagsOf(fields: Record<string, unknown>): string[] {
  const tags = field(fields, 'tags');
  return typeof tags === 'string'
    ? tags.split(/[,\s]+/).filter(Boolean)
    : namesField(fields, 'tags');
}

function oneOf(all: readonly string[], value: string | undefined): string | undefined {
  return value !== undefined && all.includes(value) ? value : undefined;
}

function titleOf(name: string): string {
  return (name.split('/').at(-1) ?? name).replace(/\.(?:md|markdown|txt)$/i, '');
}
