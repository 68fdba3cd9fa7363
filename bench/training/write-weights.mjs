import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const target = fileURLToPath(new URL('../../src/recall/score/weights.ts', import.meta.url));

/** Puts the weights of one kind of source in place of those of the source. */
export function writeWeights(kind, weights) {
  const source = readFileSync(target, 'utf8');
  const row = new RegExp(String.raw`(\n  ${kind}: \{\n)[^}]*(  \},\n)`);
  if (!row.test(source)) throw new Error(`${target} has no row ${kind}`);
  const lines = Object.entries(weights).map(([name, weight]) => `    ${name}: ${weight},\n`);
  writeFileSync(
    target,
    source.replace(row, (_, head, tail) => `${head}${lines.join('')}${tail}`),
  );
}
