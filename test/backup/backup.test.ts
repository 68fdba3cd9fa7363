import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { createMemory } from '../../src/compose.js';
import { restoreBackup } from '../../src/facade/restore.js';
import type { Memory } from '../../src/memory.js';
import { newId } from '../../src/model/ids.js';
import { KeptFiles } from '../../src/store/kept-files.js';
import { openSqliteStore } from '../../src/store/sqlite/store.js';
import { temporaryDirectory, temporaryMemory } from '../helpers/temporary-memory.js';

const WRITERS = 4;

async function opened<Result>(data: string, work: (memory: Memory) => Promise<Result>) {
  const memory = await createMemory({ data, timezone: 'UTC' });
  try {
    return await work(memory);
  } finally {
    await memory.close();
  }
}

/** A note with the file that it was made of. @returns the id of the attachment */
async function withPicture(data: string): Promise<string> {
  const episode = await opened(data, async (memory) => {
    const text = 'My sister Mia lives in Lisbon.';
    return (await memory.add({ user_id: 'ada', text })).episodes[0]?.id ?? '';
  });
  const bytes = Buffer.from('a picture');
  const sha256 = await new KeptFiles(join(data, 'attachments')).keep(bytes);
  const store = await openSqliteStore({ directory: data });
  const about = { id: newId(), episode, sha256, mediaType: 'image/png', name: 'mia.png' };
  await store.notes.addAttachment({ ...about, bytes: bytes.length });
  await store.close();
  return about.id;
}

/** A store with a note and a key, and a backup of it. */
async function backedUp() {
  const data = temporaryDirectory();
  const made = await opened(data, async (memory) => {
    await memory.add({ user_id: 'ada', text: 'My sister Mia lives in Lisbon.' });
    await memory.keys.create({ name: 'admin', scopes: ['admin'] });
    return memory.backups.create();
  });
  return { data, file: made.path, made };
}

/** Whether it holds these bytes all the same: a bit that fills up a block of deflate says nothing. */
function unpacksTo(archive: Buffer, bytes: Buffer): boolean {
  try {
    return gunzipSync(archive).equals(bytes);
  } catch {
    return false;
  }
}

const textsIn = (data: string) =>
  opened(data, async (memory) =>
    (await memory.list({ user_id: 'ada' })).data.map(({ text }) => text),
  );

