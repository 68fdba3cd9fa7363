import {
  blanksBefore,
  deleteLines,
  deletion,
  endingLength,
  insertLines,
  lineEndOf,
  startOfLine,
  startOfNextLine,
  type TextEdit,
} from './text.js';
import { isMap, type Value } from './value.js';
import { type Container, type Item, type Part, partAt, type ParsedNode } from './yaml-nodes.js';
import { yamlItem, yamlLines } from './yaml-write.js';

/** Behind the last child; where that would change it, as a text that runs on does, before the first. */
export function insertBlock(text: string, container: Container, item: Item, unit: string) {
  const first = partAt(container, 0);
  const last = partAt(container, -1);
  if (first === undefined || last === undefined) return [];
  const lines = itemLines(item, indentOf(text, first.start), unit);
  const places = [lineBehind(text, last.end), startOfLine(text, first.start)];
  return places.map((place) => [insertLines(text, place, lines)]);
}

/** Under a key that has no value yet, or is said to be null. */
export function fillBlock(
  text: string,
  { start, end }: Part,
  node: ParsedNode,
  value: Value,
  unit: string,
) {
  const indent = indentOf(text, start) + unit;
  const lines = isMap(value) ? yamlLines(value, indent, unit) : listLines(value, indent, unit);
  const [from, to] = node.range;
  const gone = from === to ? [] : [deletion(from - blanksBefore(text, from), to)];
  return [...gone, insertLines(text, lineBehind(text, end), lines)];
}

export function replaceBlock(
  text: string,
  { start, end }: Part,
  item: Item,
  unit: string,
): TextEdit {
  const lines = itemLines(item, indentOf(text, start), unit);
  const content = lines.join(lineEndOf(text)).trimStart();
  return { start, end: end - endingLength(text.slice(start, end)), content };
}

export function deleteBlock(text: string, { start, end }: Part): TextEdit {
  return deleteLines(text, start, lineBehind(text, end));
}

export function itemLines({ key, value }: Item, indent: string, unit: string): string[] {
  return key === undefined
    ? yamlItem(value, indent, unit)
    : yamlLines(new Map([[key, value]]), indent, unit);
}

function listLines(value: Value, indent: string, unit: string): string[] {
  return Array.isArray(value) ? value.flatMap((item: Value) => yamlItem(item, indent, unit)) : [];
}

function indentOf(text: string, offset: number): string {
  return ' '.repeat(offset - startOfLine(text, offset));
}

/** A block scalar ends behind its line end, everything else before. */
function lineBehind(text: string, end: number): number {
  return text[end - 1] === '\n' ? end : startOfNextLine(text, end);
}
