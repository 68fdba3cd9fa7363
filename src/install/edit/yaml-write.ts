import { isList, isMap, type Value, type ValueMap } from './value.js';

/** Lines in block style. */
export function yamlLines(fields: ValueMap, indent: string, unit: string): string[] {
  return [...fields].flatMap(([key, value]) => pairLines(key, value, indent, unit));
}

/** An item of a list: its first field stands behind the dash. */
export function yamlItem(value: Value, indent: string, unit: string): string[] {
  if (!isMap(value) || value.size === 0) return [`${indent}- ${yamlFlow(value)}`];
  const [first = '', ...others] = yamlLines(value, `${indent}  `, unit);
  return [`${indent}- ${first.trimStart()}`, ...others];
}

export function yamlFlow(value: Value): string {
  if (isList(value)) return `[${value.map(yamlFlow).join(', ')}]`;
  if (isMap(value)) return `{${[...value].map((pair) => yamlFlowPair(...pair)).join(', ')}}`;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? yamlString(value) : String(value);
}

export function yamlFlowPair(key: string, value: Value): string {
  return `${yamlString(key)}: ${yamlFlow(value)}`;
}

function pairLines(key: string, value: Value, indent: string, unit: string): string[] {
  const name = `${indent}${yamlString(key)}:`;
  if (isMap(value) && value.size > 0) return [name, ...yamlLines(value, indent + unit, unit)];
  if (isList(value) && value.length > 0) {
    return [name, ...value.flatMap((item) => yamlItem(item, indent + unit, unit))];
  }
  return [`${name} ${yamlFlow(value)}`];
}

/** Words that some version of YAML takes for something else than text. */
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;
const PLAIN = /^[A-Za-z/][\w/.@-]*$/;
/** Printable in JSON, not in YAML, or a line break there. */
const UNPRINTABLE = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g;

function yamlString(value: string): string {
  if (PLAIN.test(value) && !RESERVED.test(value)) return value;
  return JSON.stringify(value).replaceAll(
    UNPRINTABLE,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
