import { parse as parseJson } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { type Entry, missingParents, type Place, putEntry, takeEntry } from './edit.js';

type Fields = Record<string, unknown>;
const FILES = 400;

/** Mulberry32: the same files in every run. */
class Dice {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  below(limit: number): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)] as T;
  }

  some<T>(most: number, make: (index: number) => T): T[] {
    return Array.from({ length: this.below(most + 1) }, (_, index) => make(index));
  }
}

const strings = [
  '',
  'x',
  'a # b',
  'c: d',
  String.raw`C:\Ada\node.exe`,
  '}"]',
  "it's",
  '记忆',
  'no',
];
const remarks = ['', '', ' one', ' {', ' [mcp_servers.tulving]', ' "tulving": 1,', ' ]}'];

function randomEntry(dice: Dice): Entry {
  return {
    command: dice.pick(strings),
    args: dice.some(3, () => dice.pick(strings)),
    ...(dice.below(2) === 0 && { env: { [dice.pick(strings)]: dice.pick(strings) } }),
    ...(dice.below(2) === 0 && { timeout: dice.below(1000), enabled: dice.below(2) === 0 }),
  };
}

/** Line ends, a mark and a last line end as chance has it. */
function finished(dice: Dice, lines: readonly string[]): string {
  const mark = dice.below(6) === 0 ? '\u{feff}' : '';
  const eol = dice.pick(['\n', '\r\n']);
  return mark + lines.join(eol) + (dice.below(4) === 0 ? '' : eol.repeat(1 + dice.below(3)));
}

