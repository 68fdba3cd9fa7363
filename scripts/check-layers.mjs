import { readFileSync } from 'node:fs';
import { join, posix, relative, sep } from 'node:path';
import { maskSource } from './mask-source.mjs';
import { filesBelow, isCommand, projectRoot } from './prepare.mjs';

/**
 * @typedef {{ file: string, line: number, what: string, remedy: string }} Problem
 * @typedef {{ specifier: string, clause: string, line: number, target: string | undefined }} Import
 * @typedef {{ path: string, unit: string, text: string, masked: string, imports: Import[] }} SourceFile
 * @typedef {Map<string, SourceFile>} SourceFiles by path below src
 * @typedef {{ values?: string[], ports?: string[], siblings?: string[], all?: boolean }} Layer
 */

const bottom = [
  'model',
  'language',
  'errors.ts',
  'settings.ts',
  'processes.ts',
  'gatherer.ts',
  'archive',
];
const engines = ['store', 'vector', 'models'];
const paths = [
  'ingest',
  'recall',
  'lifecycle',
  'access',
  'cubes',
  'jobs',
  'traces',
  'events',
  'chat',
  'graph',
  'exchange',
  'webhooks',
];
const facade = ['memory.ts', 'compose.ts', 'index.ts', 'facade'];
/** Whole stores: copies and archives of them, beside the store that is open. */
const whole = ['backup'];
const below = [...bottom, ...engines, ...paths, ...whole];

/**
 * Who may import whom. A unit is a folder of src, or a file that lies directly in it. Inside a unit
 * everything may be imported, cycles excepted, and what `insideOf` puts in order.
 *
 * `values` may be imported freely. Of `ports`, only types, and only from files that lie directly in
 * the unit: what lies deeper is an adapter. Of `siblings`, only types, and only from `port.ts`.
 *
 * @type {Record<string, Layer>}
 */
export const layers = {
  language: {},
  model: { values: ['errors.ts'] },
  'errors.ts': { values: ['model'] },
  'settings.ts': { values: ['model', 'errors.ts'] },
  ...rows(engines, { values: bottom, siblings: engines }),
  ...rows(paths, { values: bottom, ports: engines }),
  'processes.ts': {},
  'gatherer.ts': { values: ['errors.ts'] },
  archive: { values: ['errors.ts'] },
  ...rows(whole, { values: [...bottom, ...engines, 'version.ts'] }),
  'version.ts': {},
  'present.ts': { values: bottom, ports: [...engines, ...paths] },
  ...rows(facade, { values: [...below, 'network', 'present.ts', ...facade] }),
  server: { values: [...bottom, ...facade], ports: [...engines, ...paths] },
  client: { ports: ['model'] },
  network: { values: ['model', 'errors.ts', 'settings.ts'] },
  install: { values: [...bottom, 'version.ts'] },
  evaluation: {
    values: ['model', 'language', 'jobs', 'errors.ts', 'memory.ts', 'compose.ts'],
    ports: ['models'],
  },
  testing: { values: [...below, ...facade, 'client', 'evaluation'] },
  cli: { all: true },
};

/**
 * The folders of a unit in their order: each may import from those before it, never from those after it. What lies
 * beside them is bound by nothing but cycles.
 */
const insideOf = {
  language: ['terms', 'spelling', 'dates', 'asking', 'kin'],
  recall: ['outline', 'plan', 'score', 'read', 'settle', 'explain'],
};

/** Where the environment may be read, besides bin and scripts, which lie outside of src. */
const environmentReaders = ['settings.ts', 'cli'];
const longest = 500;

/** @type {{ pattern: RegExp, what: string, remedy: string, allowed?: string[] }[]} */
const refusedPatterns = [
  {
    pattern: /\bprocess\s*\??\.\s*env\b|\bimport\.meta\.env\b/g,
    what: 'reads the environment',
    remedy: 'add a row to src/settings.ts and have the value passed in',
    allowed: environmentReaders,
  },
  {
    pattern: /(?<![\w$.])export\s+(?:default\b|\{[^}]*\bas\s+default\b)/g,
    what: 'has a default export',
    remedy: 'export it by name',
  },
  {
    pattern: /\bcatch\s*(?:\([^)]*\)\s*)?\{\s*\}|\.catch\s*\(\s*(?:\([^)]*\)|\w+)\s*=>\s*\{\s*\}/g,
    what: 'swallows an error',
    remedy: 'throw it with its cause, or return an outcome that the caller sees',
  },
];

function rows(names, row) {
  return Object.fromEntries(names.map((name) => [name, row]));
}

/** @returns {Problem[]} */
export function checkLayers(root) {
  const source = join(root, 'src');
  const files = filesBelow(source)
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .map((path) => readSourceFile(source, path));
  const known = new Map(files.map((file) => [file.path, file]));
  return [
    ...files.flatMap((file) => [
      ...checkImports(file, known),
      ...checkPatterns(file),
      ...checkLength(file),
    ]),
    ...checkCycles(files, known),
  ];
}

/** @returns {SourceFile} */
function readSourceFile(source, path) {
  const text = readFileSync(path, 'utf8');
  const name = relative(source, path).split(sep).join('/');
  const masked = maskSource(text);
  const unit = name.split('/')[0] ?? name;
  return { path: name, unit, text, masked, imports: findImports(name, text, masked) };
}

