import { z } from 'zod';
import { type FieldIssue, TulvingError } from '../errors.js';
import { tellIssue } from './issue-words.js';
import { fieldMeant } from './names-elsewhere.js';
import { suggestionFor } from './suggestion.js';
import { type Instant, instantFault, parseInstant } from './time.js';

/** A fault more tells nobody anything. */
const MOST_ISSUES = 20;

/** Parses an input or throws `invalid_input` with every fault at its JSON pointer. */
export function validate<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): z.output<Schema> {
  const result = schema.safeParse(input, { error: tellIssue });
  if (result.success) {
    refusePrototype(input);
    return result.data;
  }
  const issues = result.error.issues.flatMap((issue) => issuesOf(issue, schema));
  throw invalidInput(issues.slice(0, MOST_ISSUES));
}

/** Zod drops the one name that objects cannot hold; what is dropped in silence would be lost. */
function refusePrototype(input: unknown): void {
  const rest: [unknown, string][] = [[input, '']];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const [value, pointer] = next;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, child] of Object.entries(value)) {
      if (key === '__proto__') {
        throw invalidInput([
          { pointer: `${pointer}/${key}`, detail: 'is no name of a field, and no key of metadata' },
        ]);
      }
      if (typeof child === 'object') rest.push([child, `${pointer}/${escapePointer(key)}`]);
    }
  }
}

export function invalidInput(issues: readonly FieldIssue[]): TulvingError {
  const detail = issues
    .slice(0, 5)
    .map(({ pointer, detail: what }) => (pointer === '' ? what : `${pointer.slice(1)}: ${what}`))
    .join('; ');
  return new TulvingError('invalid_input', detail, { issues });
}

/** Reads a date field, or throws `invalid_input` that names it. */
export function instantOf(value: string, pointer: string, timezone: string): Instant {
  const at = parseInstant(value, timezone);
  if (at !== undefined) return at;
  throw invalidInput([{ pointer, detail: instantFault(value) }]);
}

function issuesOf(issue: z.core.$ZodIssue, schema: z.ZodType): FieldIssue[] {
  const pointer = issue.path.map((part) => `/${escapePointer(String(part))}`).join('');
  if (issue.code !== 'unrecognized_keys') return [{ pointer, detail: issue.message }];
  return issue.keys.slice(0, MOST_ISSUES).map((key) => ({
    pointer: `${pointer}/${escapePointer(key)}`,
    detail: `there is no such field${suggestion(key, schema, issue.path)}`,
  }));
}

/** RFC 6901. */
function escapePointer(part: string): string {
  return part.replaceAll('~', '~0').replaceAll('/', '~1');
}

function suggestion(key: string, schema: z.ZodType, path: readonly PropertyKey[]): string {
  const known = fieldsAt(schema, path);
  const near = fieldMeant(key, known) ?? suggestionFor(key, known);
  return near === undefined ? '' : `; did you mean ${near}?`;
}

/** The fields of the object that lies there; none where the way leads through anything but objects and lists. */
function fieldsAt(schema: unknown, path: readonly PropertyKey[]): string[] {
  const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
  const [part, ...rest] = path;
  if (inner instanceof z.ZodArray) return fieldsAt(inner.element, rest);
  if (!(inner instanceof z.ZodObject)) return [];
  const shape = inner.shape as Readonly<Record<string, unknown>>;
  return part === undefined ? Object.keys(shape) : fieldsAt(shape[String(part)], rest);
}
