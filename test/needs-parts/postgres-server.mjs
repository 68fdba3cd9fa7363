// PostgreSQL 17 with pgvector, from Debian trixie in a folder, for tests:
//   node postgres-server.mjs up FOLDER     starts it and prints its URL
//   node postgres-server.mjs down FOLDER   stops it and removes its data
// Ends with 3 where it cannot be had; the last line tells why.
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DebianFolder, NotHere } from './debian-folder.mjs';

const BIN = '/usr/lib/postgresql/17/bin';
const READY_MS = 60_000;
const NOT_HERE = 3;

/** One cluster: data, password and port of its own. The same folder may hold several, by name. */
export class PostgresServer {
  #debian;
  #place;
  #child;
  #port;
  #password = randomBytes(12).toString('hex');

  constructor(folder, name = 'postgres') {
    this.#debian = new DebianFolder(folder);
    this.#place = `/srv/${name}`;
  }

  get url() {
    return `postgres://postgres:${this.#password}@127.0.0.1:${this.#port}/postgres`;
  }

  get pid() {
    return this.#child.pid;
  }

  /** Installs what is missing and makes an empty cluster. */
  async create() {
    this.#debian.install('postgresql-17', 'postgresql-17-pgvector');
    this.remove();
    this.#port = await freePort();
    this.#debian.run('root', 'install', '-d', '-o', 'postgres', this.#place);
    const secret = `${this.#place}/password`;
    writeFileSync(this.#debian.path(secret), this.#password, { mode: 0o644 });
    const auth = ['-A', 'scram-sha-256', `--pwfile=${secret}`];
    const data = ['-D', `${this.#place}/data`, '-U', 'postgres', '-E', 'UTF8', '--locale=C.UTF-8'];
    this.#debian.run('postgres', `${BIN}/initdb`, ...data, ...auth);
    rmSync(this.#debian.path(secret));
    return this;
  }

  /** Before a start without flushes. Whether that can be had: tests are as right with them, and slower. */
  canLeaveFlushes() {
    try {
      this.#debian.install('eatmydata');
      return true;
    } catch (error) {
      if (!(error instanceof NotHere)) throw error;
      console.error(`PostgreSQL starts with flushes: ${error.message}`);
      return false;
    }
  }

  /**
   * Starts it, and waits until it answers. Without flushes a commit takes 0.1 ms, with them 3 ms on two shared cores; the
   * server does not know of it, since the store warns of one that has `fsync` off. Only for what outlives no crash.
   */
  async start({ flushes = true } = {}) {
    const settings = Object.entries({
      listen_addresses: '127.0.0.1',
      port: this.#port,
      unix_socket_directories: '',
      // There is no /dev/shm of its own in the folder.
      dynamic_shared_memory_type: 'mmap',
    }).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const through = flushes ? [] : ['eatmydata', '--'];
    const argv = [...through, `${BIN}/postgres`, '-D', `${this.#place}/data`, ...settings];
    const before = existsSync(this.#log) ? statSync(this.#log).size : 0;
    const log = openSync(this.#log, 'a');
    this.#child = this.#debian.start('postgres', argv, {
      stdio: ['ignore', log, log],
      detached: true,
    });
    closeSync(log);
    this.#child.unref();
    for (const end = Date.now() + READY_MS; !this.#isReady(before); await sleep(100)) {
      if (Date.now() < end && this.#child.exitCode === null) continue;
      throw new Error(`PostgreSQL did not start: ${readFileSync(this.#log, 'utf8').slice(-500)}`);
    }
    return this;
  }

  /** All its processes at once, as when the machine loses power. */
  async kill() {
    const gone = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await gone;
    // The kernel ends the rest of them in its own time.
    while (!(await isFree(this.#port))) await sleep(20);
  }

  /** For good, with its data; at once, so that a process can do it when it ends. */
  stop() {
    this.#child?.kill('SIGKILL');
    this.remove();
  }

  remove() {
    rmSync(this.#debian.path(this.#place), { recursive: true, force: true });
  }

  get #log() {
    return this.#debian.path(`${this.#place}/log`);
  }

  /** By its log, from a place on: it also listens while it recovers. */
  #isReady(from) {
    const log = readFileSync(this.#log).subarray(from).toString();
    return log.includes('database system is ready to accept connections');
  }
}

/** Only what `up` has started may be stopped: a number may belong to another program by now. */
function down(folder) {
  const note = `${folder}.postgres-pid`;
  if (!existsSync(note)) return;
  const pid = Number(readFileSync(note, 'utf8'));
  const line = `/proc/${pid}/cmdline`;
  if (existsSync(line) && readFileSync(line, 'utf8').includes(folder)) process.kill(pid, 'SIGKILL');
  rmSync(note);
  new PostgresServer(folder).remove();
}

async function up(folder) {
  down(folder);
  const server = await new PostgresServer(folder).create();
  await server.start({ flushes: !server.canLeaveFlushes() });
  writeFileSync(`${folder}.postgres-pid`, String(server.pid));
  console.log(server.url);
}

async function freePort() {
  const server = await listening(0);
  const { port } = server.address();
  await closed(server);
  return port;
}

async function isFree(port) {
  try {
    await closed(await listening(port));
    return true;
  } catch (error) {
    if (error.code !== 'EADDRINUSE') throw error;
    return false;
  }
}

async function listening(port) {
  const server = createServer().listen({ port, host: '127.0.0.1', exclusive: true });
  await once(server, 'listening');
  return server;
}

const closed = (server) => new Promise((done) => server.close(done));

const commands = { up, down };

async function main([verb, folder]) {
  if (!Object.hasOwn(commands, verb) || !folder) throw new Error('Usage: up FOLDER | down FOLDER');
  try {
    await commands[verb](resolve(folder));
  } catch (error) {
    if (!(error instanceof NotHere)) throw error;
    console.error(error.message);
    process.exitCode = NOT_HERE;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
