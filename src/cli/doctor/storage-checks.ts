import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { neededSpace } from '../../model/health.js';
import { BACKUPS } from '../../store/sqlite/migrate.js';
import { counted } from '../output.js';
import {
  type CheckGroup,
  type DoctorContext,
  fault,
  ok,
  type Outcome,
  shownBytes,
  skipped,
  warning,
} from './check.js';
import { contentsCheck } from './contents-check.js';
import { readHeader } from './database-header.js';
import { judgePlace } from './place.js';
import { judgeHolders } from './processes.js';

/** A full disk is near: SQLite needs some pages to write at all. */
const NO_SPACE = 16 * 1_048_576;

/** Where everything is kept. In this order: opening mends the mode of the database, so modes come before. */
export const storageChecks: CheckGroup = {
  name: 'storage',
  title: { en: 'Storage', zh: '存储' },
  checks: [
    { name: 'directory', title: { en: 'data directory', zh: '数据目录' }, run: judgeDirectory },
    { name: 'modes', title: { en: 'privacy of files', zh: '文件权限' }, run: judgeModes },
    {
      name: 'place',
      title: { en: 'file system', zh: '文件系统' },
      run: ({ settings }) => judgePlace(nearest(settings.data)),
    },
    { name: 'space', title: { en: 'free space', zh: '可用空间' }, run: judgeSpace },
    { name: 'database', title: { en: 'database', zh: '数据库' }, run: judgeDatabase },
    {
      name: 'processes',
      title: { en: 'other processes', zh: '其他进程' },
      run: ({ store }) => judgeHolders(store.path),
    },
    { name: 'backups', title: { en: 'copies', zh: '副本' }, run: tellBackups },
    { name: 'open', title: { en: 'opening', zh: '打开' }, run: judgeOpening },
    contentsCheck,
  ],
};

function judgeDirectory({ settings: { data } }: DoctorContext): Outcome {
  const path = resolve(data);
  if (!existsSync(path)) return judgeParent(path);
  const stat = statSync(path);
  if (!stat.isDirectory()) return fault('store_read_only', `${path} is a file`);
  if (!writable(path)) return fault('store_read_only', `${path} cannot be written`);
  const own = process.getuid?.();
  if (own !== undefined && stat.uid !== own) {
    return warning(
      `${path} belongs to user ${stat.uid}, and this is user ${own}`,
      `Run as that user, or give the directory to this one: sudo chown -R ${own} ${quoted(path)}`,
    );
  }
  return ok(path);
}

function judgeParent(path: string): Outcome {
  const parent = nearest(path);
  if (!writable(parent)) {
    return fault('store_read_only', `${path} is not there, and ${parent} cannot be written`);
  }
  return skipped(`none yet at ${path}; the first \`tulving add\` or \`tulving serve\` makes it`);
}

/** Directory 0700, files 0600. Not looked into further: others cannot pass a closed directory. */
function judgeModes({ settings: { data } }: DoctorContext): Outcome {
  if (process.platform === 'win32') return skipped("the user's own folder is private on Windows");
  const isDirectory = statSync(data, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (!isDirectory) return skipped('there is no data directory yet');
  const files = readdirSync(data)
    .filter((name) => /\.db(?:-wal|-shm)?$|^secrets\.env$/.test(name))
    .map((name) => join(data, name));
  const open = [data, ...files].filter((path) => (statSync(path).mode & 0o077) !== 0);
  if (open.length === 0) return ok('directory and files are for this user alone');
  const commands = open.map((path) => `chmod ${path === data ? 700 : 600} ${quoted(path)}`);
  return warning(`others may look into ${open.join(', ')}`, `Run: ${commands.join(' && ')}`);
}

async function judgeSpace({ settings: { data }, store }: DoctorContext): Promise<Outcome> {
  const { bavail, bsize } = await statfs(nearest(data));
  const free = bavail * bsize;
  const used = sizeOf(store.path) + sizeOf(`${store.path}-wal`);
  return judgeFree(free, used);
}

export function judgeFree(free: number, used: number): Outcome {
  const detail = `${shownBytes(free)} free, ${shownBytes(used)} used by the database`;
  if (free < NO_SPACE) return fault('store_full', detail);
  if (free >= neededSpace(used)) return ok(detail);
  return warning(
    detail,
    'Free some space: compaction and updates write a second copy for a while.',
  );
}

async function judgeDatabase({ store }: DoctorContext): Promise<Outcome> {
  if (!existsSync(store.path)) return skipped('there is no database yet');
  const { isSqlite, schema, newest, journal } = await readHeader(store.path);
  if (!isSqlite) return fault('store_damaged', `${store.path} is not a database`);
  if (schema > newest) {
    return fault('store_newer', `schema ${schema}; this version knows up to ${newest}`);
  }
  if (schema > 0 && schema < newest) {
    return warning(
      `schema ${schema}; this version uses ${newest}`,
      'The next command brings it up to date, after a copy was made: tulving status',
    );
  }
  const inUse = existsSync(`${store.path}-wal`) ? ', in use' : ', at rest';
  return ok(`schema ${schema}, journal: ${journal}${inUse}`);
}

function tellBackups({ settings: { data } }: DoctorContext): Outcome {
  const folder = join(data, BACKUPS);
  if (!existsSync(folder)) return ok('none left from updates');
  const sizes = readdirSync(folder).map((name) => sizeOf(join(folder, name)));
  const bytes = sizes.reduce((sum, size) => sum + size, 0);
  return ok(`${sizes.length} in ${folder}, ${shownBytes(bytes)}`);
}

/**
 * Nothing is made that is not there, and an older database is left as it is: bringing it up to date
 * is for whoever means to use it.
 */
async function judgeOpening({ store }: DoctorContext): Promise<Outcome> {
  if (!existsSync(store.path)) return skipped('there is no database yet');
  const { isSqlite, schema, newest } = await readHeader(store.path);
  if (!isSqlite || schema > newest) return skipped('it cannot be; see database');
  if (schema > 0 && schema < newest) return skipped('opening it would bring it up to date');
  const memory = await store.open();
  const { bytes, episodes, memories } = await memory.status();
  const active = counted(memories.active, 'active memory', 'active memories');
  return ok(`${active}, ${counted(episodes, 'episode')}, ${shownBytes(bytes)}`);
}

function writable(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === undefined) throw error;
    return false;
  }
}

/** The path itself, or the first folder above it that is there. */
function nearest(path: string): string {
  const whole = resolve(path);
  return existsSync(whole) || dirname(whole) === whole ? whole : nearest(dirname(whole));
}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}

function quoted(path: string): string {
  return /^[\w./~-]+$/.test(path) ? path : `'${path.replaceAll("'", `'\\''`)}'`;
}
