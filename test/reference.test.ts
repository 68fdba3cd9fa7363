import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { commands } from '../src/cli/commands.js';
import { settingTable } from '../src/settings.js';
import { temporaryApi } from './helpers/api.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const pages = [
  ...readdirSync(root).filter((file) => file.endsWith('.md')),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file)),
];

/** That the generated pages are not stale is a part of `npm run check`. */
describe('the documentation', () => {
  it.each(pages)('%s links to files that exist', (page) => {
    const links = [...read(page).matchAll(/\]\((?!https?:|mailto:|#)([^)#]+)/g)];
    for (const [, link = ''] of links) {
      const target = normalize(join(dirname(page), link));
      expect(() => read(target), `${page} → ${link}`).not.toThrow();
    }
  });

  it.each(['README.md', 'README.zh-CN.md'])('%s names only routes that there are', async (page) => {
    const { call } = await temporaryApi();
    const { paths } = (await call('GET', '/openapi.json')).body;
    const known = [...Object.keys(paths), '/docs', '/openapi.json'];
    const named = [...read(page).matchAll(/(\/(?:v1|health)\/[\w/{}.]*[\w}])/g)];
    expect(named.length).toBeGreaterThan(5);
    for (const [, path] of named) expect(known).toContain(path);
  });

  it('has every command and every setting in both languages', () => {
    const words = [
      ...commands.flatMap(({ summary, arguments: named = [], options = [] }) => [
        summary,
        ...named.map(({ help }) => help),
        ...options.map(({ help }) => help),
      ]),
      ...Object.values(settingTable).map(({ help }) => help),
    ];
    for (const { en, zh } of words) {
      expect(en).toMatch(/\S/);
      expect(zh).toMatch(/\S/);
    }
  });
});
