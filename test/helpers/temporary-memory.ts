import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { createMemory, type Engines, type MemoryOptions } from '../../src/compose.js';
import type { Memory } from '../../src/memory.js';

/** A directory that goes with the test. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'tulving-test-'));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A memory on a directory of its own, closed and removed with the test. */
export async function temporaryMemory(
  options: MemoryOptions = {},
  engines: Engines = {},
): Promise<Memory> {
  const settings = { data: temporaryDirectory(), timezone: 'UTC', ...options };
  const memory = await createMemory(settings, engines);
  onTestFinished(() => memory.close());
  return memory;
}
