import assert from 'node:assert/strict';
import type { KeyStore, StoredKey } from '../store/keys.js';
import type { Store } from '../store/port.js';
import type { TestRunner } from './store-suite.js';

/** A store, as far as keys go. */
export type StoreOfKeys = Pick<Store, 'manifest' | 'tenant' | 'close'> & { keys: KeyStore };

export interface KeysSuiteOptions {
  /** For the headline of the suite. */
  name: string;
  runner: TestRunner;
  /** A place where nothing is kept yet. */
  emptyPlace(): string | Promise<string>;
  /** Opens the store at a place; what was kept there before is found again. */
  open(place: string): Promise<StoreOfKeys>;
}

type It = (
  title: string,
  body: (store: StoreOfKeys, another: () => Promise<StoreOfKeys>) => Promise<void>,
) => void;

const TENANT = 1;

/** A key that fixes nothing; ids are made readable by filling up. */
export function storedKey(id: string, fields: Partial<StoredKey> = {}): StoredKey {
  return {
    id: id.padEnd(16, '0'),
    tenant: TENANT,
    hash: new Uint8Array(32).fill(id.length),
    name: id,
    scopes: ['read', 'write'],
    principal: null,
    user: null,
    agent: null,
    app: null,
    cubes: null,
    createdAt: 1_000,
    expiresAt: null,
    revokedAt: null,
    lastUsedAt: null,
    ...fields,
  };
}

/**
 * What every store of keys must do.
 *
 * @example
 * keysSuite({ name: 'sqlite', runner: { describe, it }, emptyPlace, open: openSqliteStore });
 */
export function keysSuite({ name, runner, emptyPlace, open }: KeysSuiteOptions): void {
  /** A case on a store of its own, which may be opened a second time beside it. */
  const it: It = (title, body) =>
    runner.it(title, async () => {
      const place = await emptyPlace();
      const stores: StoreOfKeys[] = [];
      const another = async () => {
        const store = await open(place);
        stores.push(store);
        return store;
      };
      try {
        await body(await another(), another);
      } finally {
        for (const store of stores) await store.close();
      }
    });

  runner.describe(`keys of ${name}`, () => {
    keepingCases(it);
    endingCases(it);
    keylessCases(it);
  });
}

function keepingCases(it: It): void {
  it('keeps a key with all that it fixes', async ({ keys }) => {
    const bare = storedKey('bare');
    const full = storedKey('full', {
      hash: Uint8Array.from({ length: 32 }, (_, at) => at * 8),
      name: 'laptop of 阿达 👩‍💻',
      scopes: ['admin'],
      principal: 'ada@example.org',
      user: 'ada',
      agent: 'helper',
      app: 'cursor',
      cubes: ['team, "one"', 'shared'],
      createdAt: 2_000,
      expiresAt: 9_000,
      revokedAt: 8_000,
      lastUsedAt: 7_000,
    });
    await keys.add(full);
    await keys.add(bare);
    assert.deepEqual(await keys.find(full.id), full);
    assert.deepEqual(await keys.list(TENANT), [bare, full]);
    assert.equal(await keys.find('nobody0000000000'), undefined);
  });

  it('takes a principal of the same name for the same one, tenant by tenant', async (store) => {
    const { keys } = store;
    const other = await store.tenant('other');
    await keys.add(storedKey('one', { principal: 'bot' }));
    await keys.add(storedKey('two', { principal: 'bot' }));
    await keys.add(storedKey('three', { principal: 'bot', tenant: other }));
    const principals = async (tenant: number) =>
      (await keys.list(tenant)).map(({ principal }) => principal);
    assert.deepEqual(await principals(TENANT), ['bot', 'bot']);
    assert.deepEqual(await principals(other), ['bot']);
  });

  it('refuses a second key of the same id, and keeps the first', async ({ keys }) => {
    const first = storedKey('same');
    await keys.add(first);
    await assert.rejects(keys.add({ ...first, scopes: ['admin'] }));
    assert.deepEqual(await keys.list(TENANT), [first]);
  });

  it('keeps tenants apart, except where a key tells its own', async (store) => {
    const { keys } = store;
    const other = await store.tenant('other');
    const theirs = storedKey('theirs', { tenant: other });
    await keys.add(theirs);
    assert.deepEqual(await keys.list(TENANT), []);
    assert.deepEqual(await keys.find(theirs.id), theirs);
    assert.equal(await keys.revoke(TENANT, theirs.id, 2_000), false);
    assert.equal(await keys.rotate(TENANT, theirs.id, storedKey('next'), 2_000), false);
    assert.deepEqual(await keys.list(other), [theirs]);
    assert.deepEqual(await keys.list(TENANT), []);
  });

  it('notes the latest use', async ({ keys }) => {
    const { id } = storedKey('used');
    await keys.add(storedKey('used'));
    await keys.touch(id, 5_000);
    await keys.touch(id, 4_000);
    await keys.touch('nobody0000000000', 6_000);
    assert.equal((await keys.find(id))?.lastUsedAt, 5_000);
  });
}

