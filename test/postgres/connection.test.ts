import { inspect } from 'node:util';
import { once } from 'node:events';
import { describe, expect, inject, it } from 'vitest';
import { connect, locationOf } from '../../src/store/postgres/driver-pg.js';
import { migrate } from '../../src/store/postgres/migrate.js';
import { openPostgresStore } from '../../src/store/postgres/store.js';
import { changeSet, noteOf, testSpace } from '../../src/testing/index.js';
import { spawnCli } from '../helpers/cli.js';
import { Cut } from '../helpers/cut.js';
import { bareDatabase, emptyDatabase, type TestDatabase } from '../helpers/databases.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

const limits = { poolSize: 4, statementTimeout: 30_000 };
const server = inject('databaseUrl');

const urlOfEmpty = () => urlOf(emptyDatabase);
/** For what makes the schema itself. */
const urlOfBare = () => urlOf(bareDatabase);

async function urlOf(make: () => Promise<TestDatabase>): Promise<string> {
  const { url } = await make();
  if (url === undefined) throw new Error('this test needs a server');
  return url;
}

/** PGlite has no server and no connections. */
describe.runIf(server !== undefined)('a connection that is lost', () => {
  it.each([
    ['before COMMIT is sent: done again', 'INSERT INTO', 'before'],
    ['with COMMIT on its way: done again', 'COMMIT', 'before'],
    ['with COMMIT done and not answered: not done again', 'COMMIT', 'after'],
  ] as const)('%s, so that a write is kept once (T3)', async (_, sent, place) => {
    const url = await urlOfEmpty();
    const cut = await Cut.before(url);
    const store = await openPostgresStore({ url: cut.url, ...limits });
    const space = await store.space(testSpace);
    await store.commit(noteOf('first', space));
    cut.once(sent, place);
    const { memories } = await store.commit(noteOf('red kite', space));
    expect(memories.map(({ outcome }) => outcome)).toEqual(['created']);
    const { episodes, memories: kept } = await store.status();
    expect([episodes, kept.active]).toEqual([2, 2]);
    await store.close();
  });

  it('while it reads: asked again', async () => {
    const cut = await Cut.before(await urlOfEmpty());
    const store = await openPostgresStore({ url: cut.url, ...limits });
    await store.commit(noteOf('red kite', await store.space(testSpace)));
    cut.once('FROM cube', 'after');
    expect((await store.cubes.states(1, 'all')).map(({ live }) => live)).toEqual([1]);
    await store.close();
  });

  it('when the server ends it, and comes back', async () => {
    const url = await urlOfEmpty();
    const store = await openPostgresStore({ url, ...limits });
    const space = await store.space(testSpace);
    const admin = await connect({ url, ...limits });
    for (const text of ['one', 'two', 'three']) {
      await admin.all(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
      );
      await store.commit(noteOf(text, space));
    }
    expect((await store.status()).memories.active).toBe(3);
    await admin.close();
    await store.close();
  });
});

const PASSWORD = 'correct-horse';

