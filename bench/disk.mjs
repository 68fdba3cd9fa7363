import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** How many pages of 4 KiB a second reach this disk one by one, each flushed: no durable write can be faster. */
export function fsyncRate(folder, count) {
  const file = openSync(join(folder, 'fsync'), 'w');
  const page = Buffer.alloc(4096, 1);
  const started = performance.now();
  for (let at = 0; at < count; at += 1) {
    writeSync(file, page);
    fsyncSync(file);
  }
  const rate = (count / (performance.now() - started)) * 1000;
  closeSync(file);
  return rate;
}
