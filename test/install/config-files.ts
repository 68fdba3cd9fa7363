import { parse as parseJson } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { parse as parseYaml } from 'yaml';
import type { Expected } from './expected-clients.js';

/** A file as somebody has it who uses the client: comments, another server, settings of his. */
export function existingFile({ parents, inList }: Expected, path: string): string {
  if (path.endsWith('.toml')) return tomlFile(parents);
  if (path.endsWith('.yaml')) return inList ? yamlList(parents) : yamlMap(parents);
  return jsonFile(parents);
}

/** The entry of that name, read by libraries and not by our own code. */
export function entryIn(text: string, path: string, { parents, inList }: Expected): unknown {
  const servers = parents.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined)?.[key],
    parsed(text, path),
  );
  if (!inList) return (servers as Record<string, unknown> | undefined)?.['tulving'];
  return (servers as { name: string }[] | undefined)?.find(({ name }) => name === 'tulving');
}

export function parsed(text: string, path: string): unknown {
  if (path.endsWith('.toml')) return plain(parseToml(text));
  return path.endsWith('.yaml') ? parseYaml(text) : parseJson(text);
}

/** Without the prototypes of a parser's own. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

function jsonFile([outer, inner]: readonly string[]): string {
  const other =
    '{ "command": "npx", "args": ["-y", "other"], "env": { "TOKEN": "s3cret-of-mine" } }';
  const entry = `"other": ${other} // theirs`;
  const body = inner === undefined ? entry : `"${inner}": {\n      ${entry}\n    }`;
  return `{
  // Written by hand.
  "theme": "dark",
  "${outer}": {
    ${body}
  },
  /* and this */ "last": [1, 2]
}
`;
}

function tomlFile([table]: readonly string[]): string {
  return `# Written by hand.
model = "o9" # the best

[${table}.other]
command = "npx"
args = ["-y", "other"]

[history]
persistence = "none"
`;
}

function yamlMap([key]: readonly string[]): string {
  return `# Written by hand.
first: dark # really
${key}:
  other:
    command: npx
    args: ["-y", other]
last: [1, 2]
# The end.
`;
}

function yamlList([key]: readonly string[]): string {
  return `# Written by hand.
name: mine
version: 0.0.1
schema: v1
${key}:
  - name: other
    command: npx
models: [] # none
`;
}
