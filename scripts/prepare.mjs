import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, relative, sep } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';

// Runs before the first install: nothing but Node's own modules may be imported here.

export const projectRoot = fileURLToPath(new URL('..', import.meta.url));

/** Whether a module was started by `node`, not imported. Through links too: one may lie in the way to a checkout. */
export function isCommand(moduleUrl) {
  const started = process.argv[1];
  return started !== undefined && pathToFileURL(realpathSync(started)).href === moduleUrl;
}

/** What the build reads. Tests are left out: editing one must not cause a build. */
const buildInputs = [
  'src',
  'package.json',
  'tsconfig.json',
  'tsconfig.build.json',
  'scripts/build.mjs',
  'scripts/precompress.mjs',
];
/** What the build of the dashboard reads: the typed client is a part of it. */
const dashboardInputs = [
  'dashboard/index.html',
  'dashboard/package.json',
  'dashboard/public',
  'dashboard/src',
  'dashboard/vite.config.ts',
  'src/client',
  'src/model',
  'src/texts',
  'package-lock.json',
  'scripts/precompress.mjs',
];
const platform = `${process.platform}-${process.arch}`;
const oldestNpm = 9;
const installTries = 3;
const lockPatience = 15 * 60_000;

/** A failure whose message tells the person what to do; its stack would only be noise. */
export class PrepareError extends Error {}

/** Brings a clone to where it can run: packages installed, `dist` built. Quick when both are current. */
export async function prepare(root = projectRoot) {
  await ensureInstalled(root);
  await ensureBuilt(root);
}

