import { invalidInput } from '../../model/validate.js';

/** A place of a form, as far as filling it needs to know. */
export interface Field {
  type: 'string' | 'number' | 'integer' | 'boolean' | 'array' | 'object' | 'any';
  /** The values that are allowed, where not any is. */
  options?: readonly unknown[];
  /** Of an array. */
  items?: Field;
  /** Of an object, by name. */
  fields?: ReadonlyMap<string, Field>;
}

/** Deeper schemas refer to themselves, or are meant for no form. */
const MOST_DEPTH = 8;
const MOST_FIELDS = 200;
const LONGEST_NAME = 256;

type Json = Readonly<Record<string, unknown>>;

/** What clients write in place of JSON Schema's names. */
const types: Readonly<Record<string, Field['type']>> = {
  string: 'string',
  str: 'string',
  text: 'string',
  date: 'string',
  datetime: 'string',
  number: 'number',
  float: 'number',
  integer: 'integer',
  int: 'integer',
  boolean: 'boolean',
  bool: 'boolean',
  array: 'array',
  list: 'array',
  object: 'object',
  dict: 'object',
  any: 'any',
};

/**
 * Reads JSON Schema as programs write it: by hand, or as pydantic and zod make it (`$defs`, `anyOf` with
 * null). An object without `properties` names its fields itself: `{"age": "integer"}`.
 *
 * @throws TulvingError `invalid_input`
 */
export function readSchema(given: Json | string): Field {
  const schema = typeof given === 'string' ? parsed(given) : given;
  const form = new SchemaReader(schema).read(schema, 0);
  if (form.type === 'object' && form.fields && form.fields.size > 0) return form;
  throw refused('must be the JSON Schema of an object with at least one property');
}

class SchemaReader {
  readonly #root: Json;
  #left = MOST_FIELDS;

  constructor(root: Json) {
    this.#root = root;
  }

  read(given: unknown, depth: number): Field {
    if (typeof given === 'string') return this.#named(given, depth);
    if (!isObject(given) || depth > MOST_DEPTH) return { type: 'any' };
    const schema = this.#resolved(given);
    const [chosen] = ['anyOf', 'oneOf', 'allOf'].flatMap((key) => alternatives(schema[key]));
    if (chosen) return this.read(chosen, depth + 1);
    const options = optionsOf(schema);
    const type = typeOf(schema, depth);
    if (type === 'object') return { type, fields: this.#fields(schema, depth) };
    if (type === 'array') return { type, items: this.read(schema['items'] ?? {}, depth + 1) };
    return {
      type: options && type === 'any' ? typeOfValue(options[0]) : type,
      ...(options && { options }),
    };
  }

  /** `string`, or `list[string]`. */
  #named(name: string, depth: number): Field {
    if (depth > MOST_DEPTH) return { type: 'any' };
    const [, outer = '', inner] = /^\s*(\w+)(?:\[(.*)\])?/.exec(name.toLowerCase()) ?? [];
    if (outer === 'optional' && inner !== undefined) return this.#named(inner, depth + 1);
    const type = types[outer] ?? 'any';
    if (type !== 'array') return { type };
    return { type, items: inner === undefined ? { type: 'any' } : this.#named(inner, depth + 1) };
  }

  #fields(schema: Json, depth: number): ReadonlyMap<string, Field> {
    const properties = isObject(schema['properties'])
      ? schema['properties']
      : depth === 0
        ? shorthand(schema)
        : {};
    const entries = Object.entries(properties);
    this.#left -= entries.length;
    if (this.#left < 0) throw refused(`must have at most ${MOST_FIELDS} properties`);
    if (entries.some(([name]) => name.length > LONGEST_NAME)) {
      throw refused(`must name its properties in at most ${LONGEST_NAME} characters`);
    }
    return new Map(entries.map(([name, field]) => [name, this.read(field, depth + 1)]));
  }

  /** `#/$defs/Name`; one that leads nowhere allows anything. */
  #resolved(schema: Json, hops = 0): Json {
    const { $ref: target } = schema;
    if (typeof target !== 'string' || hops > MOST_DEPTH) return schema;
    let place: unknown = this.#root;
    for (const part of target.replace(/^#\/?/, '').split('/')) {
      place = isObject(place) ? place[part.replaceAll('~1', '/').replaceAll('~0', '~')] : undefined;
    }
    return isObject(place) ? this.#resolved(place, hops + 1) : {};
  }
}

function typeOf(schema: Json, depth: number): Field['type'] {
  const { type } = schema;
  const named: unknown = Array.isArray(type) ? type.find((one) => one !== 'null') : type;
  if (typeof named === 'string') return types[named.toLowerCase()] ?? 'any';
  if (isObject(schema['properties']) || (depth === 0 && !('enum' in schema))) return 'object';
  return 'items' in schema ? 'array' : 'any';
}

function typeOfValue(value: unknown): Field['type'] {
  const type = typeof value;
  return type === 'number' || type === 'boolean' ? type : 'string';
}

function optionsOf({ enum: allowed, const: only }: Json): unknown[] | undefined {
  if (Array.isArray(allowed) && allowed.length > 0) return allowed.filter((one) => one !== null);
  return only === undefined ? undefined : [only];
}

function alternatives(given: unknown): unknown[] {
  const all: unknown[] = Array.isArray(given) ? given : [];
  return all.filter((one) => !(isObject(one) && one['type'] === 'null'));
}

/** Fields that stand beside nothing of JSON Schema. */
function shorthand(schema: Json): Json {
  const words = [
    '$schema',
    '$defs',
    '$id',
    'title',
    'description',
    'type',
    'required',
    'definitions',
  ];
  if (schema['type'] === 'object') return {};
  return Object.fromEntries(Object.entries(schema).filter(([name]) => !words.includes(name)));
}

function parsed(text: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw refused('must be a JSON Schema, as an object or as JSON');
}

function refused(detail: string) {
  return invalidInput([{ pointer: '/schema', detail }]);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
