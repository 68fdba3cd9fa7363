// Assembles src/vector/resident/kernel.wat into kernel-binary.ts. Run it after changing the .wat.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import wabt from 'wabt';

const folder = new URL('../src/vector/resident/', import.meta.url);

/** @returns {Promise<string>} the module as base64 */
export async function assembleKernel() {
  const { parseWat } = await wabt();
  const source = readFileSync(new URL('kernel.wat', folder), 'utf8');
  const module = parseWat('kernel.wat', source, { simd: true });
  try {
    module.validate();
    return Buffer.from(module.toBinary({}).buffer).toString('base64');
  } finally {
    module.destroy();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const lines = [
    '// Made from kernel.wat by scripts/build-kernel.mjs; a test makes it again and compares.',
    'export const kernelBinary =',
    `  '${await assembleKernel()}';`,
    '',
  ];
  writeFileSync(new URL('kernel-binary.ts', folder), lines.join('\n'));
}
