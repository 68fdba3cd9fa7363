import { parse as parseJson } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { type Entry, missingParents, type Place, putEntry, readEntry, takeEntry } from './edit.js';

const entry: Entry = {
  command: String.raw`C:\Program Files\node "20"\node.exe`,
  args: ['/opt/tulving.js', 'mcp', '--app', 'a: b # c', "it's", '记忆', 'yes', '12', '', '- x'],
  env: { ON: 'off', 'odd key': 'ü', empty: '\u2028\u007f' },
  timeout: 300,
  enabled: true,
};
const other: Entry = { command: 'node', args: [] };

const json: Place = { format: 'json', path: ['mcpServers', 'tulving'] };
const toml: Place = { format: 'toml', path: ['mcp_servers', 'tulving'] };
const yaml: Place = { format: 'yaml', path: ['extensions', 'tulving'] };
const list: Place = { format: 'yaml', path: ['mcpServers', 'tulving'], inList: true };

/** Files in which every line stays and a take gives back every byte. */
const blockFiles: [title: string, place: Place, text: string][] = [
  ['an empty file', json, ''],
  ['an empty object', json, '{}'],
  ['an empty object and a line end', json, '{}\n'],
  ['a file on one line', json, '{"mcpServers":{},"a":[1]}'],
  ['a file on one line with spaces', json, '{ "a": 1, "mcpServers": { "b": {} } }\n'],
  ['an empty container', json, '{\n  "a": 1,\n  "mcpServers": {}\n}\n'],
  ['four spaces', json, '{\n    "mcpServers": {\n        "b": { "x": 1 }\n    },\n    "z": 1\n}'],
  ['tabs and CRLF', json, '{\r\n\t"mcpServers": {\r\n\t\t"b": {}\r\n\t}\r\n}\r\n'],
  ['a byte order mark', json, '\u{feff}{\n  "a": 1\n}\n'],
  ['comments everywhere', json, '// 1\n{ // 2\n  /* 3 */ "a": 1 // 4\n  // 5\n} // 6\n// 7\n'],
  ['a comment in a container', json, '{\n  "mcpServers": {\n    // none yet\n  }\n}\n'],
  ['trailing commas', json, '{\n  "mcpServers": {\n    "b": {}, // b\n  },\n}\n'],
  ['a comma-like string', json, '{\n  "mcpServers": {\n    "b": ",}//"\n  }\n}\n'],
  ['an empty file', toml, ''],
  ['a blank file', toml, ' \n\n'],
  ['comments only', toml, '# one\n# two'],
  ['no last line end', toml, 'a = 1'],
  ['two empty lines at the end', toml, 'a = 1\n\n\n'],
  [
    'other servers',
    toml,
    '# top\n[mcp_servers.a] # a\ncommand = "x"\n\n  # odd\n[z]\ny = 1 # end\n',
  ],
  ['CRLF and a mark', toml, '\u{feff}a = 1\r\n\r\n[mcp_servers.b]\r\nc = 2\r\n'],
  ['dotted keys', toml, 'mcp_servers.a.command = "x"\n'],
  [
    'a header in a string',
    toml,
    'a = """\n[mcp_servers.tulving]\nb = 1 \\""" """\n[z]\nc = \'\'\'\n[mcp_servers.tulving]\n\'\'\'\n',
  ],
  ['an inline container', toml, 'mcp_servers = { a = { c = "}" } } # c\n[z]\n'],
  ['an empty inline container', toml, 'mcp_servers = {}\n'],
  [
    'arrays over lines',
    toml,
    'a = [ # [mcp_servers.tulving]\n  "]", # ]\n  { b = 1 },\n]\n[[x]]\ny = 1979-05-27 07:32:00\n[[x]]\n',
  ],
  ['an empty file', yaml, ''],
  ['a blank file', yaml, '\n\n'],
  ['comments only', yaml, '# one\n# two'],
  ['a document mark', yaml, '---\n# a\n'],
  ['marks at both ends', yaml, '---\na: 1\n...\n'],
  ['an empty document between marks', yaml, '---\n# a\n...\n'],
  ['an empty key', yaml, 'extensions:\n'],
  ['an empty key with comments', yaml, 'a: 1\nextensions: # none\n  # yet\nb: 2\n'],
  ['an empty key without a line end', yaml, 'extensions:'],
  ['comments at the end', yaml, 'extensions:\n  a:\n    b: 1 # c\n  # d\n\n# e\n'],
  ['four spaces and CRLF', yaml, 'extensions:\r\n    a:\r\n        b: 1\r\nz: 2\r\n'],
  [
    'a block scalar before',
    yaml,
    'extensions:\n  a:\n    b: |\n      # text\n      more\n\n\nz: 1\n',
  ],
  ['a block scalar that keeps its lines', yaml, 'a: 1\nb: |+\n  text\n\n\n'],
  ['an anchor elsewhere', yaml, 'a: &x\n  b: 1\nextensions:\n  c: *x\n'],
  ['a flow container', yaml, 'extensions: {a: {b: 1}} # c\nz: 1\n'],
  ['an empty flow container', yaml, 'extensions: {}\n'],
  ['a flow container over lines', yaml, 'extensions: {\n  a: 1, # one\n  b: , # two\n}\n'],
  ['JSON as YAML', yaml, '{"extensions": {"a": 1}}\n'],
  ['no last line end', yaml, 'extensions:\n  a: b c\n   d'],
  ['no list yet', list, 'name: mine\nversion: 1.0.0\n'],
  ['a list under its key', list, 'mcpServers:\n- name: a\n  command: x\n# c\nz: 1\n'],
  ['an indented list', list, 'mcpServers:\n  - name: a\n    command: x # c\n\n  # d\n'],
  ['a wide list with CRLF', list, 'mcpServers:\r\n  -   command: x\r\n      name: a\r\n'],
  ['an empty list', list, 'mcpServers: []\n'],
  ['a flow list', list, 'mcpServers: [{name: a}, ] # c\n'],
  ['an empty key', list, 'mcpServers:\nz: 1\n'],
];

