// Measures search on a store of 200,000 memories, beside the bare kernels that it cannot do without.
// Needs a build: `npm run build && node bench/search.mjs [--json FILE]`. Takes about two minutes.
import {
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
