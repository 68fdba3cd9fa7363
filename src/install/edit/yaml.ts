import { type Document, isScalar, parseDocument } from 'yaml';
import type { Place } from './place.js';
import type { Format } from './format.js';
import {
  applyEdits,
  damaged,
  insertLines,
  notEdited,
  startOfLine,
  startOfNextLine,
  type TextEdit,
} from './text.js';
import { toValue, type Value, type ValueMap } from './value.js';
import { deleteBlock, fillBlock, insertBlock, itemLines, replaceBlock } from './yaml-block.js';
import { deleteFlow, insertFlow, replaceFlow } from './yaml-flow.js';
import {
  type Container,
  isContainer,
  type Item,
  type Part,
  partAt,
  type ParsedNode,
  partNamed,
} from './yaml-nodes.js';
import { yamlFlow, yamlLines } from './yaml-write.js';

/** Parsed for positions and edited as text: writing a document anew would change other lines. */
export const yaml: Format = {
  parse(text) {
    const document = documentOf(text);
    try {
      return toValue(document.toJS({ mapAsMap: true }));
    } catch (error) {
      // Aliases that multiply without end; or one without its anchor.
      if (error instanceof ReferenceError) throw notEdited('an alias cannot be resolved');
      throw error;
    }
  },

  write: (fields) => `${yamlLines(fields, '', '  ').join('\n')}\n`,

  put(text, place, entry) {
    const document = documentOf(text);
    const { contents } = document;
    const ways = isContainer(contents)
      ? putInside(text, contents, place, entry)
      : startRoot(text, contents, itemOf(place.path, place, entry));
    return ways.map((edits) => applyEdits(text, edits));
  },

  take(text, path) {
    const { contents } = documentOf(text);
    if (!isContainer(contents)) return text;
    const { container, part, rest } = spotOf(contents, path);
    if (part === undefined || rest.length > 1) return text;
    const edits = container.flow ? deleteFlow(text, container, part) : [deleteBlock(text, part)];
    return applyEdits(text, edits);
  },
};

function documentOf(text: string): Document.Parsed {
  const document = parseDocument(text, {
    keepSourceTokens: true,
    prettyErrors: false,
    logLevel: 'error',
  });
  const [error] = document.errors;
  if (error !== undefined) throw damaged(text, error.pos[0], wordsOf(error.code));
  return document;
}

/** `BAD_ALIAS` as "bad alias": the message of the parser may quote the file, which may hold secrets. */
function wordsOf(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}

/** The deepest container of the path that is there, the keys that are left, the child of the first. */
interface Spot {
  container: Container;
  rest: readonly string[];
  part?: Part;
}

function spotOf(container: Container, path: readonly string[]): Spot {
  const [key = '', ...rest] = path;
  const part = partNamed(container, key);
  if (rest.length > 0 && isContainer(part?.value)) return spotOf(part.value, rest);
  return { container, rest: path, part };
}

function putInside(text: string, root: Container, place: Place, entry: ValueMap): TextEdit[][] {
  const { container, rest, part } = spotOf(root, place.path);
  const unit = unitOf(text, root);
  const item = itemOf(rest, place, entry, container);
  if (part === undefined) {
    return container.flow
      ? [[insertFlow(container, item)]]
      : insertBlock(text, container, item, unit);
  }
  if (rest.length > 1) return [fill(text, container, part, item.value, unit)];
  const edit = container.flow ? replaceFlow(part, item) : replaceBlock(text, part, item, unit);
  return [[edit]];
}

/** The key is there and its value is null. */
function fill(text: string, { flow }: Container, part: Part, value: Value, unit: string) {
  const node: ParsedNode | null = part.value;
  if (node === null || !isScalar(node)) throw notEdited('The entry would change an anchor');
  if (!flow) return fillBlock(text, part, node, value, unit);
  const [start, end] = node.range;
  return [{ start, end, content: `${start === part.end ? ' ' : ''}${yamlFlow(value)}` }];
}

/** At the end, or before the mark that ends the document. */
function startRoot(text: string, contents: ParsedNode | null, item: Item): TextEdit[][] {
  const lines = itemLines(item, '', '  ');
  const start = contents === null ? 0 : startOfNextLine(text, contents.range[0]);
  return [text.length, start].map((place) => [insertLines(text, place, lines)]);
}

function itemOf(rest: readonly string[], place: Place, entry: ValueMap, parent?: Container): Item {
  const [key, ...inner] = rest;
  const isItem = place.inList === true && rest.length === 1 && parent !== undefined;
  if (isItem) return { value: entry };
  return { key, value: wrapped(inner, place.inList === true, entry) };
}

function wrapped(keys: readonly string[], inList: boolean, entry: Value): Value {
  const [key, ...rest] = keys;
  if (key === undefined) return entry;
  return inList && rest.length === 0 ? [entry] : new Map([[key, wrapped(rest, inList, entry)]]);
}

/** By how much the children of the root stand further right. */
function unitOf(text: string, root: Container): string {
  const column = (offset: number) => offset - startOfLine(text, offset);
  for (let index = 0; index < root.items.length; index += 1) {
    const part = partAt(root, index);
    const child = isContainer(part?.value) && !part.value.flow ? partAt(part.value, 0) : undefined;
    const unit = part && child ? column(child.start) - column(part.start) : 0;
    if (unit > 0) return ' '.repeat(unit);
  }
  return '  ';
}
