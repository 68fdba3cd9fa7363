// Clients of others, unchanged, against our server: each folder of test/clients/ is one, with its own
// lockfile. They are installed in FOLDER; --install does only that and ends with 3 where npm cannot,
// --installed leaves it out. With --write the table of docs/from-mem0.md is written anew, and of its translation.
// Usage: node clients.mjs FOLDER [--install | --installed] [--write]
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { integration } from '../clients/mastra-mem0.mjs';
import { commandLine } from '../clients/mem0-cli.mjs';
import { everyday } from '../clients/mem0ai.mjs';
import { webhooks } from '../clients/mem0ai-webhooks.mjs';
import { plugin } from '../clients/openclaw-mem0.mjs';
import { provider } from '../clients/vercel-ai-provider.mjs';
import { Report } from './report.mjs';
import { Server } from './server.mjs';

const versions = ['3.3.1', '3.0.7', '2.4.6'];
/** Other clients by the folder of each. */
const others = {
  'mem0-cli-0.2.13': commandLine,
  'vercel-ai-provider-3.0.2': provider,
  'mastra-mem0-0.1.4': integration,
  'openclaw-mem0-1.0.16': plugin,
};
const names = [...versions.map((version) => `mem0ai-${version}`), ...Object.keys(others)];
const clients = fileURLToPath(new URL('../clients', import.meta.url));
const pages = [
  { name: 'from-mem0.md', words: {} },
  {
    name: 'from-mem0.zh-CN.md',
    words: {
      method: '方法',
      passes: '通过',
      FAILS: '失败',
      'not served': '不提供',
      'has none': '无此方法',
    },
  },
];
const [folder = '.', ...options] = process.argv.slice(2);

const report = new Report();
/** By method and version, what became of each of its steps. */
const outcomes = new Map();

if (!options.includes('--installed')) for (const name of names) install(name);
if (!options.includes('--install')) {
  for (const version of versions) await run(version);
  for (const [name, work] of Object.entries(others)) await runOther(name, work);
  if (options.includes('--write')) for (const page of pages) writeTable(page);
  report.end();
}

/** Outside of the checkout, which stays as it is. */
function install(name) {
  const place = placeOf(name);
  mkdirSync(place, { recursive: true });
  for (const file of ['package.json', 'package-lock.json', '.npmrc']) {
    cpSync(join(clients, name, file), join(place, file));
  }
  const argv = ['ci', '--no-audit', '--no-fund', '--ignore-scripts'];
  const { status } = spawnSync('npm', argv, { cwd: place, stdio: 'inherit' });
  if (status === 0) return;
  console.error(`npm could not install ${name}`);
  process.exit(3);
}

function placeOf(name) {
  return resolve(join(folder, name));
}

/** A client of mem0's that is no MemoryClient, with a key. */
async function runOther(name, work) {
  const server = await new Server().start();
  const host = `${server.url.replace(/\/$/, '')}/mem0`;
  const key = keyOf(server);
  const parts = createRequire(join(placeOf(name), 'package.json'));
  const step = (title, does) => report.step(`${name}: ${title}`, does);
  await work(parts, { host, key, environment: server.environment }, { step });
  await server.stop();
}

function keyOf(server, scope = 'write') {
  return /tlv_\w+/.exec(server.tulving('keys', 'create', `mem0-${scope}`, '--scope', scope))[0];
}

async function run(version) {
  const server = await new Server().start({ TULVING_ALLOW_WEBHOOKS: '127.0.0.1' });
  // Nothing goes to mem0, and nothing is left behind in the home of whoever runs this.
  Object.assign(process.env, { MEM0_TELEMETRY: 'false', HOME: server.environment.HOME });
  const parts = createRequire(join(placeOf(`mem0ai-${version}`), 'package.json'));
  const library = await import(pathToFileURL(parts.resolve('mem0ai')).href);
  const host = `${server.url.replace(/\/$/, '')}/mem0`;
  const { MemoryClient } = library;
  await report.step(`${version}: any key, while there is none`, async () => {
    const client = new MemoryClient({ apiKey: 'whatever', host });
    await client.ping();
    return client.telemetryId;
  });
  const key = keyOf(server);
  const wrong = `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`;
  const other = () => new MemoryClient({ apiKey: wrong, host });
  const governs = keyOf(server, 'admin');
  // Making keys has held up this process: it learns now which connections the server has closed.
  await sleep(100);
  const client = new MemoryClient({ apiKey: key, host });
  const step = (method, title, work) =>
    report.step(`${version}: ${title}`, async () => {
      const seen = outcomes.get(method) ?? new Map();
      outcomes.set(method, seen);
      try {
        const told = await work();
        seen.set(version, [...(seen.get(version) ?? []), told === 'not served' ? told : 'passes']);
        return told;
      } catch (error) {
        seen.set(version, [...(seen.get(version) ?? []), 'FAILS']);
        throw error;
      }
    });
  await everyday(client, { version, library: all(library), other, host, key }, { step });
  const admin = new MemoryClient({ apiKey: governs, host });
  await webhooks(admin, !version.startsWith('2.'), { step });
  await server.stop();
}

/** Of CommonJS, names may be on the default export alone. */
function all(library) {
  return { ...library.default, ...library };
}

function writeTable({ name, words }) {
  const page = fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));
  const begin = '<!-- clients: written by test/needs-parts/clients.mjs -->';
  const end = '<!-- /clients -->';
  const text = readFileSync(page, 'utf8');
  const [before, rest] = text.split(begin);
  const [, after] = rest.split(end);
  const head = `| method | ${versions.map((version) => `mem0ai ${version}`).join(' | ')} |`;
  const rows = [...outcomes].map(([method, seen]) => {
    const cells = versions.map((version) => cellOf(seen.get(version)));
    return `| ${method} | ${cells.join(' | ')} |`;
  });
  const line = `| --- |${versions.map(() => ' --- |').join('')}`;
  const table = Object.entries(words).reduce(
    (told, [word, other]) => told.replaceAll(word, other),
    [head, line, ...rows].join('\n'),
  );
  writeFileSync(page, `${before}${begin}\n\n${table}\n\n${end}${after}`);
}

function cellOf(steps) {
  if (!steps) return 'has none';
  const passed = steps.filter((step) => step !== 'FAILS').length;
  if (steps.every((step) => step === 'not served')) return 'not served';
  return passed === steps.length ? `passes (${passed})` : `FAILS (${steps.length - passed})`;
}
