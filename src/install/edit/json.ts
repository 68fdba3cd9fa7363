import {
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { Format } from './format.js';
import {
  applyEdits,
  damaged,
  deletion,
  indentAt,
  insertion,
  lineEndOf,
  notEdited,
  startsLine,
  type TextEdit,
} from './text.js';
import { toPlain, toValue, type Value, type ValueMap } from './value.js';

/** JSON with comments and trailing commas. */
export const json: Format = {
  parse: (text) => parsedOf(text).value(),

  write: (fields) => `${JSON.stringify(toPlain(fields), null, 2)}\n`,

  put(text, { path, inList }, entry) {
    if (inList) throw notEdited('Lists of servers are edited in YAML files only');
    const root = rootOf(text);
    if (root === undefined) return [startRoot(text, nested(path, entry))];
    const { node, rest } = descend(root, path);
    const edits =
      rest.length === 0 || node.type !== 'object'
        ? [replacement(text, root, node, nested(rest, entry))]
        : insertProperty(text, root, node, rest[0] ?? '', nested(rest.slice(1), entry));
    return [applyEdits(text, edits)];
  },

  take(text, path) {
    const root = rootOf(text);
    if (root === undefined) return text;
    return path.length === 0 ? dropRoot(text, root) : takeProperty(text, root, path);
  },
};

/** One edit asks for the same texts several times, and a file may have 40 MB. */
const lately: Parsed[] = [];

interface Parsed {
  text: string;
  root: Node | undefined;
  value: () => Value;
}

function rootOf(text: string): Node | undefined {
  return parsedOf(text).root;
}

function parsedOf(text: string): Parsed {
  const known = lately.find((other) => other.text === text);
  if (known) return known;
  const root = parsedRoot(text);
  let value: Value | undefined;
  const read = () => (root === undefined ? null : toValue(getNodeValue(root)));
  const parsed = { text, root, value: () => (value ??= read()) };
  lately.unshift(parsed);
  lately.length = Math.min(lately.length, 2);
  return parsed;
}

function parsedRoot(text: string): Node | undefined {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  const [error] = errors;
  if (error !== undefined) throw damaged(text, error.offset, printParseErrorCode(error.error));
  return root;
}

/** The deepest node of the path that is there, and the keys that are left. */
function descend(root: Node, path: readonly string[]): { node: Node; rest: readonly string[] } {
  const [key, ...rest] = path;
  const value = key === undefined ? undefined : propertyOf(root, key)?.children?.[1];
  return value === undefined ? { node: root, rest: path } : descend(value, rest);
}

/** The last of the name, as every parser of JSON has it. */
function propertyOf(node: Node, key: string): Node | undefined {
  if (node.type !== 'object') return undefined;
  return node.children?.findLast((property) => property.children?.[0]?.value === key);
}

function nested(path: readonly string[], entry: Value): Value {
  return path.reduceRight<Value>((value, key) => new Map([[key, value]]), entry);
}

function startRoot(text: string, value: Value): string {
  const eol = lineEndOf(text);
  const object = render(value, { indent: '', unit: '  ', eol });
  if (text === '') return object + eol;
  return text + (text.endsWith('\n') ? '' : eol) + object;
}

function dropRoot(text: string, root: Node): string {
  const rest = applyEdits(text, [deletion(root.offset, endOf(root))]);
  return root.offset === 0 && /^\r?\n$/.test(rest) ? '' : rest;
}

function replacement(text: string, root: Node, node: Node, value: Value): TextEdit {
  const inLine = node !== root && !startsLine(text, node.parent?.offset ?? 0);
  const content = inLine
    ? renderInLine(value, spaceOf(text))
    : render(value, layoutAt(text, node.offset));
  return { start: node.offset, end: endOf(node), content };
}

function insertProperty(text: string, root: Node, object: Node, key: string, value: Value) {
  const last = object.children?.at(-1);
  const close = endOf(object) - 1;
  const from = last === undefined ? object.offset + 1 : endOf(last);
  const tokens = tokensBetween(text, from, close);
  if (last === undefined && tokens.length === 0) {
    return [fillEmpty(text, root, object, key, value)];
  }
  const at = tokens.at(-1)?.end ?? from;
  const hasComma = tokens.some(isComma);
  const content = text.slice(at, close).includes('\n')
    ? ownLine(text, object, last, key, value)
    : inLine(text, tokens, key, value);
  return [
    ...(last === undefined || hasComma ? [] : [insertion(from, ',')]),
    insertion(at, content + (hasComma ? ',' : '')),
  ];
}

/** `{}` opens up, unless the whole file is one line. */
function fillEmpty(text: string, root: Node, object: Node, key: string, value: Value): TextEdit {
  const start = object.offset + 1;
  const end = endOf(object) - 1;
  const isOneLine = object !== root && !textOf(text, root).includes('\n');
  if (isOneLine) return { start, end, content: inLine(text, [], key, value).trimStart() };
  const { indent, eol } = layoutAt(text, object.offset);
  return { start, end, content: ownLine(text, object, undefined, key, value) + eol + indent };
}

function ownLine(text: string, object: Node, sibling: Node | undefined, key: string, value: Value) {
  const layout = layoutAt(text, object.offset);
  const isSiblingsLine = sibling !== undefined && startsLine(text, sibling.offset);
  const indent = isSiblingsLine ? indentAt(text, sibling.offset) : layout.indent + layout.unit;
  return `${layout.eol}${indent}${JSON.stringify(key)}: ${render(value, { ...layout, indent })}`;
}

function inLine(text: string, before: readonly Token[], key: string, value: Value): string {
  const space = spaceOf(text);
  const gap = before.some((token) => !isComma(token)) ? ' ' : space;
  return `${gap}${JSON.stringify(key)}:${space}${renderInLine(value, space)}`;
}

function takeProperty(text: string, root: Node, path: readonly string[]): string {
  const { node: object } = descend(root, path.slice(0, -1));
  const property = propertyOf(object, path.at(-1) ?? '');
  const siblings = object.children ?? [];
  if (property === undefined) return text;
  const index = siblings.indexOf(property);
  const previous = siblings[index - 1];
  const next = siblings[index + 1];
  const open = object.offset + 1;
  const close = endOf(object) - 1;
  const before = tokensBetween(text, previous ? endOf(previous) : open, property.offset);
  const after = tokensBetween(text, endOf(property), next?.offset ?? close);
  const ownComma = after.find(isComma);
  const isAlone = siblings.length === 1 && ![...before, ...after].some((token) => !isComma(token));
  if (isAlone) return applyEdits(text, [deletion(open, close)]);
  // With no comma of its own it is the last, and the comma before it goes.
  const comma = ownComma ?? before.find(isComma);
  const cut = deletion(
    cutStart(text, property, before, previous ? endOf(previous) : open),
    endOf(property),
  );
  return applyEdits(text, comma === undefined ? [cut] : [cut, deletion(comma.start, comma.end)]);
}

/** The blanks before go too, but not the line end that a comment before needs. */
function cutStart(text: string, property: Node, before: readonly Token[], otherwise: number) {
  const last = before.at(-1);
  const restOfLine = /^[ \t]*,?[ \t]*(?:\r?\n|$)/.test(text.slice(endOf(property)));
  if (last?.source.startsWith('//') && !restOfLine) return property.offset;
  return last?.end ?? otherwise;
}

interface Token {
  source: string;
  start: number;
  end: number;
}

/** Commas and comments: between properties there is nothing else. */
function tokensBetween(text: string, start: number, end: number): Token[] {
  const found = text.slice(start, end).matchAll(/,|\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g);
  return [...found].map(({ 0: source, index }) => {
    const at = start + index;
    return { source, start: at, end: at + source.length };
  });
}

function isComma({ source }: Token): boolean {
  return source === ',';
}

interface Layout {
  indent: string;
  unit: string;
  eol: string;
}

function layoutAt(text: string, offset: number): Layout {
  const unit = /^[ \t]+(?=")/m.exec(text)?.[0] ?? '  ';
  return { indent: indentAt(text, offset), unit, eol: lineEndOf(text) };
}

function render(value: Value, { indent, unit, eol }: Layout): string {
  return JSON.stringify(toPlain(value), null, unit).replaceAll('\n', eol + indent);
}

function renderInLine(value: Value, space: string): string {
  if (Array.isArray(value)) {
    return `[${value.map((item: Value) => renderInLine(item, space)).join(`,${space}`)}]`;
  }
  if (!(value instanceof Map)) return JSON.stringify(value);
  const pairs = [...(value as ValueMap)].map(
    ([key, part]) => `${JSON.stringify(key)}:${space}${renderInLine(part, space)}`,
  );
  return `{${pairs.join(`,${space}`)}}`;
}

/** What stands behind colons and commas on a line: nothing in a file made small. */
function spaceOf(text: string): string {
  return /"[:,][ \t]/.test(text) ? ' ' : '';
}

function endOf(node: Node): number {
  return node.offset + node.length;
}

function textOf(text: string, node: Node): string {
  return text.slice(node.offset, endOf(node));
}
