import { readFileSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { filesBelow } from './prepare.mjs';

const compressible = /\.(js|css|svg|json|webmanifest|txt)$/;
/** Below this, the headers weigh as much as what is saved. */
const smallest = 1_024;

/** Writes `.br` beside each file, once at build, since it takes long; gzip is made when it is asked for. */
export function precompress(folder) {
  for (const path of filesBelow(folder).filter((name) => compressible.test(name))) {
    const bytes = readFileSync(path);
    if (bytes.length < smallest) continue;
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
  }
}
