import { fold } from '../../language/terms/fold.js';
import { formatInstant } from '../../model/time.js';
import type { StoredMemory } from '../../store/port.js';
import type { Field } from './read-schema.js';
import { emptyOf, shaped } from './shaped.js';

/** Names of lists that ask for the memories themselves. */
const listNames = ['memories', 'facts', 'statements', 'texts', 'notes', 'items', 'results'];

/** What a memory says of itself, by the names that forms have for it. */
function ownFields(memory: StoredMemory): Readonly<Record<string, unknown>> {
  const { id, text, kind, scope, metadata, categories, tags, occurredAt, updatedAt } = memory;
  return {
    id,
    memory_id: id,
    memory: text,
    text,
    content: text,
    fact: text,
    kind,
    user_id: scope.user,
    agent_id: scope.agent,
    app_id: scope.app,
    run_id: scope.run,
    metadata,
    categories,
    tags,
    created_at: formatInstant(occurredAt),
    updated_at: formatInstant(updatedAt),
  };
}

/** Those that mean the same of many memories as of one. */
const common = ['user_id', 'agent_id', 'app_id', 'run_id', 'categories', 'tags'];

/**
 * Fills a form without a model, by the names of its fields: a key of metadata, a category, a field of
 * memories, or words such as "favourite colour: green". The newest memory that tells counts; a list holds
 * what all of them tell. What nothing tells stays null, or an empty list.
 *
 * @param memories newest first
 */
export async function fillByName(
  form: Field,
  memories: readonly StoredMemory[],
): Promise<Record<string, unknown>> {
  const entries: [string, unknown][] = [];
  for (const [name, field] of form.fields ?? []) {
    entries.push([name, await valueOf(name, field, memories)]);
  }
  return Object.fromEntries(entries);
}

async function valueOf(
  name: string,
  field: Field,
  memories: readonly StoredMemory[],
): Promise<unknown> {
  // Others are served while a long form is filled from long texts.
  await new Promise(setImmediate);
  const asked = askedBy(name);
  const told = memories.flatMap((memory) => toldBy(readable(memory), asked, field));
  if (field.type === 'array') return listOf(name, field, { memories, told });
  for (const value of told) {
    const fitted = shaped(value, field);
    if (fitted !== undefined) return fitted;
  }
  return field.type === 'object' ? fillByName(field, memories) : emptyOf(field);
}

async function listOf(
  name: string,
  field: Field,
  { memories, told }: { memories: readonly StoredMemory[]; told: readonly unknown[] },
): Promise<unknown[]> {
  const { items = { type: 'any' } as Field } = field;
  const asksForAll = listNames.includes(plain(name).replaceAll(' ', '_'));
  if (told.length === 0 && asksForAll) {
    const all: unknown[] = [];
    for (const memory of memories) {
      const whole = items.type === 'object' && items.fields;
      all.push(whole ? await ofOne(items, memory) : (shaped(memory.text, items) ?? null));
    }
    return all;
  }
  const all = told.flatMap((value) => shaped(value, field) as unknown[]);
  return distinct(all);
}

/** One memory as an object of a list: its own fields first. */
async function ofOne(form: Field, memory: StoredMemory): Promise<Record<string, unknown>> {
  const own = ownFields(memory);
  const entries: [string, unknown][] = [];
  for (const [name, field] of form.fields ?? []) {
    const value = shaped(own[plain(name).replaceAll(' ', '_')], field);
    entries.push([name, value ?? (await valueOf(name, field, [memory]))]);
  }
  return Object.fromEntries(entries);
}

/** A name that is looked for. */
interface Asked {
  name: string;
  words: readonly string[];
  /** What a text says after the name: "nights: 3", "my favourite colour is green". */
  said: RegExp;
}

/** A memory as names are looked for in it. */
interface Readable {
  memory: StoredMemory;
  metadata: readonly (readonly [name: string, value: unknown])[];
  categories: readonly string[];
  text: string;
  folded: string;
}

const known = new WeakMap<StoredMemory, Readable>();

/** Once for a form, whose names are many. */
function readable(memory: StoredMemory): Readable {
  const found = known.get(memory);
  if (found) return found;
  const text = memory.text.replaceAll(/[ \t]+/g, ' ');
  const read: Readable = {
    memory,
    metadata: Object.entries(memory.metadata).map(([key, value]) => [plain(key), value]),
    categories: memory.categories.map(plain),
    text,
    folded: fold(text),
  };
  known.set(memory, read);
  return read;
}

function askedBy(given: string): Asked {
  const name = plain(given);
  const words = name.split(' ');
  const escaped = words.map((word) => word.replaceAll(/[^\p{L}\p{N}]/gu, '\\$&'));
  const pattern = String.raw`(?<![\p{L}\p{N}])${escaped.join(String.raw`[\s_-]+`)}\s*(?:[:：=]|\b(?:is|are|was|were)\b|[是为])\s*(.+)`;
  return { name, words, said: new RegExp(pattern, 'iu') };
}

/** Everything that one memory tells under a name. */
function toldBy(read: Readable, asked: Asked, field: Field): unknown[] {
  const { memory } = read;
  const ofMetadata = read.metadata.flatMap(([key, value]) => (key === asked.name ? [value] : []));
  const isFiled = read.categories.includes(asked.name);
  const key = asked.name.replaceAll(' ', '_');
  const own = common.includes(key) ? [ownFields(memory)[key]] : [];
  const said = isText(field) ? saidIn(read, asked) : [];
  return [...ofMetadata, ...own, ...said, ...(isFiled ? [memory.text] : [])];
}

/** Words are no object. */
function isText({ type, items }: Field): boolean {
  return type === 'array' ? items?.type !== 'object' : type !== 'object';
}

function saidIn({ text, folded }: Readable, { words, said }: Asked): string[] {
  // Most texts do not name it, which is seen sooner so.
  if (!words.every((word) => folded.includes(word))) return [];
  const [, rest] = said.exec(text) ?? [];
  const value = rest?.split(/[。！？；;!?\n]|\.(?:\s|$)/u)[0]?.trim();
  return value === undefined || value === '' ? [] : [value];
}

/** `favouriteColour`, `favourite_colour` and "Favourite colour" are one name. */
function plain(name: string): string {
  const apart = name.replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2');
  return fold(apart)
    .replaceAll(/[\s_-]+/g, ' ')
    .trim();
}

function distinct(values: readonly unknown[]): unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value])).values()];
}
