import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { filesBelow } from './prepare.mjs';

/** Licences are not among them: they are to be read where they lie. */
const compressible = /\.(js|css|svg|json|webmanifest)$/;
/** Below this, the headers weigh as much as what is saved. */
const smallest = 1_024;

/**
 * Puts `.br` in the place of each file, once at build, since it takes long. What a browser without Brotli asks for is
 * made of it when it is asked for; two copies would only make the package larger.
 */
export function precompress(folder) {
  for (const path of filesBelow(folder).filter((name) => compressible.test(name))) {
    const bytes = readFileSync(path);
    if (bytes.length < smallest) continue;
    const params = {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    };
    writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
    rmSync(path);
  }
}
