import { isId } from '../../model/ids.js';
import { derivedId } from '../derived-id.js';
import type { Found } from '../records.js';
import { type ImportFile, type ReadContext, textOf } from '../source.js';
import { momentField, statementOf, textField } from './statement.js';

const MOST_FILE = 256 * 1024 * 1024;
/** Each memory begins with its fields between two lines of dashes. */
const BLOCK = /^---\r?\n((?:[a-z_]+:.*\r?\n)+)---\r?\n/gm;
const lists: ReadonlySet<string> = new Set(['files', 'categories']);
/** As its own plugin reads them back: these are metadata. */
const ofMetadata = ['type', 'confidence', 'branch', 'files'] as const;

/** What `/mem0:export` of mem0's plugins writes: one file of all memories. */
export async function* readMem0Markdown(
  file: ImportFile,
  context: ReadContext,
): AsyncGenerator<Found> {
  const content = (await textOf(file, MOST_FILE)).replace(/^\uFEFF/, '');
  const heads = [...content.matchAll(BLOCK)].filter(([, fields = '']) => /^id:/m.test(fields));
  if (heads.length === 0) yield { place: file.name, refused: 'it has no memory with an id' };
  for (const [index, head] of heads.entries()) {
    const body = content.slice(head.index + head[0].length, heads[index + 1]?.index);
    yield* memoryOf(fieldsOf(head[1] ?? ''), body.trim(), context, `memory ${index + 1}`);
  }
}

function memoryOf(
  fields: Record<string, string | string[]>,
  text: string,
  context: ReadContext,
  place: string,
): Found[] {
  const given = textField(fields, 'id');
  const hasId = given !== undefined && isId(given);
  const { user } = context;
  const metadata = Object.fromEntries(
    ofMetadata.flatMap((name) => (isGiven(fields[name]) ? [[name, fields[name]]] : [])),
  );
  const { categories = [] } = fields;
  return statementOf(
    {
      id: hasId ? given : derivedId('mem0', given ?? text, user),
      text,
      at: momentField(fields, 'created_at') ?? new Date(context.at).toISOString(),
      user,
      metadata,
      categories: [categories].flat(),
    },
    place,
    !hasId,
  );
}

/** No YAML: values are written as they are, with commas between the items of a list. */
function fieldsOf(lines: string): Record<string, string | string[]> {
  const pairs = lines
    .trimEnd()
    .split(/\r?\n/)
    .map((line) => {
      const colon = line.indexOf(':');
      const [name, value] = [line.slice(0, colon), line.slice(colon + 1).trim()];
      return [name, lists.has(name) ? itemsOf(value) : value] as const;
    });
  return Object.fromEntries(pairs);
}

function itemsOf(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean);
}

function isGiven(value: string | string[] | undefined): boolean {
  return value !== undefined && value.length > 0;
}