const importPatterns = [
  // import x, { y } from '...'; export * from '...'; import type { z } from '...'
  /(?<![\w$.])(?:import|export)\s*(?<clause>[\w$*{][^;'"()=]*?)\s*\bfrom\s*['"](?<quoted>[^'"]*)['"]/dg,
  // import '...'
  /(?<![\w$.])import(?<clause>\s*)['"](?<quoted>[^'"]*)['"]/dg,
  // import('...')
  /(?<![\w$.])import(?<clause>\s*)\(\s*['"](?<quoted>[^'"]*)['"]/dg,
];

/** @returns {Import[]} */
function findImports(from, text, masked) {
  return importPatterns.flatMap((pattern) =>
    [...masked.matchAll(pattern)].map((match) => {
      const specifier = text.slice(...(match.indices?.groups?.['quoted'] ?? [0, 0]));
      return {
        specifier,
        clause: match.groups?.['clause']?.trim() ?? '',
        line: lineAt(text, match.index),
        target: specifier.startsWith('.')
          ? posix.normalize(posix.join(posix.dirname(from), specifier))
          : undefined,
      };
    }),
  );
}

function sourceOf({ target }, known) {
  const stem = target?.replace(/\.jsx?$/, '');
  return known.get(`${stem}.ts`) ?? known.get(`${stem}.tsx`);
}

function checkImports(file, known) {
  const layer = layers[file.unit];
  if (layer === undefined)
    return [
      problem(file, 1, 'stands in no layer', `give ${file.unit} a row in scripts/check-layers.mjs`),
    ];
  return file.imports.flatMap((found) => {
    const refusal = checkImport(layer, file, found, known);
    return refusal ? [problem(file, found.line, `imports ${found.specifier}`, refusal)] : [];
  });
}

function checkImport(layer, file, found, known) {
  if (/^(node:)?process$/.test(found.specifier) && /\benv\b/.test(found.clause))
    return environmentReaders.includes(file.unit)
      ? undefined
      : 'add a row to src/settings.ts and have the value passed in';
  if (found.target === undefined) return undefined;
  if (found.target.startsWith('..')) return 'what src needs must lie in src or in a package';
  const target = sourceOf(found, known);
  return target && refuse(layer, file, found, target);
}

function refuse({ values = [], ports = [], siblings = [], all = false }, file, found, target) {
  if (target.unit === file.unit) return refuseInside(file, target);
  if (all || values.includes(target.unit)) return undefined;
  // `import { type X }` still loads the module when it runs.
  const typeOnly = /^type\s/.test(found.clause);
  const [unit, name, ...deeper] = target.path.split('/');
  if (ports.includes(target.unit)) {
    if (deeper.length > 0) return `${file.unit} may not know an adapter; take the type of its port`;
    return typeOnly ? undefined : `${file.unit} may take types only from ${unit}; use import type`;
  }
  if (siblings.includes(target.unit)) {
    if (typeOnly && name === 'port.ts') return undefined;
    return `${file.unit} may only import type from ${unit}/port.ts; have the rest passed in`;
  }
  return `${file.unit} may not use ${unit}; have it passed in, or move the code down a layer`;
}

function refuseInside({ unit, path }, target) {
  const order = insideOf[unit] ?? [];
  const [from, to] = [path, target.path].map((one) => order.indexOf(one.split('/')[1]));
  if (from < 0 || to <= from) return undefined;
  return `${unit}/${order[from]} comes before ${unit}/${order[to]}; move what both need to the former`;
}

function checkPatterns(file) {
  return refusedPatterns
    .filter(({ allowed = [] }) => !allowed.includes(file.unit))
    .flatMap(({ pattern, what, remedy }) =>
      [...file.masked.matchAll(pattern)].map((match) =>
        problem(file, lineAt(file.text, match.index), what, remedy),
      ),
    );
}

function checkLength(file) {
  const lines = lineAt(file.text, file.text.trimEnd().length);
  const isGenerated = /(^|\/)generated\/|\.generated\.tsx?$/.test(file.path);
  if (lines <= longest || isGenerated) return [];
  return [
    problem(file, longest + 1, `has ${lines} lines, more than ${longest}`, 'split it by subject'),
  ];
}

/** One problem for each import that closes a cycle. */
function checkCycles(files, known) {
  /** @type {Map<SourceFile, 'open' | 'closed'>} */
  const state = new Map();
  /** @type {Problem[]} */
  const problems = [];
  const walk = (file, trail) => {
    state.set(file, 'open');
    const way = [...trail, file];
    for (const found of file.imports) {
      const target = sourceOf(found, known);
      if (target === undefined) continue;
      if (state.get(target) === 'open')
        problems.push(cycle(way.slice(way.indexOf(target)), found, file));
      else if (!state.has(target)) walk(target, way);
    }
    state.set(file, 'closed');
  };
  for (const file of files) if (!state.has(file)) walk(file, []);
  return problems;
}

function cycle(members, found, last) {
  const names = [...members, members[0]].map((member) => member?.path).join(' -> ');
  const remedy = 'move what both need into a file of its own';
  return problem(last, found.line, `closes the cycle ${names}`, remedy);
}

/** @returns {Problem} */
function problem(file, line, what, remedy) {
  return { file: `src/${file.path}`, line, what, remedy };
}

function lineAt(text, index) {
  return text.slice(0, index).split('\n').length;
}

function main() {
  const problems = checkLayers(projectRoot);
  for (const { file, line, what, remedy } of problems)
    console.log(`${file}:${line} ${what}: ${remedy}`);
  if (problems.length > 0) process.exitCode = 1;
}

if (isCommand(import.meta.url)) main();
