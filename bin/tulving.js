#!/usr/bin/env node
import './require-node.js';
// No `node:` prefix: Node.js versions that do not know it must get as far as the check above.
import { existsSync } from 'fs';

const main = new URL('../dist/cli/main.js', import.meta.url);

if (existsSync(main)) {
  void import(main.href);
} else {
  console.error(
    'Tulving has not been built yet: dist/cli/main.js is missing.\n' +
      'In a clone, run `npm start` (installs, builds, serves), or `npm run build` first.',
  );
  process.exitCode = 1;
}
