import { code } from './markdown.mjs';

/** A row for each field of a JSON schema: name, type, meaning. */
export function fieldRows(schema) {
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {}).map(([name, field]) => [
    code(name) + (required.has(name) && field.default === undefined ? ' \\*' : ''),
    typeOf(field),
    meaningOf(field),
  ]);
}

/** In words: `string[]`, `"a" or "b"`, a link to a named shape. */
export function typeOf(schema) {
  if (schema.$ref) return link(schema.$ref.split('/').at(-1));
  if (schema.const !== undefined) return code(JSON.stringify(schema.const));
  if (schema.enum) return schema.enum.map((value) => code(String(value))).join(', ');
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return [...new Set(choices.map(typeOf))].join(' or ');
  if (schema.allOf) return schema.allOf.map(typeOf).join(' and ');
  if (Array.isArray(schema.type)) return schema.type.join(' or ');
  if (schema.type === 'array') return `list of ${typeOf(schema.items ?? {})}`;
  if (schema.format) return schema.format;
  return schema.type ?? 'anything';
}

function meaningOf(field) {
  const limits = [
    field.default !== undefined && `Default ${code(JSON.stringify(field.default))}.`,
    field.minimum > Number.MIN_SAFE_INTEGER && `At least ${field.minimum}.`,
    field.maximum < Number.MAX_SAFE_INTEGER && `At most ${field.maximum}.`,
    field.maxItems && `At most ${field.maxItems}.`,
    field.maxLength && `At most ${field.maxLength} characters.`,
  ];
  return [field.description, ...limits].filter(Boolean).join(' ').replaceAll(/\s+/g, ' ');
}

function link(name) {
  return `[${name}](#${name.toLowerCase()})`;
}