function jsonFile(dice: Dice): string {
  const unit = dice.pick(['\t', '  ', '    ']);
  const comma = dice.below(3) === 0 ? ',' : '';
  const comment = (indent: string) =>
    dice.some(1, () => `${indent}${dice.pick([`//${dice.pick(remarks)}`, '/* "a": { */'])}`);
  const tail = () => dice.pick(['', '', ' // , }', ' /* { */']);
  const value = () => dice.pick(['1', '[1, 2]', '{ "tulving": 1 }', '{}', '"}, //"']);
  const object = (indent: string, names: readonly string[], inside: (name: string) => string[]) =>
    names.flatMap((name, index) => {
      const [first = '', ...others] = inside(name);
      const lines = [`${indent}"${name}": ${first}`, ...others];
      const end = index < names.length - 1 ? ',' : comma;
      return [...comment(indent), ...lines.slice(0, -1), `${lines.at(-1)}${end}${tail()}`];
    });
  const servers = () => {
    const names = dice.some(3, (index) => `server ${index}`);
    if (names.length === 0) return ['{}'];
    return ['{', ...object(unit.repeat(2), names, () => [value()]), ...comment(unit), `${unit}}`];
  };
  const names = dice.some(3, (index) => (index === dice.below(3) ? 'mcpServers' : `key${index}`));
  if (names.length === 0) return finished(dice, ['{}']);
  const body = object(unit, [...new Set(names)], (name) =>
    name === 'mcpServers' ? servers() : [value()],
  );
  return finished(dice, [...comment(''), '{', ...body, ...comment(unit), '}', ...comment('')]);
}

function tomlFile(dice: Dice): string {
  const comment = () => dice.some(1, () => `${dice.pick(['', '  '])}#${dice.pick(remarks)}`);
  const long = ['"""', '[mcp_servers.tulving]', 'x = 1 \\"""', '""""'];
  const literal = ["'''", '[mcp_servers.tulving]', "'''''"];
  const value = () =>
    dice.pick([
      ['1'],
      ['"# \\" ]"'],
      ["'\\'"],
      ['[', '  "]", # ]', '  { a = 1 },', ']'],
      long,
      literal,
    ]);
  const pairs = () =>
    dice.some(3, (index) => {
      const [first = '', ...others] = value();
      return [...comment(), `key${index} = ${first}`, ...others];
    });
  const header = (index: number) =>
    dice.pick([
      `[mcp_servers.s${index}]`,
      `[ "t.${index}" ] # t`,
      '[[list]]',
      `[mcp_servers.s${index}.env]`,
    ]);
  const tables = dice.some(4, (index) => [
    ...comment(),
    header(index),
    ...pairs().flat(),
    ...dice.some(2, () => ''),
  ]);
  const dotted = dice.below(4) === 0 ? ['mcp_servers.dotted.command = "x"'] : [];
  return finished(dice, [
    ...comment(),
    ...pairs().flat(),
    ...dotted,
    ...tables.flat(),
    ...comment(),
  ]);
}

function yamlFile(dice: Dice): string {
  const unit = dice.pick(['  ', '    ', '   ']);
  const comment = (indent: string) => dice.some(1, () => `${indent}#${dice.pick(remarks)}`);
  const value = (indent: string) =>
    dice.pick([
      ['1 # one'],
      ['"a: # b"'],
      ["'it''s'"],
      ['{tulving: 1}'],
      ['plain text', `${indent}  goes on`],
      ['|', `${indent}  tulving:`, '', `${indent}    # text`],
      ['>-', `${indent}  folded`],
      ['', `${indent}- a`, `${indent}- b: 1`],
      [''],
    ]);
  const pairs = (indent: string, prefix: string) =>
    dice.some(3, (index) => {
      const [first = '', ...others] = value(indent);
      return [...comment(indent), `${indent}${prefix}${index}: ${first}`.trimEnd(), ...others];
    });
  const servers = () => ['mcpServers:', ...pairs(unit, 'server').flat(), ...comment(unit)];
  const start = dice.below(4) === 0 ? ['---'] : [];
  const middle = dice.below(2) === 0 ? servers() : [];
  const body = [...pairs('', 'before'), middle, ...pairs('', 'after')].flat();
  return finished(dice, [...start, ...comment(''), ...body, ...comment('')]);
}

function yamlListFile(dice: Dice): string {
  const dash = dice.pick(['- ', '  - ', '  -   ', '    - ']);
  const indent = ' '.repeat(dash.length);
  const items = dice.some(3, (index) => [
    ...dice.some(1, () => '# an item'),
    ...dice.pick([
      [`${dash}name: s${index} # tulving`, `${indent}command: x`],
      [`${dash}args:`, `${indent}  - "# a"`, `${indent}name: s${index}`],
      [`${dash}{name: s${index}}`],
    ]),
  ]);
  const servers = dice.pick([[], ['mcpServers:', ...items.flat()]]);
  return finished(dice, ['name: mine', ...servers, ...dice.some(1, () => '# end'), 'last: 1']);
}

const kinds: [title: string, place: Place, make: (dice: Dice) => string][] = [
  ['JSON', { format: 'json', path: ['mcpServers', 'tulving'] }, jsonFile],
  ['TOML', { format: 'toml', path: ['mcp_servers', 'tulving'] }, tomlFile],
  ['YAML', { format: 'yaml', path: ['mcpServers', 'tulving'] }, yamlFile],
  [
    'YAML with a list',
    { format: 'yaml', path: ['mcpServers', 'tulving'], inList: true },
    yamlListFile,
  ],
];

const parsers = {
  json: (text: string): unknown =>
    parseJson(text.replace('\u{feff}', ''), [], { allowTrailingComma: true }),
  toml: (text: string): unknown => structuredClone(parseToml(text)),
  yaml: (text: string): unknown => parseYaml(text),
};

function expectedValue({ format, path, inList }: Place, text: string, entry: Entry): unknown {
  const root = (parsers[format](text) ?? {}) as Fields;
  const [key = '', name = ''] = path;
  root[key] = inList
    ? [...((root[key] as unknown[]) ?? []), { name, ...entry }]
    : { ...(root[key] as Fields), [name]: entry };
  return root;
}

describe('T11 whatever a config file looks like', () => {
  it.each(kinds)(
    `%s: in, changed and out again leaves ${FILES} files as they were`,
    (_, place, make) => {
      for (let seed = 1; seed <= FILES; seed += 1) {
        const dice = new Dice(seed);
        const text = make(dice);
        const entry = randomEntry(dice);
        const other = { ...randomEntry(dice), changed: true };
        const parse = parsers[place.format];
        const after = putEntry(text, place, entry);
        const changed = putEntry(after, place, other);
        const seen = {
          value: parse(after),
          again: putEntry(after, place, entry),
          changed: parse(changed),
          back: putEntry(changed, place, entry),
          out: takeEntry(changed, place, { prune: missingParents(text, place) }),
        };
        expect({ seed, ...seen }).toEqual({
          seed,
          value: expectedValue(place, text, entry),
          again: after,
          changed: expectedValue(place, text, other),
          back: after,
          out: text,
        });
      }
    },
  );
});
