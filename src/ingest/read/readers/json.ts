import type { Reader } from '../document.js';
import { decodeText } from '../encoding.js';
import { broken, reasonOf } from '../failures.js';
import { MarkdownWriter } from '../markdown-writer.js';

const DEEPEST = 32;

/** An array has an item for each of its values; an object one for each of its fields. */
export const readJson: Reader = (bytes, limits) => {
  const value = parseJson(decodeText(bytes), 'It is not JSON');
  const writer = new MarkdownWriter(limits);
  writeValue(writer, value);
  return { format: 'markdown', sections: writer.sections, title: titleOf(value) };
};

export const readJsonLines: Reader = (bytes, limits) => {
  const writer = new MarkdownWriter(limits);
  let number = 0;
  for (const line of decodeText(bytes).split('\n')) {
    number += 1;
    if (line.trim() === '') continue;
    writeRow(writer, parseJson(line, `Its line ${number} is not JSON`));
  }
  return { format: 'markdown', sections: writer.sections };
};

function parseJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    throw broken(`${what}: ${reasonOf(error)}`, { cause: error, remedy: 'Correct it there.' });
  }
}

/** A list inside of an object is a table of its own, under the name of its field. */
function writeValue(writer: MarkdownWriter, value: unknown): void {
  if (Array.isArray(value)) {
    for (const item of value) writeRow(writer, item);
    return;
  }
  if (!isObject(value)) {
    writer.paragraph(String(value));
    return;
  }
  const fields = Object.entries(value);
  const lists = fields.filter(([, field]) => Array.isArray(field) && field.some(isObject));
  for (const [name, field] of fields)
    if (!lists.some(([list]) => list === name)) writeRow(writer, { [name]: field });
  for (const [name, list] of lists) {
    writer.heading(1, name);
    for (const item of list as unknown[]) writeRow(writer, item);
  }
}

function writeRow(writer: MarkdownWriter, value: unknown): void {
  const leaves = [...leavesOf(value, '', 0)];
  writer.row(
    leaves.map(([, text]) => text),
    leaves.map(([path]) => path),
  );
}

/** `address.city` and what it holds; deeper than `DEEPEST` as JSON. */
function* leavesOf(value: unknown, path: string, depth: number): Generator<[string, string]> {
  if (value === null || value === undefined || value === '') return;
  if (Array.isArray(value) && !value.some(isObject)) yield [path, value.map(String).join(', ')];
  else if (isObject(value) && depth < DEEPEST) {
    for (const [key, child] of Object.entries(value)) {
      const name = Array.isArray(value) ? String(Number(key) + 1) : key;
      yield* leavesOf(child, path === '' ? name : `${path}.${name}`, depth + 1);
    }
  } else yield [path, typeof value === 'string' ? value : JSON.stringify(value)];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function titleOf(value: unknown): string | undefined {
  const title = isObject(value) ? (value as Record<string, unknown>)['title'] : undefined;
  return typeof title === 'string' ? title : undefined;
}
