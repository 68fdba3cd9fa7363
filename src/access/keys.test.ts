import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Access, accessOf, FULL } from '../model/access.js';
import { LOCAL } from '../model/caller.js';
import type { NewKeyRequest } from '../model/key.js';
import { SqliteKeys } from '../store/sqlite/keys.js';
import { openDatabase } from '../store/sqlite/open.js';
import { SqliteStatements } from '../store/sqlite/statements.js';
import { WriteQueue } from '../store/sqlite/write-queue.js';
import { keysSuite, storedKey, type StoreOfKeys } from '../testing/keys-suite.js';
import {
  formatKey,
  hashSecret,
  Keys,
  newKeyText,
  parseKey,
  statusOf,
  verifySecret,
} from './keys.js';

function emptyPlace(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tulving-keys-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

async function open(directory: string): Promise<StoreOfKeys> {
  const { connection } = await openDatabase({ directory });
  const writes = new WriteQueue(connection);
  return {
    manifest: { name: 'sqlite', sharedByProcesses: true },
    keys: new SqliteKeys(new SqliteStatements(connection, writes), writes),
    tenant: (name) =>
      writes.run((db) => {
        const sql = 'INSERT INTO tenant (id, name) VALUES (?, ?)';
        return db.run(sql, name, name).lastInsertRowid;
      }),
    async close() {
      await writes.settled();
      connection.close();
    },
  };
}

keysSuite({ name: 'sqlite', runner: { describe, it }, emptyPlace, open });

const START = Date.parse('2026-03-04T09:30:00Z');
const HOUR = 3_600_000;

/** Keys on a store of their own, with a clock that is turned by hand. */
async function temporaryKeys() {
  const store = await open(emptyPlace());
  onTestFinished(() => store.close());
  const now = { at: START };
  const keys = new Keys({ keys: store.keys, clock: () => now.at, timezone: 'UTC' });
  return { keys, store, now };
}

const callerWith = (access: Partial<Access>, fields: Partial<typeof LOCAL> = {}) => ({
  ...LOCAL,
  ...fields,
  access: { ...FULL, ...access },
});

const refusal = (code: string, detail = '') => ({
  code,
  message: expect.stringContaining(detail),
});

describe('the text of a key', () => {
  it('goes there and back', () => {
    for (let round = 0; round < 1_000; round++) {
      const made = newKeyText();
      const text = formatKey(made);
      expect(text).toMatch(/^tlv_[a-z0-9]{16}_[0-9A-Za-z]{43}$/);
      expect(parseKey(text)).toEqual(made);
    }
  });

  it('is never the same, and takes every letter as often as every other', () => {
    const made = Array.from({ length: 4_000 }, newKeyText);
    expect(new Set(made.map(({ id }) => id)).size).toBe(made.length);
    expectUniform(made.map(({ secret }) => secret).join(''), 62);
    expectUniform(made.map(({ id }) => id).join(''), 36);
  });

  it.each([
    ['nothing', ''],
    ['another prefix', `key_${'a'.repeat(16)}_${'b'.repeat(43)}`],
    ['a short id', `tlv_${'a'.repeat(15)}_${'b'.repeat(43)}`],
    ['capitals in the id', `tlv_${'A'.repeat(16)}_${'b'.repeat(43)}`],
    ['a short secret', `tlv_${'a'.repeat(16)}_${'b'.repeat(42)}`],
    ['a long secret', `tlv_${'a'.repeat(16)}_${'b'.repeat(44)}`],
    ['another letter in the secret', `tlv_${'a'.repeat(16)}_${'b'.repeat(42)}-`],
    ['a line end', `tlv_${'a'.repeat(16)}_${'b'.repeat(43)}\n`],
    ['white space before', ` tlv_${'a'.repeat(16)}_${'b'.repeat(43)}`],
  ])('is not read from %s', (_, text) => expect(parseKey(text)).toBeUndefined());

  it('is told by its hash, which nothing stands in for', () => {
    const { secret } = newKeyText();
    expect(verifySecret(secret, hashSecret(secret))).toBe(true);
    expect(verifySecret(newKeyText().secret, hashSecret(secret))).toBe(false);
    expect(verifySecret(secret, undefined)).toBe(false);
    // FIPS 180-2, B.1.
    expect(Buffer.from(hashSecret('abc')).toString('hex')).toMatch(/^ba7816bf.*f20015ad$/);
  });
});

describe('authenticate', () => {
  it('tells whose key it is', async () => {
    const { keys } = await temporaryKeys();
    const made = await keys.create({
      name: 'bot',
      scopes: ['read'],
      principal: 'support',
      user_id: 'ada',
      agent_id: 'helper',
      app_id: 'cursor',
      cubes: ['team', 'team', 'shared'],
    });
    const key = await keys.authenticate(made.secret);
    expect(key).toMatchObject({ id: made.id, tenant: 1, name: 'bot', principal: 'support' });
    expect(accessOf(key)).toEqual({
      scopes: ['read'],
      principal: 'support',
      expiresAt: null,
      user: 'ada',
      agent: 'helper',
      app: 'cursor',
      cubes: ['team', 'shared'],
    });
  });

  it('says the same whether the id, the secret or all of it is wrong', async () => {
    const { keys } = await temporaryKeys();
    const text = parseKey((await keys.create({ name: 'bot' })).secret);
    const other = parseKey((await keys.create({ name: 'other' })).secret);
    if (!text || !other) throw new Error('made keys are keys');
    const tampered = `${text.secret.slice(0, -1)}${text.secret.endsWith('a') ? 'b' : 'a'}`;
    const wrong = [
      'no key at all',
      formatKey({ ...text, secret: tampered }),
      formatKey({ ...text, secret: other.secret }),
      formatKey({ ...text, id: newKeyText().id }),
      formatKey(newKeyText()),
    ];
    for (const one of wrong) {
      await expect(keys.authenticate(one)).rejects.toMatchObject({
        code: 'unauthorized',
        message: 'There is no such key.',
      });
    }
  });

  it('tells that a key has ended to who has its secret, and to nobody else', async () => {
    const { keys, now } = await temporaryKeys();
    const brief = await keys.create({ name: 'brief', expires_at: '2026-03-04T10:30:00Z' });
    const lost = await keys.create({ name: 'lost' });
    await keys.revoke(lost.id);
    now.at += HOUR - 1;
    expect(await keys.authenticate(brief.secret)).toMatchObject({ id: brief.id });
    now.at += 1;
    await expect(keys.authenticate(brief.secret)).rejects.toMatchObject(
      refusal('unauthorized', `"brief" (${brief.id}) has expired`),
    );
    await expect(keys.authenticate(lost.secret)).rejects.toMatchObject(
      refusal('unauthorized', `"lost" (${lost.id}) was revoked`),
    );
    for (const { id } of [brief, lost]) {
      const guess = formatKey({ ...newKeyText(), id });
      await expect(keys.authenticate(guess)).rejects.toMatchObject({
        message: 'There is no such key.',
      });
    }
  });

  it.each([
    ['a key without an end', {}, 'valid'],
    ['before its end', { expiresAt: 2_001 }, 'valid'],
    ['at its end', { expiresAt: 2_000 }, 'expired'],
    ['revoked', { revokedAt: 1_000 }, 'revoked'],
    ['revoked by a process whose clock is ahead', { revokedAt: 9_000 }, 'revoked'],
    ['expired and revoked', { expiresAt: 1_000, revokedAt: 1_500 }, 'revoked'],
  ])('status: %s', (_, fields, status) => {
    expect(statusOf(storedKey('key', fields), 2_000)).toBe(status);
  });
});

describe('keys', () => {
  it('are kept as a hash: neither list nor database holds the secret', async () => {
    const { keys, store } = await temporaryKeys();
    const { secret, ...rest } = await keys.create({ name: 'bot' });
    expect(await keys.list()).toEqual([rest]);
    expect(rest).toEqual({
      id: parseKey(secret)?.id,
      name: 'bot',
      scopes: ['read', 'write'],
      principal: null,
      user_id: null,
      agent_id: null,
      app_id: null,
      cubes: null,
      created_at: '2026-03-04T09:30:00.000Z',
      expires_at: null,
      revoked_at: null,
      last_used_at: null,
    });
    const kept = await store.keys.find(rest.id);
    expect(kept?.hash).toEqual(hashSecret(parseKey(secret)?.secret ?? ''));
    expect(JSON.stringify(kept)).not.toContain(parseKey(secret)?.secret);
  });

  it.each<[string, unknown, string]>([
    ['no name', {}, '/name'],
    ['an empty name', { name: ' ' }, '/name'],
    ['a long name', { name: 'n'.repeat(257) }, '/name'],
    ['no scopes', { name: 'n', scopes: [] }, '/scopes'],
    ['a scope that there is not', { name: 'n', scopes: ['root'] }, '/scopes/0'],
    ['every user', { name: 'n', user_id: '*' }, '/user_id'],
    ['no cubes', { name: 'n', cubes: [] }, '/cubes'],
    ['an end in the past', { name: 'n', expires_at: '2026-03-04T09:30:00Z' }, '/expires_at'],
    ['an end that is no date', { name: 'n', expires_at: 'soon' }, '/expires_at'],
    ['a misspelt field', { name: 'n', userid: 'ada' }, '/userid'],
  ])('are not made with %s', async (_, request, pointer) => {
    const { keys } = await temporaryKeys();
    await expect(keys.create(request as NewKeyRequest)).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ pointer }],
    });
    expect(await keys.any()).toBe(false);
  });

  it('rotate with a grace: both are taken, then only the new one', async () => {
    const { keys, now } = await temporaryKeys();
    const request = {
      name: 'bot',
      scopes: ['write' as const],
      principal: 'support',
      user_id: 'ada',
      app_id: 'cursor',
      cubes: ['shared'],
      expires_at: '2027-01-01',
    };
    const old = await keys.create(request);
    now.at += HOUR;
    const next = await keys.rotate(old.id, { grace_seconds: 60 });
    const same = { ...old, id: next.id, secret: next.secret, created_at: next.created_at };
    expect(next).toEqual(same);
    expect(next.id).not.toBe(old.id);
    now.at += 59_999;
    await keys.authenticate(old.secret);
    await keys.authenticate(next.secret);
    now.at += 1;
    await expect(keys.authenticate(old.secret)).rejects.toMatchObject(
      refusal('unauthorized', 'has expired'),
    );
    expect(accessOf(await keys.authenticate(next.secret))).toMatchObject({ user: 'ada' });
    await expect(keys.rotate(old.id)).rejects.toMatchObject(refusal('not_found', 'has ended'));
  });

  it('rotate without a grace: the old one ends at once', async () => {
    const { keys } = await temporaryKeys();
    const old = await keys.create({ name: 'bot' });
    const next = await keys.rotate(old.id);
    await expect(keys.authenticate(old.secret)).rejects.toMatchObject({ code: 'unauthorized' });
    expect(await keys.authenticate(next.secret)).toMatchObject({ id: next.id });
    await expect(keys.rotate(next.id, { grace_seconds: 604_801 })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  it('note their use at most once an hour', async () => {
    const { keys, store, now } = await temporaryKeys();
    const { id, secret } = await keys.create({ name: 'bot' });
    const used = async () => {
      await keys.noteUse(await keys.authenticate(secret));
      return (await store.keys.find(id))?.lastUsedAt;
    };
    expect(await used()).toBe(START);
    now.at += HOUR - 1;
    expect(await used()).toBe(START);
    now.at += 1;
    expect(await used()).toBe(START + HOUR);
  });

  it('end keyless access until all are cleared', async () => {
    const { keys } = await temporaryKeys();
    expect(await keys.any()).toBe(false);
    const { id } = await keys.create({ name: 'bot' });
    await keys.revoke(id);
    expect(await keys.any()).toBe(true);
    expect(await keys.clear()).toBe(1);
    expect(await keys.any()).toBe(false);
  });
});

describe('who manages keys', () => {
  it.each<[string, Partial<Access>]>([
    ['read', { scopes: ['read'] }],
    ['write', { scopes: ['read', 'write'] }],
    ['nothing', { scopes: [] }],
  ])('needs admin: %s is not enough', async (_, access) => {
    const { keys } = await temporaryKeys();
    const { id } = await keys.create({ name: 'bot' });
    const caller = callerWith(access);
    const refused = refusal('forbidden', 'admin');
    await expect(keys.create({ name: 'x' }, caller)).rejects.toMatchObject(refused);
    await expect(keys.list(caller)).rejects.toMatchObject(refused);
    await expect(keys.revoke(id, caller)).rejects.toMatchObject(refused);
    await expect(keys.rotate(id, {}, caller)).rejects.toMatchObject(refused);
    expect(await keys.list()).toMatchObject([{ id, revoked_at: null, expires_at: null }]);
  });

  it.each<[string, Partial<Access>, Partial<NewKeyRequest>, string]>([
    ['another user', { user: 'ada' }, { user_id: 'bob' }, 'user_id is "bob"'],
    ['another agent', { agent: 'a' }, { agent_id: 'b' }, 'agent_id is "b"'],
    ['another app', { app: 'a' }, { app_id: 'b' }, 'app_id is "b"'],
    ['a cube beside its own', { cubes: ['a'] }, { cubes: ['a', 'b'] }, 'cube "b"'],
    ["another user's cube", { user: 'ada' }, { cubes: ['user:bob'] }, 'cube "user:bob"'],
  ])('makes no key that is wider: %s', async (_, access, fields, detail) => {
    const { keys } = await temporaryKeys();
    const making = keys.create({ name: 'x', ...fields }, callerWith(access));
    await expect(making).rejects.toMatchObject(refusal('forbidden', detail));
    expect(await keys.any()).toBe(false);
  });

  it('hands on what its own key fixes', async () => {
    const { keys } = await temporaryKeys();
    const caller = callerWith({
      principal: 'ops',
      user: 'ada',
      agent: 'helper',
      app: 'cursor',
      cubes: ['team'],
    });
    expect(await keys.create({ name: 'x', scopes: ['admin'] }, caller)).toMatchObject({
      user_id: 'ada',
      agent_id: 'helper',
      app_id: 'cursor',
      cubes: ['team'],
      principal: 'ops',
    });
    const posing = keys.create({ name: 'x', principal: 'root' }, caller);
    await expect(posing).rejects.toMatchObject(refusal('forbidden', 'principal is "root"'));
  });

  it('is not bound by the name that stands for it in the history', async () => {
    const { keys } = await temporaryKeys();
    const old = await keys.create({ name: 'bot', principal: 'support' });
    const caller = callerWith({}, { principal: 'laptop' });
    expect(await keys.create({ name: 'x' }, caller)).toMatchObject({ principal: null });
    expect(await keys.rotate(old.id, {}, caller)).toMatchObject({ principal: 'support' });
    expect(await keys.list(caller)).toHaveLength(3);
  });

  it('neither sees nor ends nor takes over a key that is wider than its own', async () => {
    const { keys, store } = await temporaryKeys();
    const other = await store.tenant('other');
    const wide = await keys.create({ name: 'wide' });
    const bob = await keys.create({ name: 'bob', user_id: 'bob' });
    const named = await keys.create({ name: 'named', user_id: 'ada', principal: 'root' });
    const theirs = await keys.create(
      { name: 'theirs', user_id: 'ada' },
      callerWith({}, { tenant: other }),
    );
    const own = await keys.create({ name: 'own', user_id: 'ada', principal: 'ops' });
    const caller = callerWith({ user: 'ada', principal: 'ops' });
    const before = await keys.list();
    expect(await keys.list(caller)).toMatchObject([{ id: own.id }]);
    for (const { id } of [wide, bob, named, theirs]) {
      await expect(keys.revoke(id, caller)).rejects.toMatchObject(refusal('not_found', id));
      await expect(keys.rotate(id, {}, caller)).rejects.toMatchObject(refusal('not_found', id));
    }
    expect(await keys.list()).toEqual(before);
    await keys.revoke(own.id, caller);
    await expect(keys.authenticate(own.secret)).rejects.toMatchObject({ code: 'unauthorized' });
  });
});

/** Pearson's chi-square: within eight standard deviations, which chance leaves once in a billion. */
function expectUniform(text: string, letters: number): void {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  expect(counts.size).toBe(letters);
  const expected = text.length / letters;
  const square = [...counts.values()].reduce((sum, n) => sum + (n - expected) ** 2 / expected, 0);
  const freedom = letters - 1;
  expect(square).toBeLessThan(freedom + 8 * Math.sqrt(2 * freedom));
}