function endingCases(it: It): void {
  it('revokes once: the first moment stays', async ({ keys }) => {
    const { id } = storedKey('old');
    await keys.add(storedKey('old'));
    assert.equal(await keys.revoke(TENANT, id, 2_000), true);
    assert.equal(await keys.revoke(TENANT, id, 3_000), true);
    assert.equal(await keys.revoke(TENANT, 'nobody0000000000', 2_000), false);
    assert.equal((await keys.find(id))?.revokedAt, 2_000);
  });

  it('rotates: adds the new key and lets the old one end, never later than before', async (store) => {
    const { keys } = store;
    const cases = [
      { expiresAt: null, until: 3_000, ends: 3_000 },
      { expiresAt: 9_000, until: 3_000, ends: 3_000 },
      { expiresAt: 2_500, until: 3_000, ends: 2_500 },
    ];
    for (const [at, { expiresAt, until, ends }] of cases.entries()) {
      const old = storedKey(`old${at}`, { expiresAt });
      const next = storedKey(`next${at}`, { createdAt: 2_000, expiresAt });
      await keys.add(old);
      assert.equal(await keys.rotate(TENANT, old.id, next, until), true);
      assert.deepEqual(await keys.find(old.id), { ...old, expiresAt: ends });
      assert.deepEqual(await keys.find(next.id), next);
    }
  });

  it('rotates nothing that has ended', async ({ keys }) => {
    const gone = [
      storedKey('revoked', { revokedAt: 1_500 }),
      storedKey('expired', { expiresAt: 2_000 }),
    ];
    for (const key of gone) await keys.add(key);
    for (const id of [...gone.map((key) => key.id), 'nobody0000000000']) {
      const next = storedKey('next', { createdAt: 2_000 });
      assert.equal(await keys.rotate(TENANT, id, next, 3_000), false);
    }
    assert.deepEqual(await keys.list(TENANT), gone);
  });

  it('lets one of two rotations at once win when there is no grace', async ({ keys }) => {
    const { id } = storedKey('old');
    await keys.add(storedKey('old'));
    const rotated = await Promise.all(
      ['left', 'right'].map((name) =>
        keys.rotate(TENANT, id, storedKey(name, { createdAt: 2_000 }), 2_000),
      ),
    );
    assert.equal(rotated.filter(Boolean).length, 1);
    assert.equal((await keys.list(TENANT)).length, 2);
  });

  it('leaves the old key as it was when the new one cannot be added', async ({ keys }) => {
    const old = storedKey('old');
    const taken = storedKey('taken');
    await keys.add(old);
    await keys.add(taken);
    await assert.rejects(keys.rotate(TENANT, old.id, taken, 2_000));
    assert.deepEqual(await keys.find(old.id), old);
  });
}

function keylessCases(it: It): void {
  it('knows of any key, of whatever tenant, ended ones too, until all are cleared', async (store) => {
    const { keys } = store;
    assert.equal(await keys.any(), false);
    assert.equal(await keys.clear(), 0);
    const other = await store.tenant('other');
    const { id } = storedKey('theirs');
    await keys.add(storedKey('theirs', { tenant: other, expiresAt: 1_001, principal: 'bot' }));
    assert.equal(await keys.any(), true);
    await keys.revoke(other, id, 2_000);
    assert.equal(await keys.any(), true);
    await keys.add(storedKey('mine'));
    assert.equal(await keys.clear(), 2);
    assert.equal(await keys.any(), false);
    assert.deepEqual([await keys.list(TENANT), await keys.list(other)], [[], []]);
  });

  it('sees at once what another process did', async (store, another) => {
    if (!store.manifest.sharedByProcesses) return;
    const { keys } = store;
    const elsewhere = (await another()).keys;
    const { id } = storedKey('first');
    assert.equal(await keys.any(), false);
    await elsewhere.add(storedKey('first'));
    assert.equal(await keys.any(), true);
    await elsewhere.revoke(TENANT, id, 2_000);
    assert.equal((await keys.find(id))?.revokedAt, 2_000);
    await elsewhere.clear();
    assert.equal(await keys.any(), false);
  });
}
