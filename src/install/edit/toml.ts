import { parse, TomlError } from 'smol-toml';
import type { Format } from './format.js';
import {
  applyEdits,
  blanksBefore,
  deleteLines,
  deletion,
  endingLength,
  indentAt,
  insertion,
  insertLines,
  lineEndOf,
  notEdited,
  startOfLine,
  startOfNextLine,
  type TextEdit,
} from './text.js';
import { type InlineTable, type Pair, scanToml, type Table } from './toml-scan.js';
import { tomlBlock, tomlLines, tomlPair } from './toml-write.js';
import { isEmpty, toValue, type Value, type ValueMap } from './value.js';

/** No library keeps the comments of TOML, so this edits lines and leaves the parsing to smol-toml. */
export const toml: Format = {
  parse(text) {
    try {
      const root = toValue(parse(text, { integersAsBigInt: 'asNeeded' }));
      return isEmpty(root) ? null : root;
    } catch (error) {
      if (error instanceof TomlError) throw damagedToml(error);
      throw error;
    }
  },

  write: (fields) => `${tomlLines(fields).join('\n')}\n`,

  put(text, { path, inList }, entry) {
    if (inList) throw notEdited('Lists of servers are edited in YAML files only');
    const tables = scanToml(text);
    const parts = partsOf(tables, path);
    if (parts.length > 0) return [applyEdits(text, replace(text, parts, path, entry))];
    const host = hostOf(tables, path);
    const edit = host ? insertInline(text, host, entry) : appendBlock(text, path, entry);
    return [applyEdits(text, [edit])];
  },

  take(text, path) {
    if (path.length === 0) return text;
    const parts = partsOf(scanToml(text), path);
    return applyEdits(text, [...cutLines(text, parts), ...cutInline(text, parts)]);
  },
};

/** The message of smol-toml goes on with lines of the file, which may hold secrets. */
function damagedToml(error: TomlError) {
  const [what = ''] = error.message.split('\n');
  return notEdited(`line ${error.line}: ${what}`);
}

/** A piece of an entry: a table with its pairs, a pair under another header, or one in a host. */
interface Part {
  start: number;
  end: number;
  /** Keys of the entry from where the piece stands; undefined: it is a table. */
  path?: readonly string[];
  host?: InlineTable;
}

/** An entry may lie in many: `[s.tulving]`, `[s.tulving.env]`, `s.tulving.command = …`. */
function partsOf(tables: readonly Table[], path: readonly string[]): Part[] {
  return tables.flatMap((table): Part[] => {
    if (startsWith(table.path, path)) return [{ start: table.start, end: table.end }];
    const rest = restOf(path, table.path);
    return rest === undefined ? [] : pairParts(table.pairs, rest);
  });
}

function pairParts(pairs: readonly Pair[], path: readonly string[], host?: InlineTable): Part[] {
  return pairs.flatMap((pair): Part[] => {
    const { start, end, inline } = pair;
    if (startsWith(pair.path, path)) return [{ start, end, path, host }];
    const rest = restOf(path, pair.path);
    return rest === undefined || !inline ? [] : pairParts(inline.pairs, rest, inline);
  });
}

interface Host {
  table: InlineTable;
  rest: readonly string[];
}

/** The inline table that the entry has to go into, as no header can add to it. */
function hostOf(tables: readonly Table[], path: readonly string[]): Host | undefined {
  for (const { path: parent, pairs } of tables) {
    const rest = restOf(path, parent);
    const host = rest && hostAmong(pairs, rest);
    if (host) return host;
  }
  return undefined;
}

function hostAmong(pairs: readonly Pair[], path: readonly string[]): Host | undefined {
  for (const { path: parent, inline } of pairs) {
    const rest = restOf(path, parent);
    if (rest && inline) return hostAmong(inline.pairs, rest) ?? { table: inline, rest };
  }
  return undefined;
}

function insertInline(text: string, { table, rest }: Host, entry: Value): TextEdit {
  const pair = tomlPair(rest, entry);
  const last = table.pairs.at(-1);
  if (last !== undefined) return insertion(last.end, `, ${pair}`);
  const hasBlank = /^\{\s/.test(text.slice(table.start));
  return insertion(table.start + 1, ` ${pair}${hasBlank ? '' : ' '}`);
}

/** Always with an empty line before it, also after another: so a take knows what to take. */
function appendBlock(text: string, path: readonly string[], entry: ValueMap): TextEdit {
  const lines = tomlBlock(path, entry);
  return insertLines(text, text.length, text === '' ? lines : ['', ...lines]);
}

function replace(text: string, parts: readonly Part[], path: readonly string[], entry: ValueMap) {
  const [first, ...others] = merged(text, parts);
  if (first === undefined) return [];
  const eol = lineEndOf(text) + indentAt(text, first.start);
  const content = first.path ? tomlPair(first.path, entry) : tomlBlock(path, entry).join(eol);
  const { start, end } = first;
  return [{ start, end, content }, ...cutLines(text, others), ...cutInline(text, others)];
}

/** Tables that follow each other with only blanks between them are one piece. */
function merged(text: string, parts: readonly Part[]): Part[] {
  const pieces: Part[] = [];
  for (const part of parts) {
    const last = pieces.at(-1);
    const areTables = last?.path === undefined && part.path === undefined;
    if (last && areTables && text.slice(last.end, part.start).trim() === '') last.end = part.end;
    else pieces.push({ ...part });
  }
  return pieces;
}

function cutLines(text: string, parts: readonly Part[]): TextEdit[] {
  return merged(
    text,
    parts.filter(({ host }) => host === undefined),
  ).map((part) => {
    const start = startOfLine(text, part.start);
    const before = text.slice(0, start);
    const blank = part.path === undefined && /\n\r?\n$|^\r?\n$/.test(before);
    const from = blank ? start - endingLength(before) : start;
    return deleteLines(text, from, startOfNextLine(text, part.end));
  });
}

function cutInline(text: string, parts: readonly Part[]): TextEdit[] {
  const ours = parts.filter(({ host }) => host !== undefined);
  const host = ours[0]?.host;
  if (host === undefined) return [];
  if (ours.length === host.pairs.length) return [deletion(host.start + 1, host.end - 1)];
  return ours.flatMap(({ start, end }) => {
    const previous = host.commas.findLast((comma) => comma < start);
    if (previous !== undefined) {
      const from = start - blanksBefore(text, start);
      return [deletion(previous, previous + 1), deletion(from, end)];
    }
    const next = host.commas.find((comma) => comma >= end) ?? end;
    return [deletion(start, end), deletion(next, next + 1)];
  });
}

function startsWith(path: readonly string[], start: readonly string[]): boolean {
  return start.every((name, index) => path[index] === name);
}

/** What is left of `path` behind `start`; undefined where it leads elsewhere. */
function restOf(path: readonly string[], start: readonly string[]): readonly string[] | undefined {
  return startsWith(path, start) ? path.slice(start.length) : undefined;
}
