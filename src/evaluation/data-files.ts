import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { TulvingError } from '../errors.js';

/** Reads the files of a data set, and knows by a hash what it has read. */
export class DataFiles {
  readonly #dataset: string;
  readonly #hash = createHash('sha256');

  constructor(dataset: string) {
    this.#dataset = dataset;
  }

  /** Of everything that was read, in its order. To be asked once, at the end. */
  digest(): string {
    return this.#hash.digest('hex');
  }

  /**
   * A JSON file, as `parse` understands it.
   *
   * @throws TulvingError `not_found` and `invalid_input`, which name the file
   */
  async json<Result>(path: string, parse: (content: unknown) => Result): Promise<Result> {
    return this.text(path, (text) => parse(JSON.parse(text)));
  }

  /** A text file, with the same errors. */
  async text<Result>(path: string, parse: (text: string) => Result): Promise<Result> {
    try {
      const text = await readFile(path, 'utf8');
      this.#hash.update(text);
      return parse(text);
    } catch (error) {
      throw this.#failure(path, error);
    }
  }

  /** What is made of a file that was read; its errors name the file. */
  within<Result>(path: string, make: () => Result): Result {
    try {
      return make();
    } catch (error) {
      throw this.#failure(path, error);
    }
  }

  /** Names in a directory, 2 before 10; undefined for what is a file. */
  async names(path: string): Promise<string[] | undefined> {
    try {
      const { compare } = new Intl.Collator('en', { numeric: true });
      return (await readdir(path)).filter((name) => !name.startsWith('.')).toSorted(compare);
    } catch (error) {
      if (codeOf(error) === 'ENOTDIR') return undefined;
      throw this.#failure(path, error);
    }
  }

  /** Of a path that does not hold what the set is published as. */
  wrong(path: string, why: string, cause?: unknown): TulvingError {
    const detail = `${basename(path)} is not of the data set ${this.#dataset}: ${why}`;
    const remedy =
      'Give the file or the folder in the form that docs/evaluation.md tells: of a public set, as its authors publish it.';
    return new TulvingError('invalid_input', detail, { cause, remedy });
  }

  #failure(path: string, error: unknown): unknown {
    const why = error instanceof Error ? error.message : String(error);
    if (error instanceof SyntaxError || TulvingError.isInstance(error)) {
      return this.wrong(path, why, error);
    }
    const code = codeOf(error);
    if (code === 'EISDIR') return this.wrong(path, 'it is a folder', error);
    if (code === 'ENOENT') {
      const remedy = 'Check the path.';
      return new TulvingError('not_found', `There is no file ${path}.`, { cause: error, remedy });
    }
    return error;
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
