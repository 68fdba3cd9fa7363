import { readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Compaction } from '../port.js';
import type { Connection } from './driver.js';
import { BACKUPS, COPY_NAME } from './migrate.js';
import { mergeForDeleted } from './words.js';
import type { WriteQueue } from './write-queue.js';

/** Pages of the word index that one step of a merge writes: about 10 ms, and others write between. */
const MERGE_PAGES = 64;

/**
 * Deleted rows are overwritten at once (`secure_delete`). What is left of them lies in segments of
 * the word index that have not been merged, in the write-ahead log, and in copies of the database.
 */
export async function compact(
  { connection, path }: { connection: Connection; path: string },
  writes: WriteQueue,
  { whole }: { whole: boolean },
): Promise<Compaction> {
  const before = bytesOf(path);
  if (whole) {
    await writes.run((db) => db.run("INSERT INTO words (words) VALUES ('optimize')"));
  } else {
    await mergeWords(writes);
  }
  await writes.run((db) => mergeForDeleted(db, true));
  if (whole) await writes.alone((db) => db.exec('VACUUM'));
  await writes.alone(truncateLog);
  const copies = removeCopies(connection, dirname(path));
  return { before, after: bytesOf(path), copies };
}

/** https://sqlite.org/fts5.html#the_merge_command: a negative number merges all segments, step by step. */
async function mergeWords(writes: WriteQueue): Promise<void> {
  const step = (pages: number) =>
    writes.run((db) => {
      const { n: before } = totalChanges(db);
      db.run("INSERT INTO words (words, rank) VALUES ('merge', ?)", pages);
      return totalChanges(db).n - before;
    });
  let changed = await step(-MERGE_PAGES);
  while (changed >= 2) changed = await step(MERGE_PAGES);
}

function totalChanges(db: Connection): { n: number } {
  return db.get<{ n: number }>('SELECT total_changes() AS n') ?? { n: 0 };
}

/** Throws "busy" while another process reads; the queue tries again. */
function truncateLog(db: Connection): void {
  const row = db.get<{ busy: number }>('PRAGMA wal_checkpoint(TRUNCATE)');
  if (row?.busy) {
    throw Object.assign(new Error('the write-ahead log is in use'), { errcode: 5 });
  }
}

/** Copies that were made before the last erasure still hold what it took out. */
function removeCopies(connection: Connection, directory: string): string[] {
  const row = connection.get<{ at: number | null }>('SELECT max(at) AS at FROM tombstone');
  const erasedAt = row?.at ?? 0;
  const folder = join(directory, BACKUPS);
  const stale = namesIn(folder).filter(
    (name) => COPY_NAME.test(name) && statSync(join(folder, name)).mtimeMs <= erasedAt,
  );
  for (const name of stale) rmSync(join(folder, name));
  return stale;
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

function bytesOf(path: string): number {
  return ['', '-wal'].reduce(
    (sum, ending) => sum + (statSync(path + ending, { throwIfNoEntry: false })?.size ?? 0),
    0,
  );
}
