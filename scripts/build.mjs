import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import {
  alone,
  buildIdentity,
  buildStamp,
  dashboardIdentity,
  ensureInstalled,
  filesBelow,
  isBuildInput,
  isCommand,
  PrepareError,
  projectRoot,
  readIfThere,
} from './prepare.mjs';
import { precompress } from './precompress.mjs';

const assetPattern = /\.(sql|json|css|html|svg|txt|int8)$/;
const freshPrefix = '.dist-';

/** The viewer of the API description, served from our own address: no page may need the network. */
const rapidoc = {
  'rapidoc-min.js': 'dist/rapidoc-min.js',
  'rapidoc-min.js.LICENSE.txt': 'dist/rapidoc-min.js.LICENSE.txt',
  'rapidoc-LICENSE.txt': 'LICENSE.txt',
};

/**
 * Builds beside `dist` and then takes its place, so that a running server or a second start sees the
 * old build or the new one. The caller holds the lock (`alone`).
 */
export async function build(root) {
  const identity = buildIdentity(root);
  removeLeftovers(root);
  const fresh = join(root, `${freshPrefix}${process.pid}`);
  try {
    compile(root, fresh);
    copyAssets(root, fresh);
    buildDashboard(root, join(fresh, 'dashboard'));
    writeFileSync(buildStamp(fresh), identity);
    await swap(fresh, join(root, 'dist'));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

function removeLeftovers(root) {
  for (const name of readdirSync(root).filter((entry) => entry.startsWith(freshPrefix)))
    rmSync(join(root, name), { recursive: true, force: true });
}

function compile(root, outDir) {
  run(root, 'typescript', 'tsc', ['-p', join(root, 'tsconfig.build.json'), '--outDir', outDir]);
}

/** Taken over from the last build while nothing that it is made of has changed. */
function buildDashboard(root, outDir) {
  const identity = dashboardIdentity(root);
  const last = join(root, 'dist', 'dashboard');
  if (readIfThere(buildStamp(last)) === identity) {
    cpSync(last, outDir, { recursive: true });
    return;
  }
  const options = ['--outDir', outDir, '--emptyOutDir', '--logLevel', 'warn'];
  run(root, 'vite', 'vite', ['build', join(root, 'dashboard'), ...options]);
  precompress(outDir);
  writeFileSync(buildStamp(outDir), identity);
}

/** Its output goes to standard error: on standard output the server says where it listens. */
function run(root, name, command, args) {
  const manifest = join(root, 'node_modules', name, 'package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8'));
  const file = join(dirname(manifest), bin[command]);
  const { status } = spawnSync(process.execPath, [file, ...args], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status !== 0) throw new PrepareError(`The build failed; ${command} told why above.`);
}

function copyAssets(root, outDir) {
  const source = join(root, 'src');
  for (const file of filesBelow(source).filter(
    (path) => assetPattern.test(path) && isBuildInput(path),
  ))
    copy(file, join(outDir, relative(source, file)));
  for (const [name, from] of Object.entries(rapidoc))
    copy(join(root, 'node_modules', 'rapidoc', from), join(outDir, 'server', 'assets', name));
}

function copy(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
}

async function swap(fresh, dist) {
  const old = `${fresh}-old`;
  if (existsSync(dist)) await rename(dist, old);
  await rename(fresh, dist);
  rmSync(old, { recursive: true, force: true, maxRetries: 5 });
}

/** On Windows a scanner or a running server may hold a file of the folder for a moment. */
async function rename(from, to) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return renameSync(from, to);
    } catch (error) {
      if (attempt === 10 || !['EPERM', 'EACCES', 'EBUSY'].includes(error.code)) throw error;
      await wait(100 * attempt);
    }
  }
}

async function main() {
  try {
    await ensureInstalled(projectRoot);
    await alone(projectRoot, () => build(projectRoot));
  } catch (error) {
    if (!(error instanceof PrepareError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

if (isCommand(import.meta.url)) await main();
