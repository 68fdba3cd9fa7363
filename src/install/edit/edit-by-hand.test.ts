import { describe, expect, it } from 'vitest';
import { TulvingError } from '../../errors.js';
import { type Entry, type Place, putEntry, readEntry, takeEntry } from './edit.js';

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

type Fields = Record<string, unknown>;

describe('T11 an entry that others wrote comes out', () => {
  it('keeps containers that are empty then, unless told', () => {
    const text = putEntry('{\n  "a": 1\n}\n', json, other);
    expect(takeEntry(text, json)).toBe('{\n  "a": 1,\n  "mcpServers": {}\n}\n');
    expect(takeEntry(text, json, { prune: 1 })).toBe('{\n  "a": 1\n}\n');
  });

  it('keeps a container that somebody has used since', () => {
    const text = putEntry(putEntry('', yaml, other), { ...yaml, path: ['extensions', 'b'] }, other);
    expect(takeEntry(text, yaml, { prune: 2 })).toBe(
      'extensions:\n  b:\n    command: node\n    args: []\n',
    );
  });

  it.each<[string, string]>([
    ['{"mcpServers": {"tulving": 1, "b": 2}}', '{"mcpServers": { "b": 2}}'],
    ['{"mcpServers": {\n // a\n "tulving": 1, "b": 2}}', '{"mcpServers": {\n // a\n  "b": 2}}'],
    [
      '{"mcpServers": {"b": 2 /* b */, "tulving": 1 /* t */}}',
      '{"mcpServers": {"b": 2 /* b */ /* t */}}',
    ],
    ['{"mcpServers": {\n // a\n "tulving": 1 }}', '{"mcpServers": {\n // a\n  }}'],
  ])('from JSON that others wrote: %s', (text, after) => {
    expect(takeEntry(text, json)).toBe(after);
  });

  it.each<[string, string]>([
    [
      'a = 1\n[mcp_servers.tulving]\nb = 1\n# c\n\n[mcp_servers.tulving.env]\nD = "1"\n\n# z\n[z]\n',
      'a = 1\n# c\n\n# z\n[z]\n',
    ],
    [
      '[mcp_servers]\ntulving.command = "x"\na.b = 1\ntulving.args = [\n 1\n]\n',
      '[mcp_servers]\na.b = 1\n',
    ],
    ['mcp_servers = { tulving.a = 1, b = 2, tulving.c = 3 }\n', 'mcp_servers = {  b = 2 }\n'],
    ['[mcp_servers."tulving"] # ours\na = 1\n[z]\n', '[z]\n'],
  ])('from TOML that others wrote: %s', (text, after) => {
    expect(takeEntry(text, toml)).toBe(after);
  });

  it('from YAML whose text runs to the end of the entry', () => {
    const text = 'extensions:\n  tulving:\n    a: |\n      text\n  b: 1\n';
    expect(takeEntry(text, yaml)).toBe('extensions:\n  b: 1\n');
  });
});

describe('T11 an update stays in its place', () => {
  it.each<[Place, string, string]>([
    [
      json,
      '{"mcpServers": {\n  // a\n  "tulving": {"x": 1}, // t\n  "b": 2\n}}',
      '{"mcpServers": {\n  // a\n  "tulving": {\n    "command": "node",\n    "args": []\n  }, // t\n  "b": 2\n}}',
    ],
    [
      toml,
      '# a\n[mcp_servers.tulving]\nx = 1 # in\n\n[mcp_servers.tulving.env]\nY = "2"\n# z\n[z]\n',
      '# a\n[mcp_servers.tulving]\ncommand = "node"\nargs = []\n# z\n[z]\n',
    ],
    [
      toml,
      '[mcp_servers]\n  tulving = { x = 1 } # t\nb = 2\n',
      '[mcp_servers]\n  tulving = { command = "node", args = [] } # t\nb = 2\n',
    ],
    [
      yaml,
      'extensions:\n  # a\n  tulving:\n    x: |\n      text\n  # z\n  b: 1\n',
      'extensions:\n  # a\n  tulving:\n    command: node\n    args: []\n  # z\n  b: 1\n',
    ],
    [
      list,
      'mcpServers:\n  # a\n  - command: x\n    name: tulving\n  - name: b\n',
      'mcpServers:\n  # a\n  - name: tulving\n    command: node\n    args: []\n  - name: b\n',
    ],
  ])('%o', (place, text, after) => {
    expect(putEntry(text, place, other)).toBe(after);
  });
});

