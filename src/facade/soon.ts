/** How long what is noted waits to be written, in ms. */
const PAUSE = 1_000;

/**
 * Writes what is noted beside requests, at most once a second, so that none waits for it. The best that can
 * be done and no more: what cannot be written is told and let go.
 */
export class Soon {
  /** Told of what could not be written. */
  onError: (error: Error) => void = (error) => process.emitWarning(error);
  readonly #writers: (() => Promise<void>)[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> | undefined;

  /** @param write writes what has gathered; asked for in turn with the others */
  add(write: () => Promise<void>): void {
    this.#writers.push(write);
  }

  ask(): void {
    this.#timer ??= setTimeout(() => void this.flush(), PAUSE).unref();
  }

  /** Writes what waits, what was noted while it wrote too. Never throws: `onError` is told. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    await this.#writing;
    this.#writing ??= this.#write().finally(() => (this.#writing = undefined));
    return this.#writing;
  }

  async #write(): Promise<void> {
    for (const write of this.#writers) {
      try {
        await write();
      } catch (error) {
        const cause = error instanceof Error ? error.message : String(error);
        this.onError(new Error(`Notes beside requests were not kept: ${cause}`, { cause: error }));
      }
    }
  }
}