describe('a backup (D8, A10)', () => {
  it('has everything, files of attachments and the config file too, for its owner alone', async () => {
    const data = temporaryDirectory();
    writeFileSync(join(data, 'tulving.yaml'), 'ttl-days: 9\n');
    const attachment = await withPicture(data);
    const made = await opened(data, (memory) => memory.backups.create());
    expect(made).toMatchObject({ encrypted: false, own: true, files: 1, rows: { memory: 1 } });
    expect(statSync(made.path).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(data, 'backups'))).toEqual([made.name]);

    const into = temporaryDirectory();
    await restoreBackup({ file: made.path, data: into, with: ['settings'] });
    expect(readFileSync(join(into, 'tulving.yaml'), 'utf8')).toBe('ttl-days: 9\n');
    const picture = await opened(into, (memory) => memory.attachments.get(attachment));
    expect(Buffer.from(picture.content).toString()).toBe('a picture');
    const found = await opened(into, (memory) =>
      memory.search({ user_id: 'ada', query: 'Where does Mia live?' }),
    );
    expect(found.results[0]?.text).toBe('My sister Mia lives in Lisbon.');
    await opened(into, async (memory) => {
      for (const { ok, name } of await memory.check()) expect([name, ok]).toEqual([name, true]);
    });
  });

  it('taken while others write restores to a state that existed', async () => {
    const data = temporaryDirectory();
    const memory = await temporaryMemory({ data });
    let writes = true;
    const acknowledged = Array.from({ length: WRITERS }, () => 0);
    const writer = async (number: number) => {
      for (let count = 1; writes; count++) {
        await memory.add({ user_id: `writer${number}`, text: `Parcel ${count} has arrived.` });
        acknowledged[number] = count;
      }
    };
    const running = Array.from({ length: WRITERS }, (_, number) => writer(number));
    const files = [];
    for (let round = 0; round < 3; round++) {
      const before = [...acknowledged];
      files.push({ before, file: (await memory.backups.create()).path, after: [...acknowledged] });
    }
    writes = false;
    await Promise.all(running);
    expect(Math.min(...acknowledged)).toBeGreaterThan(3);
    for (const { before, file, after } of files) {
      const into = temporaryDirectory();
      await restoreBackup({ file, data: into });
      await opened(into, async (restored) => {
        for (let number = 0; number < WRITERS; number++) {
          const page = await restored.list({ user_id: `writer${number}`, limit: 500 });
          const counts = page.data
            .map(({ text }) => Number(/\d+/.exec(text)?.[0]))
            .toSorted((one, other) => one - other);
          // A prefix of what it wrote: nothing is missing in the middle.
          expect(counts).toEqual(counts.map((_, index) => index + 1));
          expect(counts.length).toBeGreaterThanOrEqual(before[number] ?? 0);
          expect(counts.length).toBeLessThanOrEqual((after[number] ?? 0) + 1);
        }
      });
    }
  });

  it('encrypted shows nothing, opens with its passphrase, and with no other', async () => {
    const data = temporaryDirectory();
    const made = await opened(data, async (memory) => {
      await memory.add({ user_id: 'ada', text: 'My sister Mia lives in Lisbon.' });
      return memory.backups.create({ passphrase: 'correct horse' });
    });
    expect(made.name).toMatch(/\.tar\.gz\.age$/);
    expect(readFileSync(made.path).toString('latin1')).toMatch(/^age-encryption.org\/v1\n/);
    const into = join(temporaryDirectory(), 'new');
    const refused = { code: 'archive_locked', message: expect.stringContaining(made.path) };
    const wrong = restoreBackup({ file: made.path, data: into, passphrase: 'wrong' });
    await expect(wrong).rejects.toMatchObject(refused);
    await expect(restoreBackup({ file: made.path, data: into })).rejects.toMatchObject(refused);
    const cut = `${made.path}.cut`;
    writeFileSync(cut, readFileSync(made.path).subarray(0, -40));
    const shorter = restoreBackup({ file: cut, data: into, passphrase: 'correct horse' });
    await expect(shorter).rejects.toMatchObject({ code: 'archive_damaged' });
    expect(existsSync(into)).toBe(false);
    await restoreBackup({ file: made.path, data: into, passphrase: 'correct horse' });
    expect(await textsIn(into)).toEqual(['My sister Mia lives in Lisbon.']);
  }, 240_000);
});

