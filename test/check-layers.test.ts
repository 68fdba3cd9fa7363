import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkLayers } from '../scripts/check-layers.mjs';
import { maskSource } from '../scripts/mask-source.mjs';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tulving-layers-'));
});

afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

/** Writes a tree below src and tells what is wrong with it, as `file:line what`. */
function check(files: Record<string, string>): string[] {
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, 'src', name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return checkLayers(root).map(({ file, line, what }) => `${file}:${line} ${what}`);
}

const port = 'export interface Port { name: string }\n';

describe('import direction', () => {
  test('lets the layers lean on those below', () => {
    const problems = check({
      'language/fold.ts': 'export const fold = 1;\n',
      'model/memory.ts': "import { fail } from '../errors.js';\nexport const kinds = fail;\n",
      'errors.ts': 'export const fail = 1;\n',
      'store/port.ts':
        "import type { kinds } from '../model/memory.js';\nexport type K = typeof kinds;\n",
      'vector/port.ts': port,
      'store/sqlite/store.ts':
        "import type { Port } from '../../vector/port.js';\nimport type { K } from '../port.js';\nexport type Both = Port | K;\n",
      'recall/search.ts':
        "import { fold } from '../language/fold.js';\nimport type { K } from '../store/port.js';\nexport const search = (k: K) => [k, fold];\n",
      'memory.ts': "import { search } from './recall/search.js';\nexport const memory = search;\n",
      'compose.ts': "export { memory } from './memory.js';\nimport './store/sqlite/store.js';\n",
      'recall/score/fuse.ts': "export { planned } from '../plan/plan.js';\n",
      'recall/plan/plan.ts': "export { search as planned } from '../search.js';\n",
      'server/app.ts': "import { memory } from '../memory.js';\nexport const app = memory;\n",
      'cli/main.ts':
        "import { app } from '../server/app.js';\nexport const run = () => import('../compose.js').then(() => [app, process.env]);\n",
    });
    expect(problems).toEqual([]);
  });

  test.each([
    ['model/a.ts', "import { b } from '../store/b.js';", 'store/b.ts'],
    ['language/a.ts', "import { b } from '../errors.js';", 'errors.ts'],
    ['store/a.ts', "import { b } from '../vector/b.js';", 'vector/b.ts'],
    ['store/a.ts', "import { b } from '../vector/port.js';", 'vector/port.ts'],
    ['store/a.ts', "import type { b } from '../vector/b.js';", 'vector/b.ts'],
    ['recall/a.ts', "import { b } from '../store/port.js';", 'store/port.ts'],
    ['recall/a.ts', "import { type b } from '../store/port.js';", 'store/port.ts'],
    ['recall/a.ts', "import type { b } from '../store/sqlite/b.js';", 'store/sqlite/b.ts'],
    ['recall/a.ts', "import { b } from '../ingest/b.js';", 'ingest/b.ts'],
    ['recall/a.ts', "export * from '../ingest/b.js';", 'ingest/b.ts'],
    ['recall/a.ts', "const b = await import('../ingest/b.js');", 'ingest/b.ts'],
    ['recall/a.ts', "import '../ingest/b.js';", 'ingest/b.ts'],
    ['recall/a.ts', "import {\n  b,\n} from '../memory.js';", 'memory.ts'],
    ['memory.ts', "import { b } from './server/b.js';", 'server/b.ts'],
    ['server/a.ts', "import { b } from '../recall/b.js';", 'recall/b.ts'],
    ['client/a.ts', "import { b } from '../model/b.js';", 'model/b.ts'],
    ['client/a.ts', "import type { b } from '../errors.js';", 'errors.ts'],
    ['evaluation/a.ts', "import { b } from '../recall/b.js';", 'recall/b.ts'],
    ['testing/a.ts', "import { b } from '../cli/b.js';", 'cli/b.ts'],
    ['store/a.ts', "import { b } from '../../scripts/b.js';", 'store/b.ts'],
    ['recall/plan/a.ts', "import { b } from '../score/b.js';", 'recall/score/b.ts'],
    ['language/terms/a.ts', "import { b } from '../kin/b.js';", 'language/kin/b.ts'],
  ])('refuses %s: %s', (file, statement, target) => {
    const problems = check({
      [target]: 'export const b = 1;\n',
      [file]: `// A line.\n${statement}\n`,
    });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(`^src/${file}:2 imports `));
  });

  test('refuses a folder without a row', () => {
    expect(check({ 'helpers/a.ts': port })).toEqual(['src/helpers/a.ts:1 stands in no layer']);
  });

  test('reads neither comments, strings, templates, packages nor tests', () => {
    const problems = check({
      'memory.ts': port,
      'model/a.ts': [
        "// import { b } from '../memory.js';",
        '/* catch {} process.env */',
        'const text = "import { b } from \'../memory.js\'";',
        "const more = `${text} ${`import '../memory.js'`} export default`;",
        'const quote = /[\'"`]/;',
        "import { z } from 'zod';",
        'export const all = [text, more, quote, z];',
      ].join('\n'),
      'model/a.test.ts': "import '../memory.js';\n",
    });
    expect(problems).toEqual([]);
  });

  test('refuses a cycle and tells its way', () => {
    const problems = check({
      'recall/a.ts': "import { b } from './b.js';\nexport const a = () => b;\n",
      'recall/b.ts': "import { c } from './c.js';\nexport const b = () => c;\n",
      'recall/c.ts': "import type { a } from './a.js';\nexport const c = (x: typeof a) => x;\n",
    });
    expect(problems).toEqual([
      'src/recall/c.ts:1 closes the cycle recall/a.ts -> recall/b.ts -> recall/c.ts -> recall/a.ts',
    ]);
  });
});

describe('refused patterns', () => {
  test.each([
    ['const port = process.env.PORT;', 'reads the environment'],
    ["import { env } from 'node:process';", 'imports node:process'],
    ['export default 1;', 'has a default export'],
    ['const a = 1;export { a as default };', 'has a default export'],
    ['try { a() } catch {}', 'swallows an error'],
    ['try { a() } catch (error) {\n  // Never mind.\n}', 'swallows an error'],
    ['a().catch(() => {});', 'swallows an error'],
  ])('refuses %s', (statement, what) => {
    expect(check({ 'recall/a.ts': `\n${statement}\n` })).toEqual([`src/recall/a.ts:2 ${what}`]);
  });

  test('lets settings.ts and cli read the environment', () => {
    const reads = "import { env } from 'node:process';\nexport const all = [env, process.env];\n";
    expect(check({ 'settings.ts': reads, 'cli/main.ts': reads })).toEqual([]);
  });

  test('refuses files over 500 lines, unless they are generated or tests', () => {
    const problems = check({
      'model/fits.ts': 'const a = 1;\n'.repeat(500),
      'model/long.ts': 'const a = 1;\n'.repeat(501),
      'model/long.test.ts': 'const a = 1;\n'.repeat(501),
      'model/generated/long.ts': 'const a = 1;\n'.repeat(501),
    });
    expect(problems).toEqual(['src/model/long.ts:501 has 501 lines, more than 500']);
  });
});

test('masking keeps the length and the lines', () => {
  const text = "a = b / c; // 'x'\nd = `${e / f}\n${`}`}` + /[/'\"]\\//.test('\\'');\n/* ` */ g";
  const masked = maskSource(text);
  expect(masked).toHaveLength(text.length);
  expect(masked.split('\n').map((line) => line.length)).toEqual(
    text.split('\n').map((line) => line.length),
  );
  expect(masked.replace(/\s+/g, ' ')).toBe("a = b / c; d = + .test(' '); g");
});
