import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { findNpm, prepare, projectRoot } from './prepare.mjs';

// Tries the package as a user gets it: packed, installed into an empty folder, served, asked, stopped.
// All on the Node.js that runs this script.

const largest = 5_000_000;
const patience = 60_000;
const required = [
  'LICENSE',
  'README.md',
  'CHANGELOG.md',
  'bin/tulving.js',
  'bin/require-node.js',
  'clients/python/tulving_client.py',
  'dist/index.js',
  'dist/index.d.ts',
  'dist/client/index.js',
  'dist/testing/index.js',
  'dist/cli/main.js',
  'dist/dashboard/index.html',
  'dist/server/assets/rapidoc-min.js',
  'dist/server/assets/rapidoc-LICENSE.txt',
];
const refused = /\.test\.|\.map$|(?<!\.d)\.tsx?$|^(src|test|scripts|dashboard|node_modules)\//;
const sentence = 'The lighthouse keeper paints the door green every third of May.';
const npm = findNpm();
const environment = {
  ...process.env,
  PATH: [dirname(process.execPath), process.env['PATH']].join(delimiter),
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_update_notifier: 'false',
};

function expect(holds, what, otherwise) {
  if (!holds) throw new Error(`not so: ${what}; ${otherwise}`);
  console.log(`ok: ${what}`);
}

function runNpm(args, cwd) {
  const { status, stdout } = spawnSync(npm.file, [...npm.args, ...args], {
    cwd,
    shell: npm.shell,
    env: environment,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} ended with ${status}: ${stdout}`);
  return stdout;
}

function pack(folder) {
  const packed = runNpm(['pack', '--json', '--pack-destination', folder], projectRoot);
  const report = Object.values(JSON.parse(packed))[0];
  const paths = report.files.map((file) => file.path);
  const missing = required.filter((path) => !paths.includes(path));
  const unwanted = paths.filter((path) => refused.test(path));
  const tarball = join(folder, report.filename);
  const { size } = statSync(tarball);
  expect(missing.length === 0, 'the package is complete', `missing: ${missing.join(', ')}`);
  expect(unwanted.length === 0, 'the package holds no sources', unwanted.join(', '));
  expect(size < largest, `the package has ${size} bytes`, `${largest} are too many`);
  return tarball;
}

function install(folder, tarball) {
  writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
  runNpm(['install', tarball], folder);
  const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  const told = runNpm(['exec', '--no', '--', 'tulving', '--version'], folder).trim();
  expect(told === version, `npx tulving --version says ${version}`, `it says ${told}`);
}

async function tryServer(folder) {
  const command = join(folder, 'node_modules', 'tulving', 'bin', 'tulving.js');
  const args = [command, 'serve', '--port', '0', '--data', join(folder, 'data')];
  const server = spawn(process.execPath, args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((resolve) => {
    server.once('exit', (code, signal) => resolve(code ?? signal));
  });
  try {
    const url = await inTime(readyUrl(server.stdout, ended), 'the server did not get ready');
    console.log(`ok: tulving serve is ready at ${url}`);
    await tryRequests(url);
    server.kill('SIGTERM');
    const code = await inTime(ended, 'the server did not stop on SIGTERM');
    expect(code === 0, 'the server ends with 0 on SIGTERM', `it ended with ${code}`);
  } finally {
    server.kill('SIGKILL');
  }
}

/** @returns {Promise<string>} the address in the line that says the server is ready */
async function readyUrl(output, ended) {
  let text = '';
  const ready = new Promise((resolve) => {
    output.setEncoding('utf8').on('data', (chunk) => {
      text += chunk;
      const url = /(https?:\/\/\S+?)\/?\s/.exec(text)?.[1];
      if (url) resolve(url);
    });
  });
  const died = ended.then((code) => {
    throw new Error(`the server ended with ${code} before it was ready: ${text}`);
  });
  return Promise.race([ready, died]);
}

async function tryRequests(url) {
  await ask(`${url}/health/ready`);
  const script = /src="(\/assets\/[^"]+\.js)"/.exec(await ask(url))?.[1];
  expect(script, 'the dashboard names its script', 'it does not');
  await ask(url + script);
  await ask(`${url}/v1/memories`, { text: sentence });
  const found = await ask(`${url}/v1/search`, { query: 'What does the lighthouse keeper paint?' });
  expect(found.includes(sentence), 'a search finds what was added', found);
}

async function ask(url, body) {
  const response = await fetch(url, {
    signal: AbortSignal.timeout(patience),
    ...(body && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  const text = await response.text();
  const what = `${body ? 'POST' : 'GET'} ${new URL(url).pathname} answers ${response.status}`;
  expect(response.ok, what, text);
  return text;
}

function inTime(promise, otherwise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`${otherwise} in ${patience} ms`)), patience);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

await prepare();
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'tulving-package-')));
try {
  console.log(`Node.js ${process.versions.node}`);
  install(folder, pack(folder));
  await tryServer(folder);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
