import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { Connection, loadDriver } from '../../src/store/sqlite/driver.js';
import { HeldDatabase } from '../../src/store/sqlite/hold.js';
import { migrate, readMigrations } from '../../src/store/sqlite/migrate.js';
import { openSqliteStore } from '../../src/store/sqlite/store.js';
import { SqliteWords } from '../../src/store/sqlite/words.js';
import { noteOf, testSpace } from '../../src/testing/index.js';
import { temporaryDirectory, temporaryMemory } from '../helpers/temporary-memory.js';

/** A closed store with one memory. */
async function storeWithOneNote(): Promise<string> {
  const directory = temporaryDirectory();
  const store = await openSqliteStore({ directory });
  await store.commit(noteOf('red kite', await store.space(testSpace)));
  await store.close();
  return directory;
}

async function withDatabase(directory: string, work: (db: Connection) => unknown): Promise<void> {
  const { DatabaseSync } = await loadDriver();
  const connection = new Connection(new DatabaseSync(join(directory, 'tulving.db')));
  await work(connection);
  connection.close();
}

const bytesOf = (directory: string) => readFileSync(join(directory, 'tulving.db'));

describe('the data directory', () => {
  it('is private, and one file when nobody has it open', async () => {
    const directory = join(temporaryDirectory(), 'deep', 'data');
    const store = await openSqliteStore({ directory });
    const mode = (path: string) => statSync(path).mode & 0o777;
    expect(mode(directory)).toBe(0o700);
    for (const file of readdirSync(directory)) expect(mode(join(directory, file))).toBe(0o600);
    await store.close();
    expect(readdirSync(directory)).toEqual(['tulving.db']);
  });

  it('is refused when a newer version wrote it, and stays as it was', async () => {
    const directory = await storeWithOneNote();
    await withDatabase(directory, (db) => db.exec('PRAGMA user_version = 999'));
    const before = bytesOf(directory);
    await expect(openSqliteStore({ directory })).rejects.toMatchObject({
      code: 'store_newer',
      remedy: expect.stringContaining('Update Tulving'),
    });
    expect(bytesOf(directory)).toEqual(before);
  });

  it.each([
    [
      'garbage',
      'this is no database, and it is longer than a header of SQLite has to be '.repeat(9),
    ],
    ['a header with nothing behind it', 'SQLite format 3\0'.padEnd(4_096, '\0')],
  ])('is refused when the file is %s', async (_, content) => {
    const directory = temporaryDirectory();
    writeFileSync(join(directory, 'tulving.db'), content);
    await expect(openSqliteStore({ directory })).rejects.toMatchObject({ code: 'store_damaged' });
    expect(bytesOf(directory).toString()).toBe(content);
  });

  it("is refused when it is another program's", async () => {
    const directory = temporaryDirectory();
    await withDatabase(directory, (db) => db.exec('CREATE TABLE cookies (name TEXT)'));
    const before = bytesOf(directory);
    await expect(openSqliteStore({ directory })).rejects.toMatchObject({ code: 'store_damaged' });
    expect(bytesOf(directory)).toEqual(before);
  });

  it('is copied before it is migrated, and stays as it was when that fails', async () => {
    const directory = await storeWithOneNote();
    const newest = readMigrations().at(-1)?.number ?? 0;
    const next = (sql: string) => [
      ...readMigrations(),
      { number: newest + 1, name: 'next.sql', sql },
    ];
    const later = 'ALTER TABLE memory ADD COLUMN colour TEXT';
    await withDatabase(directory, (db) => {
      expect(() => migrate(db, directory, next(`${later}; SELECT 1 FROM nowhere`))).toThrow(
        'nowhere',
      );
      expect(db.get('PRAGMA user_version')).toEqual({ user_version: newest });
      expect(migrate(db, directory, next(later))).toBe(newest + 1);
      expect(db.get('SELECT text, colour FROM memory')).toEqual({ text: 'red kite', colour: null });
    });
    const copies = readdirSync(join(directory, 'backups'));
    expect(copies).toHaveLength(2);
    renameSync(join(directory, 'backups', copies[0] ?? ''), join(directory, 'tulving.db'));
    const store = await openSqliteStore({ directory });
    expect((await store.status()).memories.active).toBe(1);
    await store.close();
  });

  it('is refused when it is a file', async () => {
    const directory = join(temporaryDirectory(), 'data');
    writeFileSync(directory, 'x');
    await expect(openSqliteStore({ directory })).rejects.toMatchObject({
      code: 'store_read_only',
    });
  });
});

