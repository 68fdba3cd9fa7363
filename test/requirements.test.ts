import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { requirements } from './requirements.js';

it.each(requirements)('$row: $promise', ({ test, title }) => {
  const source = readFileSync(fileURLToPath(new URL(`../${test}`, import.meta.url)), 'utf8');
  const titles = [...source.matchAll(/\b(?:it|describe)(?:\.each\([^]*?\))?\(\s*['`]([^'`]+)/g)];
  expect(titles.some(([, found = '']) => found.includes(title))).toBe(true);
});
