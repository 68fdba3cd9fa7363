// The dashboard in Chromium, over a really running server: what people do, who cannot use a mouse or
// see colours, in both languages and themes, and over 100,000 memories. Leaves a picture of every page.
// Usage: node run.mjs CHROMIUM FOLDER [--memories COUNT] [--only PART]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Report } from '../report.mjs';
import { Server } from '../server.mjs';
import { access } from './access.mjs';
import { Browser } from './browser.mjs';
import { addExamples, addMany } from './example.mjs';
import { govern } from './govern.mjs';
import { doByKeyboard } from './keyboard.mjs';
import { makeKeys } from './keys.mjs';
import { measureLoads } from './load.mjs';
import { lookAtPages } from './looks.mjs';
import { browseMany } from './many.mjs';
import { operate } from './operate.mjs';
import { useMemoryPages } from './memory-pages.mjs';
import { doTasks } from './tasks.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { memories: { type: 'string', default: '100000' }, only: { type: 'string' } },
});
const [chromium = '/usr/bin/chromium', work = '.'] = positionals;
const count = Number(values.memories);
const folder = join(work, 'screenshots');
mkdirSync(folder, { recursive: true });

const report = new Report();
const browser = await Browser.start(chromium);
console.log(`Chromium ${browser.version}`);

/** By the name that `--only` takes. */
const parts = {
  async everyday() {
    const server = await new Server().start();
    const [link] = await server.printed(/https?:\S+\/sign-in#\S+/);
    const ids = await addExamples(server.url);
    const session = await makeKeys(report, { browser, url: server.url, link });
    const owner = { browser, url: server.url, session, ids };
    await lookAtPages(report, { ...owner, folder });
    await measureLoads(report, owner);
    await doTasks(report, owner);
    await doByKeyboard(report, owner);
    await server.stop();
  },

  memory: () => useMemoryPages(report, { browser, folder }),

  govern: () => govern(report, { browser, folder }),

  access: () => access(report, { browser, folder }),

  operate: () => operate(report, { browser, folder }),

  async many() {
    const large = await new Server().start();
    const before = Date.now();
    await addMany(large.url, count);
    console.log(`${count} memories added in ${((Date.now() - before) / 1_000).toFixed(0)} s`);
    await browseMany(report, { browser, url: large.url, count });
    await large.stop();
  },
};

for (const [name, part] of Object.entries(parts))
  if (values.only === undefined || values.only === name) await part();

await browser.stop();
console.log(`Pictures: ${folder}`);
report.end();