describe('a disk that says no', () => {
  it('read-only: told with its remedy, and the data stays as it was', async () => {
    const directory = await storeWithOneNote();
    const before = bytesOf(directory);
    chmodSync(join(directory, 'tulving.db'), 0o400);
    chmodSync(directory, 0o500);
    const { status, stderr } = runAsNobody(['add', 'x', '--data', directory], directory);
    chmodSync(directory, 0o700);
    expect(stderr).toContain('The data directory cannot be written');
    expect(stderr).toContain('--data');
    expect(status).toBe(6);
    expect(bytesOf(directory)).toEqual(before);
  });

  it('full: the write is refused as a whole, and what is there can be read', async () => {
    const memory = await temporaryMemory({ pageLimit: 200 });
    await memory.add({ text: 'Mia lives in Lisbon.' });
    const filling = async () => {
      for (let at = 0; at < 1_000; at++) {
        await memory.add({ text: `Note ${at}: ${'lorem ipsum '.repeat(200)}` });
      }
    };
    await expect(filling()).rejects.toMatchObject({
      code: 'store_full',
      remedy: expect.stringContaining('Free some space'),
    });
    const status = await memory.status();
    expect(status.episodes).toBeGreaterThan(1);
    await expect(memory.add({ text: 'y '.repeat(50_000) })).rejects.toMatchObject({
      code: 'store_full',
    });
    expect(await memory.status()).toEqual(status);
    expect((await memory.search({ query: 'Where does Mia live?' })).results[0]).toMatchObject({
      text: 'Mia lives in Lisbon.',
    });
  });
});

describe('another process that writes', () => {
  it('is waited for, and told when it does not end', async () => {
    const directory = temporaryDirectory();
    const store = await openSqliteStore({ directory });
    const space = await store.space(testSpace);
    const { DatabaseSync } = await loadDriver();
    const other = new DatabaseSync(join(directory, 'tulving.db'));
    other.exec('BEGIN IMMEDIATE');
    const waiting = store.commit(noteOf('red kite', space));
    setTimeout(() => other.exec('COMMIT'), 200);
    expect((await waiting).memories).toHaveLength(1);
    other.close();
    await store.close();
  });
});

/** Root may write anywhere, so a test that runs as root gives the directory and the command away. */
function runAsNobody(argv: readonly string[], directory: string) {
  const command = fileURLToPath(new URL('../../bin/tulving.js', import.meta.url));
  const root = process.getuid?.() === 0;
  const nobody = 65_534;
  const home = join(directory, '..');
  if (root) {
    mkdirSync(home, { recursive: true });
    chmodSync(home, 0o755);
    for (const path of [directory, join(directory, 'tulving.db')]) chownSync(path, nobody, nobody);
  }
  return spawnSync(process.execPath, [command, ...argv], {
    encoding: 'utf8',
    cwd: '/',
    ...(root && { uid: nobody, gid: nobody }),
  });
}