/** Files where the same bytes cannot come back, but the values and comments do. */
const oddFiles: [title: string, place: Place, text: string][] = [
  ['a null', json, '{\n  "mcpServers": null // none\n}\n'],
  ['an open container', json, '{\n  "mcpServers": {\n  }\n}\n'],
  ['a closing brace behind a value', json, '{\n  "a": 1, /* c */\n  "mcpServers": { "b": {} }}'],
  ['commas first', json, '{ "a": 1 // a\n, "b": 2 // b\n}\n'],
  ['an inline table over lines', toml, 'mcp_servers = {\n  a = 1, # one\n  b = 2, # two\n}\n'],
  ['a blank inline table', toml, 'mcp_servers = { }\n'],
  ['a null', yaml, 'extensions: ~ # none\nz: 1\n'],
  ['a flow null', yaml, '{a: 1, extensions: }\n'],
];

const all = [...blockFiles, ...oddFiles];
const title = '%s (%o)';

const parsers = {
  json: (text: string): unknown =>
    parseJson(text.replace('\u{feff}', ''), [], { allowTrailingComma: true }),
  toml: (text: string): unknown => structuredClone(parseToml(text)),
  yaml: (text: string): unknown => parseYaml(text),
};

type Fields = Record<string, unknown>;

function expectedValue({ format, path, inList }: Place, text: string, value: Entry): unknown {
  const root = (parsers[format](text) ?? {}) as Fields;
  const [container = '', name = ''] = path;
  if (inList) root[container] = [...((root[container] as unknown[]) ?? []), { name, ...value }];
  else root[container] = { ...(root[container] as Fields), [name]: value };
  return root;
}

/** Every line is there in its order; something may have been put into it at one place. */
function expectLinesKept(text: string, after: string): void {
  const lines = after.split('\n');
  const lost = text.split('\n').filter((line) => {
    const index = lines.findIndex((candidate) => isKept(line, candidate));
    lines.splice(0, index + 1);
    return index < 0;
  });
  expect(lost.filter((line) => !OPENED.test(line))).toEqual([]);
}

/** What an entry opens up: empty braces, and null. */
const OPENED = /\{\}|null|~/;

function isKept(line: string, candidate: string): boolean {
  if (line.trim() === '') return candidate === line;
  let same = 0;
  while (same < line.length && line[same] === candidate[same]) same += 1;
  return candidate.endsWith(line.slice(same)) && candidate.length >= line.length;
}

function commentsOf(text: string): string[] {
  return (
    text.match(/(?:#|\/\/|\/\*).*/g)?.map((comment) => comment.replaceAll(/[\s,}\]{]/g, '')) ?? []
  );
}

describe('T11 an entry goes into a file', () => {
  it.each(all)(`${title}: sets the entry and no other value`, (_, place, text) => {
    const after = putEntry(text, place, entry);
    expect(parsers[place.format](after)).toEqual(expectedValue(place, text, entry));
    expect(readEntry(after, place)).toEqual(place.inList ? { name: 'tulving', ...entry } : entry);
  });

  it.each(all)(`${title}: keeps lines, line ends and the mark`, (_, place, text) => {
    const after = putEntry(text, place, entry);
    expectLinesKept(text, after);
    expect(after.startsWith('\u{feff}')).toBe(text.startsWith('\u{feff}'));
    if (text.includes('\r\n')) expect(after).not.toMatch(/[^\r]\n/);
    else expect(after).not.toContain('\r');
  });

  it.each(all)(`${title}: a second time changes nothing`, (_, place, text) => {
    const after = putEntry(text, place, entry);
    expect(putEntry(after, place, entry)).toBe(after);
  });

  it.each(all)(`${title}: an update and back is as if never changed`, (_, place, text) => {
    const after = putEntry(text, place, entry);
    const changed = putEntry(after, place, other);
    expect(parsers[place.format](changed)).toEqual(expectedValue(place, text, other));
    expect(putEntry(changed, place, entry)).toBe(after);
  });
});

describe('T11 an entry comes out of a file', () => {
  it.each(blockFiles)(`${title}: leaves the bytes from before`, (_, place, text) => {
    const prune = missingParents(text, place);
    expect(takeEntry(putEntry(text, place, entry), place, { prune })).toBe(text);
  });

  it.each(oddFiles)(`${title}: leaves the comments, and no entry`, (_, place, text) => {
    const after = takeEntry(putEntry(text, place, entry), place) ?? '';
    expect(commentsOf(after).join('')).toBe(commentsOf(text).join(''));
    expect(readEntry(after, place)).toBeUndefined();
  });

  it.each(all)(`${title}: says that it was not there`, (_, place, text) => {
    expect(takeEntry(text, place)).toBeUndefined();
  });
});
