import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemory, type MemoryOptions } from '../compose.js';
import type { Memory } from '../memory.js';

/** A memory in a directory of its own, which goes when the work is done. */
export class TemporaryStore {
  #directory: string | undefined;

  async during(
    work: (memory: Memory) => Promise<void>,
    models: Pick<MemoryOptions, 'embedder' | 'embedderDeadline'> = {},
  ): Promise<void> {
    this.#directory = await mkdtemp(join(tmpdir(), 'tulving-evaluation-'));
    try {
      const memory = await createMemory({
        data: this.#directory,
        timezone: 'UTC',
        tracesMegabytes: 0,
        ...models,
      });
      try {
        await work(memory);
      } finally {
        await memory.close();
      }
    } finally {
      await rm(this.#directory, { recursive: true, force: true });
    }
  }

  /** Takes it away from under the work, in a process that is about to end. */
  discard(): void {
    if (this.#directory) rmSync(this.#directory, { recursive: true, force: true });
  }
}