/** Like `prepare`, for a command: prints what went wrong and ends the process. */
export async function prepareOrExit() {
  try {
    await prepare();
  } catch (error) {
    if (!(error instanceof PrepareError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

export async function ensureInstalled(root = projectRoot) {
  if (isInstalled(root)) return;
  await alone(root, async () => {
    if (isInstalled(root)) return;
    if (!wasInstalledByHand(root)) await install(root);
    writeFileSync(installStamp(root), installIdentity(root));
  });
}

export async function ensureBuilt(root = projectRoot) {
  if (isBuilt(root)) return;
  const { build } = await import('./build.mjs');
  await alone(root, async () => {
    if (isBuilt(root)) return;
    console.error('Building Tulving ...');
    await build(root);
  });
}

export function isInstalled(root) {
  return readIfThere(installStamp(root)) === installIdentity(root);
}

export function isBuilt(root) {
  const stamp = readIfThere(buildStamp(join(root, 'dist')));
  return (
    stamp !== undefined &&
    stamp === buildIdentity(root) &&
    existsSync(join(root, 'dist', 'cli', 'main.js'))
  );
}

/** Whether `npm install`, run by a person, left exactly what the lock file asks for. */
export function wasInstalledByHand(root) {
  const stamp = readIfThere(installStamp(root));
  if (stamp !== undefined && !stamp.startsWith(platform)) return false;
  // npm writes this file last, so without it an install has been broken off.
  const done = readIfThere(join(root, 'node_modules', '.package-lock.json'));
  if (done === undefined) return false;
  const present = JSON.parse(done).packages;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || isSatisfied(root, path, entry, present[path]),
  );
}

function isSatisfied(root, path, entry, present) {
  if (entry.optional || entry.devOptional || entry.link) return true;
  if (present?.version !== entry.version) return false;
  const manifest = readIfThere(join(root, path, 'package.json'));
  return (
    manifest !== undefined &&
    JSON.parse(manifest).version === entry.version &&
    hasItsBinary(root, Object.keys(entry.optionalDependencies ?? {}))
  );
}

/** Of packages that each carry one platform's binary, this platform's must be there. */
function hasItsBinary(root, names) {
  const fitting = names.filter((name) => name.includes(platform));
  return (
    fitting.length === 0 || fitting.some((name) => existsSync(join(root, 'node_modules', name)))
  );
}

/** Written into `dist` by the build. */
export function buildIdentity(root) {
  return sha256(`${identityOf(root, buildInputs)} ${dashboardIdentity(root)}`);
}

/** Apart, so that a change of the server does not build the dashboard again. */
export function dashboardIdentity(root) {
  return identityOf(root, dashboardInputs);
}

function identityOf(root, inputs) {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of filesBelow(join(root, input)).filter(isBuildInput)) {
      hash.update(`${relative(root, file).split(sep).join('/')}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

export function buildStamp(dist) {
  return join(dist, '.stamp');
}

export function isBuildInput(file) {
  return !/\.test\.[a-z]+$/.test(file);
}

/** All files below a path, in an order that every platform agrees on; the path itself when it is a file. */
export function filesBelow(path) {
  if (!existsSync(path)) return [];
  const entries = entriesOf(path);
  if (entries === undefined) return [path];
  return entries
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      const child = join(path, entry.name);
      return entry.isDirectory() ? filesBelow(child) : [child];
    });
}

function entriesOf(path) {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/**
 * Runs while no other process installs or builds the same checkout: `npm start` and `npm test` may be
 * typed at the same time. A lock left by a process that has died is taken over.
 */
export async function alone(root, work) {
  const lock = join(tmpdir(), `tulving-${sha256(root).slice(0, 16)}.lock`);
  await takeLock(lock);
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

async function takeLock(lock) {
  const deadline = Date.now() + lockPatience;
  let told = false;
  while (!createLock(lock)) {
    const holder = Number(readIfThere(lock) || NaN);
    if (Number.isInteger(holder) && !isAlive(holder)) rmSync(lock, { force: true });
    else if (Date.now() > deadline) {
      throw new PrepareError(
        `Process ${holder} has been installing or building for long.\nEnd it, or delete ${lock} if it is something else, then try again.`,
      );
    } else {
      if (!told) console.error(`Waiting for process ${holder}, which installs or builds here ...`);
      told = true;
      await wait(200);
    }
  }
}

function createLock(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code !== 'ESRCH';
  }
}

async function install(root) {
  const npm = findNpm();
  requireNpm(npm);
  // No install script is needed: what is native comes ready inside the packages. Without them the
  // install needs no compiler and reports to nobody.
  const args = ['ci', '--ignore-scripts', '--no-audit', '--no-fund'];
  for (let attempt = 1; ; attempt += 1) {
    console.error(`Installing packages (npm ${args[0]}) ...`);
    if ((await run(npm, args, root)) === 0) break;
    if (attempt === installTries) throw new PrepareError(installRemedy());
    const seconds = 3 ** attempt;
    console.error(`npm failed; trying again in ${seconds} s (${attempt} of ${installTries - 1}).`);
    await wait(seconds * 1000);
  }
  mkdirSync(join(root, 'node_modules'), { recursive: true });
}

function installRemedy() {
  return [
    'The packages could not be installed; npm told why above.',
    '- No network or a proxy: set it up for npm (`npm config set proxy URL`) and run the command again.',
    '- package.json and package-lock.json do not match: run `npm install` once.',
    '- No permission: the checkout must belong to you.',
  ].join('\n');
}

/** The npm that runs this script, else the one beside Node, else the one on the path. */
export function findNpm({ environment = process.env, execPath = process.execPath } = {}) {
  const near = dirname(execPath);
  const candidates = [
    environment.npm_execpath,
    join(near, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(near, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  // Under yarn or pnpm `npm_execpath` names those, which know no `ci`.
  const script = candidates.find(
    (path) => path && /^npm-cli\.c?js$/.test(basename(path)) && existsSync(path),
  );
  if (script !== undefined) return { file: execPath, args: [script], shell: false };
  // A .cmd file starts only through a shell; the arguments are our own, none needs quoting.
  if (process.platform === 'win32') return { file: 'npm.cmd', args: [], shell: true };
  return { file: 'npm', args: [], shell: false };
}

function requireNpm(npm) {
  const { stdout, status } = spawnSync(npm.file, [...npm.args, '--version'], {
    encoding: 'utf8',
    shell: npm.shell,
  });
  if (status !== 0)
    throw new PrepareError(
      'npm was not found. It comes with Node.js (nodejs.org); some systems have it as a package of its own, `npm`.',
    );
  const version = stdout.trim();
  if (Number(version.split('.')[0]) < oldestNpm)
    throw new PrepareError(
      `npm ${version} is too old; ${oldestNpm} or newer is needed. Run \`npm install --global npm@latest\`.`,
    );
}

/** @returns {Promise<number>} the exit code */
function run({ file, args, shell }, more, cwd) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, [...args, ...more], { cwd, shell, stdio: ['ignore', 2, 2] });
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

function installStamp(root) {
  return join(root, 'node_modules', '.tulving-stamp');
}

function installIdentity(root) {
  return `${platform} ${sha256(readFileSync(join(root, 'package-lock.json')))}`;
}

function sha256(data) {
  return createHash('sha256').update(data).digest('hex');
}

export function readIfThere(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  }
}