describe.runIf(server !== undefined)('a database that says no', () => {
  const at = (change: (url: URL) => void) => {
    const url = new URL(server ?? '');
    // A server that trusts this machine takes any.
    url.password ||= PASSWORD;
    change(url);
    return url.href;
  };

  it.each([
    [
      'no server',
      (url: URL) => void (url.port = '1'),
      { code: 'store_unreachable', remedy: expect.stringContaining('Start it') },
    ],
    [
      'no such host',
      (url: URL) => void (url.hostname = 'nowhere.invalid'),
      { code: 'store_unreachable', remedy: expect.stringContaining('host') },
    ],
    [
      'no such database',
      (url: URL) => void (url.pathname = '/nowhere'),
      { code: 'store_refused', remedy: expect.stringContaining('createdb') },
    ],
    [
      'no such user',
      (url: URL) => void (url.username = 'nobody_here'),
      { code: 'store_refused', remedy: expect.stringContaining('TULVING_DATABASE_URL') },
    ],
  ])('%s: told with its remedy, and never with the password', async (_, change, expected) => {
    const failure = await openPostgresStore({ url: at(change), ...limits }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject(expected);
    expect(`${String(failure)} ${JSON.stringify(failure)}`).not.toContain(
      new URL(at(() => undefined)).password,
    );
  });

  it.each(['nonsense s3cret', 'mysql://ada:s3cret@db/memory', 'postgres://ada:s3cret#@db/memory'])(
    'a URL that cannot be read (%s): told, and never with the password',
    async (url) => {
      const failure = await openPostgresStore({ url, ...limits }).catch((error: unknown) => error);
      expect(failure).toMatchObject({
        code: 'invalid_setting',
        remedy: expect.stringContaining('percent-encode'),
      });
      expect(`${inspect(failure)} ${JSON.stringify(failure)}`).not.toContain('s3cret');
    },
  );

  it('a server without TLS where it is asked for: told with its remedy', async () => {
    const url = at(({ searchParams }) => searchParams.set('sslmode', 'verify-full'));
    await expect(openPostgresStore({ url, ...limits })).rejects.toMatchObject({
      code: 'store_refused',
      remedy: expect.stringContaining('sslmode'),
    });
  });

  it('takes a password of any characters', async () => {
    const url = await urlOfBare();
    const owner = await connect({ url, ...limits });
    const guest = new URL(url);
    const name = `odd_${guest.pathname.slice(-12)}`;
    await owner.script(`CREATE ROLE ${name} SUPERUSER LOGIN PASSWORD 's3cr@t/#?:% ü'`);
    guest.username = name;
    guest.password = encodeURIComponent('s3cr@t/#?:% ü');
    const store = await openPostgresStore({ url: guest.href, ...limits });
    expect((await store.status()).location).toBe(`postgres://${guest.host}${guest.pathname}`);
    await store.close();
    await owner.script(`REASSIGN OWNED BY ${name} TO CURRENT_USER; DROP ROLE ${name}`);
    await owner.close();
  });

  it('a search path that is not ours, as behind a pooler: refused before anything is made', async () => {
    const url = new URL(await urlOfBare());
    url.searchParams.set('options', '-c search_path=$user,public');
    await expect(openPostgresStore({ url: url.href, ...limits })).rejects.toMatchObject({
      code: 'store_refused',
      remedy: expect.stringContaining('search_path'),
    });
  });

  it('tells where it lies without user and password', () => {
    expect(locationOf('postgres://ada@/memory?host=/run/postgresql')).toBe(
      'postgres:///run/postgresql/memory',
    );
    expect(locationOf('postgres://ada:secret@db.example:5433/memory')).toBe(
      'postgres://db.example:5433/memory',
    );
  });

  it('is what serve tells when it is ready', async () => {
    const url = await urlOfBare();
    const directory = temporaryDirectory();
    const argv = ['serve', '--port', '0', '--data', directory, '--log-level', 'error'];
    const server = spawnCli(argv, { TULVING_DATABASE_URL: url });
    const [line] = await once(server.stdout ?? server, 'data');
    expect(String(line)).toContain(`(data: ${locationOf(url)})`);
    server.kill('SIGTERM');
    await once(server, 'exit');
  });

  it('no right to make anything: told with its remedy', async () => {
    const url = await urlOfBare();
    const owner = await connect({ url, ...limits });
    const guest = new URL(url);
    guest.username = `guest_${guest.pathname.slice(-12)}`;
    await owner.script(`CREATE ROLE ${guest.username} LOGIN PASSWORD 'guest'`);
    guest.password = 'guest';
    try {
      await expect(openPostgresStore({ url: guest.href, ...limits })).rejects.toMatchObject({
        code: 'store_refused',
        remedy: expect.stringContaining('CREATE'),
      });
    } finally {
      await owner.script(`DROP ROLE ${guest.username}`);
      await owner.close();
    }
  });

  it('takes too long, or has no connection left: told with its remedy', async () => {
    const url = await urlOfEmpty();
    const store = await openPostgresStore({ url, poolSize: 1, statementTimeout: 200 });
    const other = await connect({ url, ...limits });
    const held = other.transaction(async (sql) => {
      await sql.script('LOCK TABLE memory IN ACCESS EXCLUSIVE MODE');
      await expect(store.memories.texts([1])).rejects.toMatchObject({
        code: 'store_timeout',
        remedy: expect.stringContaining('TULVING_DATABASE_TIMEOUT'),
      });
    });
    await held;
    await other.close();
    await store.close();
  });
});

describe('a schema', () => {
  it('of a newer version is refused and left as it is', async () => {
    const { open } = await emptyDatabase();
    const database = await open();
    await migrate(database);
    await database.run('INSERT INTO migration (number, at) VALUES (999, 0)');
    await expect(openPostgresStore({ database: await open() })).rejects.toMatchObject({
      code: 'store_newer',
      remedy: expect.stringContaining('Update Tulving'),
    });
    await database.run('DELETE FROM migration WHERE number = 999');
    await database.close();
  });

  it('that fails to be brought up to date stays as it was', async () => {
    const { open } = await emptyDatabase();
    const database = await open();
    const found = await migrate(database);
    const next = {
      number: found + 1,
      name: 'next.sql',
      sql: 'CREATE TABLE later (); SELECT 1 FROM nowhere',
    };
    const { readMigrations } = await import('../../src/store/postgres/migrate.js');
    await expect(migrate(database, [...readMigrations(), next])).rejects.toThrow('nowhere');
    expect(await migrate(database)).toBe(found);
    const row = await database.get("SELECT to_regclass('later') AS later");
    expect(row).toEqual({ later: null });
    await database.close();
  });
});

describe.runIf(server !== undefined)('behind a pooler that forgets prepared statements', () => {
  it('goes on without them', async () => {
    const url = await urlOfEmpty();
    const database = await connect({ url, poolSize: 1, statementTimeout: 30_000 });
    const store = await openPostgresStore({ database });
    const space = await store.space(testSpace);
    for (let at = 0; at < 8; at++) await store.commit(noteOf(`note ${at}`, space));
    await database.script('DEALLOCATE ALL');
    for (let at = 0; at < 8; at++) await store.commit(noteOf(`more ${at}`, space));
    expect((await store.status()).memories.active).toBe(16);
    await store.close();
  });
});

/** Two processes, as far as the database can tell. */
describe.runIf(server !== undefined)('several processes', () => {
  it('write at once: nothing is lost, and numbers ascend in each cube (T3)', async () => {
    const url = await urlOfBare();
    const stores = await Promise.all([1, 2, 3].map(() => openPostgresStore({ url, ...limits })));
    const space = await (stores[0] as (typeof stores)[0]).space(testSpace);
    const seen: number[] = [];
    let reading = true;
    const reader = (async () => {
      const last = () => seen.at(-1) ?? 0;
      while (reading) {
        const page = await (stores[0] as (typeof stores)[0]).log.page(1, last(), 100);
        seen.push(...page.map(({ seq }) => seq));
      }
    })();
    const texts = Array.from({ length: 60 }, (_, at) => `note ${'abcdefghij'[at % 10]} ${at}`);
    await Promise.all(
      texts.map((text, at) => {
        const cube = at % 2 ? 'one' : 'two';
        const scope = { cube, user: null, agent: null, app: null, run: null };
        return (stores[at % 3] as (typeof stores)[0]).commit(noteOf(text, space, { scope }));
      }),
    );
    reading = false;
    await reader;
    const all = await (stores[0] as (typeof stores)[0]).log.page(1, 0, 1_000);
    expect(all).toHaveLength(120);
    // Who follows goes on from a clock: two with the same, or out of order, would be missed.
    const clocks = all.map(({ hlc }) => hlc);
    expect(clocks).toEqual([...new Set(clocks)].toSorted((a, b) => a - b));
    const rest = await (stores[0] as (typeof stores)[0]).log.page(1, seen.at(-1) ?? 0, 1_000);
    expect([...seen, ...rest.map(({ seq }) => seq)]).toEqual(all.map(({ seq }) => seq));
    const { memories } = await (stores[1] as (typeof stores)[0]).status();
    expect(memories.active).toBe(60);
    expect((await (stores[2] as (typeof stores)[0]).check()).filter(({ ok }) => !ok)).toEqual([]);
    for (const store of stores) await store.close();
  });

  it('read no event before those of a transaction that still runs', async () => {
    const url = await urlOfEmpty();
    const store = await openPostgresStore({ url, ...limits });
    const space = await store.space(testSpace);
    await store.commit(noteOf('red kite', space));
    const other = await connect({ url, ...limits });
    await other.transaction(async (sql) => {
      const { Ledger } = await import('../../src/store/postgres/ledger.js');
      const elsewhere = { cube: 'elsewhere', user: null, agent: null, app: null, run: null };
      const changes = { ...changeSet(), ...noteOf('late', space, { scope: elsewhere }) };
      const [ledger] = (await Ledger.open(sql, [changes])) as [InstanceType<typeof Ledger>];
      await store.commit(noteOf('blue kite', space));
      const before = await store.log.page(1, 0, 10);
      expect(before.map(({ kind }) => kind)).toEqual(['episode.recorded', 'memory.created']);
      await ledger.books.settle();
    });
    expect(await store.log.page(1, 0, 10)).toHaveLength(4);
    await other.close();
    await store.close();
  });

  it('take each job once', async () => {
    const url = await urlOfEmpty();
    const stores = await Promise.all([1, 2].map(() => openPostgresStore({ url, ...limits })));
    const [first] = stores as [(typeof stores)[0]];
    const jobs = Array.from(
      { length: 20 },
      (_, at) => `01890000-0000-7000-8000-0000000000${at + 10}`,
    );
    for (const id of jobs) {
      await first.jobs.enqueue({ id, kind: 'x', tenant: 1, user: null, payload: {} }, 0);
    }
    const taken = await Promise.all(
      jobs.map((_, at) =>
        (stores[at % 2] as (typeof stores)[0]).jobs.lease({
          kinds: ['x'],
          by: `w${at}`,
          at: 1,
          until: 9,
        }),
      ),
    );
    expect(new Set(taken.map((job) => job?.id))).toEqual(new Set(jobs));
    for (const store of stores) await store.close();
  });

  it('hand in what need be done once: it is there once', async () => {
    const url = await urlOfEmpty();
    const store = await openPostgresStore({ url, ...limits });
    const ids = Array.from(
      { length: 8 },
      (_, at) => `01890000-0000-7000-8000-0000000000${at + 10}`,
    );
    const handedIn = await Promise.all(
      ids.map((id) =>
        store.jobs.enqueue({ id, kind: 'x', tenant: 1, user: null, payload: {}, onlyOne: true }, 0),
      ),
    );
    expect(new Set(handedIn).size).toBe(1);
    expect((await store.jobs.counts(1)).waiting).toBe(1);
    await store.close();
  });
});
