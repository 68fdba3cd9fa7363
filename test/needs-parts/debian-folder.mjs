import { spawn, spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const SUITE = 'trixie';
const MIRROR = 'http://deb.debian.org/debian';
const QUIET_APT = 'DEBIAN_FRONTEND=noninteractive apt-get -qq -o Acquire::Retries=3';
const ATTEMPTS = 3;

/** Why there can be no such folder here; said to people. */
export class NotHere extends Error {}

/**
 * Debian trixie in a folder, for servers that neither npm nor the machine's own distribution has:
 * bookworm has no pgvector. About 600 MB and a minute; kept for the next run.
 *
 * What runs inside has mounts and processes of its own (Linux namespaces): with the first of its
 * processes all of them go, and nothing stays mounted.
 */
export class DebianFolder {
  #root;

  constructor(root) {
    this.#root = root;
  }

  path(inside) {
    return join(this.#root, inside);
  }

  /** Makes the folder when it is missing, and adds packages that are. */
  install(...packages) {
    if (process.platform !== 'linux') throw new NotHere('needs Linux');
    if (process.getuid() !== 0) throw new NotHere('needs root, for a Debian in a folder');
    refuseWithoutNamespaces();
    // Marked when it was made as a whole; half a system is made again.
    if (!existsSync(this.path('made'))) retried('debootstrap', () => this.#make());
    const missing = packages.filter((name) => !this.#has(name));
    if (missing.length > 0)
      retried(`apt-get install ${missing.join(' ')}`, () => this.#add(missing));
  }

  /** Runs a command to its end. @returns what it printed */
  run(user, ...argv) {
    const [command, ...rest] = this.#inside(user, argv);
    return finish(command, rest);
  }

  /** Starts a server. Killing the child kills all that it has started. */
  start(user, argv, options) {
    const [command, ...rest] = this.#inside(user, argv);
    return spawn(command, rest, options);
  }

  /** The first process of the namespace stays root: one that gives up its rights survives its parent. */
  #inside(user, argv) {
    const script = [
      'mount --rbind /dev "$1/dev" && mount -t proc proc "$1/proc"',
      'chroot --userspec="$2:$2" "$1" "${@:3}" & wait $!',
    ].join(' && ');
    const namespaces = ['--mount', '--pid', '--fork', '--kill-child=SIGKILL'];
    return ['unshare', ...namespaces, 'bash', '-c', script, 'bash', this.#root, user, ...argv];
  }

  #make() {
    rmSync(this.#root, { recursive: true, force: true });
    mkdirSync(this.#root, { recursive: true });
    const { program, env } = debootstrap(`${this.#root}.debootstrap`);
    const options = ['--variant=minbase', '--include=ca-certificates'];
    finish(program, [...options, SUITE, this.#root, MIRROR], { env });
    // Packages would start their servers themselves.
    writeFileSync(this.path('usr/sbin/policy-rc.d'), '#!/bin/sh\nexit 101\n', { mode: 0o755 });
    writeFileSync(this.path('made'), SUITE);
  }

  #add(packages) {
    copyFileSync('/etc/resolv.conf', this.path('etc/resolv.conf'));
    const install = `${QUIET_APT} install -y --no-install-recommends ${packages.join(' ')}`;
    this.run('root', 'bash', '-c', `${QUIET_APT} update && ${install} && apt-get clean`);
  }

  #has(name) {
    const status = readFileSync(this.path('var/lib/dpkg/status'), 'utf8');
    return status.includes(`Package: ${name}\nStatus: install ok installed\n`);
  }
}

/** The machine's own, else one that is unpacked beside the folder: nothing is installed on the machine. */
function debootstrap(folder) {
  const found = spawnSync('debootstrap', ['--version']).status === 0;
  if (found) return { program: 'debootstrap', env: process.env };
  if (!existsSync('/usr/bin/apt-get'))
    throw new NotHere('needs debootstrap, or apt-get to fetch it');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const fetch =
    'apt-get download debootstrap || { apt-get update -qq && apt-get download debootstrap; }';
  finish('bash', [
    '-c',
    `cd "$1" && { ${fetch}; } && dpkg-deb -x debootstrap_*.deb .`,
    'bash',
    folder,
  ]);
  const library = join(folder, 'usr/share/debootstrap');
  return {
    program: join(folder, 'usr/sbin/debootstrap'),
    env: { ...process.env, DEBOOTSTRAP_DIR: library },
  };
}

function refuseWithoutNamespaces() {
  const { status, stderr } = spawnSync('unshare', ['--mount', '--pid', '--fork', 'true'], {
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new NotHere(`needs namespaces of Linux: ${stderr?.trim() || 'no unshare'}`);
}

function retried(what, work) {
  for (let attempt = 1; ; attempt++) {
    try {
      return work();
    } catch (error) {
      if (error instanceof NotHere) throw error;
      if (attempt === ATTEMPTS)
        throw new NotHere(`${what} failed ${ATTEMPTS} times: ${error.message}`);
    }
  }
}

function finish(command, argv, options = {}) {
  const { status, stdout, stderr, error } = spawnSync(command, argv, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    ...options,
  });
  if (error) throw error;
  if (status === 0) return stdout;
  const end = `${stdout}\n${stderr}`.trim().split('\n').slice(-5).join('\n');
  throw new Error(`${command} ended with ${status}: ${end}`);
}