describe('T11 names that need quotes', () => {
  it.each(['json', 'toml', 'yaml'] as const)('%s: dots, blanks, colons, __proto__', (format) => {
    for (const name of ['a.b', 'a b', 'a: "b" #', '记忆', 'no', '1', '__proto__', "it's"]) {
      const place: Place = { format, path: ['amp.mcpServers', name] };
      const text = putEntry(undefined, place, entry);
      expect(readEntry(text, place)).toEqual(entry);
      expect(takeEntry(text, place, { prune: 2 })?.trim()).toBe('');
    }
    expect(({} as Fields)['command']).toBeUndefined();
  });

  it('leaves a __proto__ of the file where it is', () => {
    const text = '{\n  "__proto__": { "polluted": true }\n}\n';
    expect(putEntry(text, json, other)).toContain('"__proto__": { "polluted": true },');
    expect(({} as Fields)['polluted']).toBeUndefined();
  });
});

describe('T11 a new file', () => {
  it('starts with the fields that its program needs', () => {
    const seed = { name: 'Local', version: '1.0.0', schema: 'v1' };
    expect(putEntry(undefined, list, other, seed)).toBe(
      'name: Local\nversion: "1.0.0"\nschema: v1\nmcpServers:\n  - name: tulving\n    command: node\n    args: []\n',
    );
    expect(putEntry(undefined, toml, other, { a: 1 })).toBe(
      'a = 1\n\n[mcp_servers.tulving]\ncommand = "node"\nargs = []\n',
    );
    expect(putEntry(undefined, json, { a: 1 }, { b: 2 })).toBe(
      '{\n  "b": 2,\n  "mcpServers": {\n    "tulving": {\n      "a": 1\n    }\n  }\n}\n',
    );
  });
});

describe('T11 a file that cannot be edited is left alone', () => {
  it.each<[string, Place, string, RegExp]>([
    ['damaged JSON', json, '{\n  "a": 1,\n  "mcpServers": {\n', /line 4/],
    ['two roots', json, '{}\n{}', /line 2/],
    [
      'a container of another kind',
      json,
      '{"mcpServers": []}',
      /`mcpServers` does not hold an object/,
    ],
    ['a root of another kind', json, '[1]', /the file does not hold an object/],
    [
      'the same key twice',
      json,
      '{"mcpServers": {"tulving": {}, "tulving": {"a": 1}}, "mcpServers": 1}',
      /object/,
    ],
    ['damaged TOML', toml, 'a = 1\nsecret = hunter2 x\n', /line 2/],
    ['a list of tables', toml, '[[mcp_servers]]\na = 1\n', /object/],
    ['damaged YAML', yaml, 'a: 1\nb: [\n', /line \d/],
    ['two documents', yaml, 'a: 1\n---\nb: 2\n', /line \d: multiple docs/],
    ['a container with an alias', yaml, 'extensions: &x\n  a: 1\ncopy: *x\n', /without touching/],
    ['a container that is an alias', yaml, 'base: &x\n  a: 1\nextensions: *x\n', /anchor|touching/],
    ['no list', list, 'mcpServers: {a: 1}\n', /list/],
  ])('%s', (_, place, text, message) => {
    expect(failureOf(() => putEntry(text, place, other))).toMatchObject({
      code: 'config_not_edited',
      message: expect.stringMatching(message),
      remedy: expect.stringContaining('node'),
    });
  });

  it('shows a snippet without the key, and nothing of the file', () => {
    const key = `tlv_${'a'.repeat(16)}_${'B'.repeat(43)}`;
    const keyed = { headers: { Authorization: `Bearer ${key}` }, env: { TULVING_API_KEY: key } };
    const failure = failureOf(() => putEntry('a = hunter2 b\n', toml, keyed));
    expect(`${failure.message}${failure.remedy}`).not.toMatch(/hunter2|tlv_a/);
    expect(failure.remedy).toContain('Bearer <key>');
  });

  it('nor does reading or taking guess', () => {
    expect(failureOf(() => readEntry('{', json)).code).toBe('config_not_edited');
    expect(failureOf(() => takeEntry('a: [', yaml)).code).toBe('config_not_edited');
  });
});

function failureOf(act: () => unknown): TulvingError {
  try {
    act();
  } catch (error) {
    if (error instanceof TulvingError) return error;
    throw error;
  }
  throw new Error('It went through');
}