describe('a database that is held until another takes its place', () => {
  async function held() {
    const directory = await storeWithOneNote();
    const path = join(directory, 'tulving.db');
    const other = join(await storeWithOneNote(), 'tulving.db');
    const { DatabaseSync } = await loadDriver();
    const open = () => {
      const connection = new Connection(new DatabaseSync(path));
      onTestFinished(() => connection.close());
      return connection;
    };
    const hold = () => HeldDatabase.hold(path);
    return { directory, path, other, open, hold };
  }
  const write = (db: Connection) => db.exec("INSERT INTO setting VALUES ('late', 'said')");

  it('can be read, and takes no writes', async () => {
    const { open, hold } = await held();
    const database = await hold();
    const reader = open();
    expect(reader.get('SELECT count(*) AS n FROM memory')).toEqual({ n: 1 });
    expect(() => write(reader)).toThrow('locked');
    expect(() => reader.exec('PRAGMA journal_mode = WAL')).toThrow('locked');
    database.release();
    write(reader);
  });

  it('is refused where somebody has it open, and where one has come about', async () => {
    const { directory, path, other, hold } = await held();
    const store = await openSqliteStore({ directory });
    await expect(hold()).rejects.toMatchObject({ code: 'store_busy' });
    await store.close();
    rmSync(path);
    const place = await hold();
    writeFileSync(path, '');
    expect(() => place.replaceBy(other)).toThrow('open in another process');
  });

  it.skipIf(process.platform === 'win32')(
    'takes nothing from who opened it before the other took its place',
    async () => {
      const { directory, path, other, open, hold } = await held();
      const database = await hold();
      const late = open();
      late.get('SELECT count(*) AS n FROM memory');
      database.replaceBy(other);
      expect(() => late.exec('PRAGMA journal_mode = WAL')).toThrow('readonly');
      expect(() => write(late)).toThrow('readonly');
      expect(existsSync(other)).toBe(false);
      expect(readdirSync(directory)).toEqual(['tulving.db']);
      write(open());
      expect(statSync(path).size).toBeGreaterThan(0);
    },
  );

  it.skipIf(process.platform === 'win32')(
    'is refused to who waited for it while another took its place',
    async () => {
      const { other, open, hold } = await held();
      const first = await hold();
      const { exec } = Connection.prototype;
      // The first renames and releases while the second, which has opened the old file, waits for the lock.
      const waiting = vi.spyOn(Connection.prototype, 'exec').mockImplementation(function (
        this: Connection,
        sql,
      ) {
        if (sql === 'BEGIN IMMEDIATE') first.replaceBy(other);
        exec.call(this, sql);
      });
      onTestFinished(() => waiting.mockRestore());
      await expect(hold()).rejects.toMatchObject({ code: 'store_busy' });
      waiting.mockRestore();
      write(open());
      const again = await hold();
      expect(() => write(open())).toThrow('locked');
      again.release();
    },
  );

  it.each(['EPERM', 'EACCES', 'EBUSY'])('is busy where Windows answers %s', async (code) => {
    const { path, other, hold } = await held();
    const rename = () => {
      throw Object.assign(new Error(`${code}: rename`), { code });
    };
    const windows = await hold();
    expect(() => windows.replaceBy(other, { platform: 'win32', rename })).toThrow(
      expect.objectContaining({ code: 'store_busy', message: expect.stringContaining(path) }),
    );
    const elsewhere = await hold();
    expect(() => elsewhere.replaceBy(other, { platform: 'linux', rename })).toThrow(
      expect.objectContaining({ code: code === 'EBUSY' ? 'store_failed' : 'store_read_only' }),
    );
    elsewhere.release();
  });

  it('stays as it was where another program made it', async () => {
    const path = join(temporaryDirectory(), 'tulving.db');
    const { DatabaseSync } = await loadDriver();
    const theirs = new DatabaseSync(path);
    theirs.exec('PRAGMA journal_mode = WAL; CREATE TABLE theirs (n)');
    theirs.close();
    const before = readFileSync(path);
    await expect(HeldDatabase.hold(path)).rejects.toMatchObject({ code: 'store_damaged' });
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(join(path, '..'))).toEqual(['tulving.db']);
  });

  it('tells with a code that it cannot be opened', async () => {
    const path = temporaryDirectory();
    await expect(HeldDatabase.hold(path)).rejects.toMatchObject({ code: 'store_read_only' });
  });
});

describe('the words of memories by their beginning (T5)', () => {
  it('are told after a commit in which they were asked for has failed', async () => {
    await withDatabase(await storeWithOneNote(), async (db) => {
      const words = new SqliteWords(db);
      const cube = db.get<{ cube: number }>('SELECT cube FROM memory')?.cube ?? 0;
      db.exec('BEGIN IMMEDIATE');
      expect(await words.beginning(cube, 'live', ['k'])).toEqual(['kite']);
      db.exec('ROLLBACK');
      expect(await words.beginning(cube, 'live', ['k'])).toEqual(['kite']);
    });
  });
});