describe('restoring (A10)', () => {
  it('refuses what is cut off or changed anywhere, and changes nothing', async () => {
    const { file } = await backedUp();
    const whole = readFileSync(file);
    const into = temporaryDirectory();
    // The first ten bytes are the header of gzip: its time and system say nothing of what it holds.
    const flips = Array.from({ length: 24 }, (_, index) => {
      const bytes = Buffer.from(whole);
      const at = 10 + Math.floor(((whole.length - 11) * index) / 23);
      bytes[at] = (bytes[at] ?? 0) ^ 0x10;
      return bytes;
    }).filter((bytes) => !unpacksTo(bytes, gunzipSync(whole)));
    expect(flips.length).toBeGreaterThan(16);
    const cuts = [0, 1, 9, 200, whole.length >> 1, whole.length - 9, whole.length - 1];
    const broken = [...flips, ...cuts.map((length) => whole.subarray(0, length))];
    for (const bytes of [...broken, Buffer.from('no backup')]) {
      const copy = join(into, 'copy.tar.gz');
      writeFileSync(copy, bytes);
      await expect(restoreBackup({ file: copy, data: into })).rejects.toMatchObject({
        code: 'archive_damaged',
      });
    }
    expect(readdirSync(into)).toEqual(['copy.tar.gz']);
  });

  it('says first that there is no such file, and leaves nothing', async () => {
    const { data } = await backedUp();
    const file = join(temporaryDirectory(), 'nothing.tar.gz');
    const into = join(temporaryDirectory(), 'deep', 'new');
    for (const options of [{ data }, { data, replace: true }, { data: into }]) {
      await expect(restoreBackup({ file, ...options })).rejects.toMatchObject({
        code: 'not_found',
        message: `There is no backup ${file}.`,
      });
    }
    expect(existsSync(join(into, '..'))).toBe(false);
  });

  it('a dry run verifies, tells what is another store’s, and changes nothing', async () => {
    const { file } = await backedUp();
    const into = join(temporaryDirectory(), 'new');
    const told = await restoreBackup({ file, data: into, dryRun: true });
    expect(told).toMatchObject({ dry_run: true, foreign: true, taken: false });
    expect(told).toMatchObject({ left_out: { keys: 1 }, rows: { memory: 1 } });
    expect(existsSync(into)).toBe(false);
  });

  it('takes keys of another store only when asked, and its own always', async () => {
    const { data, file } = await backedUp();
    const keysIn = (place: string) =>
      opened(place, async (memory) => (await memory.keys.list()).map(({ name }) => name));
    const [without, asked] = [temporaryDirectory(), temporaryDirectory()];
    expect((await restoreBackup({ file, data: without })).left_out).toEqual({ keys: 1 });
    expect(await keysIn(without)).toEqual([]);
    await restoreBackup({ file, data: asked, with: ['keys'] });
    expect(await keysIn(asked)).toEqual(['admin']);
    const own = await restoreBackup({ file, data, replace: true });
    expect(own).toMatchObject({ foreign: false, left_out: {} });
    expect(await keysIn(data)).toEqual(['admin']);
  });

  it('never takes the place of what is kept unless told to, and backs that up first', async () => {
    const { data, file } = await backedUp();
    await opened(data, (memory) => memory.add({ user_id: 'ada', text: 'Mia moved to Porto.' }));
    await expect(restoreBackup({ file, data })).rejects.toMatchObject({
      code: 'copy_target_taken',
    });
    expect(await textsIn(data)).toHaveLength(2);
    const { replaced } = await restoreBackup({ file, data, replace: true });
    expect(await textsIn(data)).toEqual(['My sister Mia lives in Lisbon.']);
    await restoreBackup({ file: replaced ?? '', data, replace: true });
    expect(await textsIn(data)).toHaveLength(2);
  });

  it('is refused while somebody has the store open', async () => {
    const { data, file } = await backedUp();
    await opened(data, async () => {
      await expect(restoreBackup({ file, data, replace: true })).rejects.toMatchObject({
        code: 'store_busy',
        remedy: expect.stringContaining('Stop the server'),
      });
    });
    expect(await textsIn(data)).toHaveLength(1);
  });

  it('says that something is kept there before it asks anybody to stop a server', async () => {
    const { data, file } = await backedUp();
    await opened(data, async () => {
      await expect(restoreBackup({ file, data })).rejects.toMatchObject({
        code: 'copy_target_taken',
      });
    });
    const empty = temporaryDirectory();
    await opened(empty, async () => {
      await expect(restoreBackup({ file, data: empty })).rejects.toMatchObject({
        code: 'store_busy',
      });
    });
  });

  it('does not bring back what was erased since (T10)', async () => {
    const data = temporaryDirectory();
    const file = await opened(data, async (memory) => {
      const { memories } = await memory.add({ user_id: 'ada', text: 'My number is 4711.' });
      await memory.add({ user_id: 'ada', text: 'I like tea.' });
      const made = await memory.backups.create();
      await memory.erase(memories[0]?.id ?? '');
      return made.path;
    });
    const report = await restoreBackup({ file, data, replace: true });
    expect(report.erased_again).toBeGreaterThan(0);
    expect(await textsIn(data)).toEqual(['I like tea.']);
    expect(readFileSync(join(data, 'tulving.db')).toString('latin1')).not.toContain('4711');
  });
});
