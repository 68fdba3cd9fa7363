import { type FileHandle, open, readFile, truncate } from 'node:fs/promises';
import { basename } from 'node:path';
import { z } from 'zod';
import { TulvingError } from '../errors.js';
import { type Outcome, outcomeSchema } from './outcome.js';

/** The first line: what was asked of what. Outcomes of another evaluation do not go with it. */
const headerSchema = z.strictObject({
  dataset: z.string(),
  /** Of the content of the data set's files. */
  digest: z.string(),
  /** Of Tulving. */
  version: z.string(),
  pool: z.boolean(),
  tokens: z.boolean(),
  /** What scored less was not found. */
  min_score: z.number(),
  /** Whose vectors joined the built-in ones; null for nobody's. */
  embedder: z.string().nullable(),
  /** Who answered and judged; null without a model. */
  model: z.string().nullable(),
  judge: z.string().nullable(),
  /** Digest of what they were told. */
  prompts: z.string().nullable(),
  /** Of memories that `context` chose from and tokens that it could take; null without a block. */
  k: z.int().nullable(),
  budget_tokens: z.int().nullable(),
});

export type Header = z.output<typeof headerSchema>;

/** A file of outcomes, to which each is added when it is there: an evaluation can go on with it. */
export class OutcomeFile {
  /** Of the evaluation that was interrupted. */
  readonly before: readonly Outcome[];
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle, before: readonly Outcome[]) {
    this.#handle = handle;
    this.before = before;
  }

  /** @throws TulvingError `usage` for a file that holds something else or cannot be written */
  static async open(path: string, header: Header): Promise<OutcomeFile> {
    const content = await contentOf(path);
    const lines = content.split('\n');
    // What follows the last line end was cut off in the middle.
    const cut = lines.pop() as string;
    if (lines.length === 0) return OutcomeFile.#begin(path, header, content);
    requireSame(path, lines[0] as string, header);
    const before = lines.slice(1).map((line, index) => readLine(path, index + 2, line));
    await truncate(path, Buffer.byteLength(content) - Buffer.byteLength(cut));
    return new OutcomeFile(await openFor('a', path), before);
  }

  static async #begin(path: string, header: Header, content: string): Promise<OutcomeFile> {
    if (content !== '') throw foreign(path, 'it has no line of an evaluation');
    const handle = await openFor('w', path);
    await handle.appendFile(`${JSON.stringify(header)}\n`);
    return new OutcomeFile(handle, []);
  }

  async append(outcome: Outcome): Promise<void> {
    await this.#handle.appendFile(`${JSON.stringify(outcome)}\n`);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}

async function contentOf(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw unwritable(path, error);
  }
}

async function openFor(flags: 'w' | 'a', path: string): Promise<FileHandle> {
  try {
    return await open(path, flags);
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, cause: unknown): TulvingError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new TulvingError('usage', `${path} cannot be written: ${why}`, {
    cause,
    remedy: 'Name a file of a folder that is there and yours with --out.',
  });
}

function requireSame(path: string, line: string, header: Header): void {
  const begun = parse(line);
  const { data: ofAnyVersion } = headerSchema.pick({ version: true }).loose().safeParse(begun);
  if (!ofAnyVersion) throw foreign(path, 'it does not begin with what an evaluation begins with');
  // Another version may have written other fields, too.
  requireEqual(path, ofAnyVersion, header, ['version']);
  const { data: found } = headerSchema.safeParse(begun);
  if (!found) throw foreign(path, 'its first line has other fields');
  requireEqual(path, found, header, Object.keys(header) as (keyof Header)[]);
}

function requireEqual(
  path: string,
  found: Partial<Header>,
  header: Header,
  names: readonly (keyof Header)[],
): void {
  const other = names.find((name) => found[name] !== header[name]);
  if (!other) return;
  const values = hashes.has(other)
    ? ''
    : `, ${found[other] ?? 'none'} and not ${header[other] ?? 'none'}`;
  throw foreign(path, `${differences[other]} another${values}`);
}

/** Names of the fields whose values tell people nothing. */
const hashes: ReadonlySet<keyof Header> = new Set(['digest', 'prompts']);

const differences: Record<keyof Header, string> = {
  dataset: 'its data set is',
  digest: 'the content of its data is',
  version: 'its version of Tulving is',
  pool: 'its choice of --pool is',
  tokens: 'its choice of --tokens is',
  min_score: 'its --min-score is',
  embedder: 'its --embedder is',
  model: 'its model is',
  judge: 'its judge is',
  prompts: 'what its model was told is',
  k: 'its --k is',
  budget_tokens: 'its --budget-tokens is',
};

function readLine(path: string, number: number, line: string): Outcome {
  const { data, success } = outcomeSchema.safeParse(parse(line));
  if (success) return data;
  throw foreign(path, `line ${number} is not the outcome of a question`);
}

/** Undefined for what is no JSON. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function foreign(path: string, why: string): TulvingError {
  const detail = `${basename(path)} is not of this evaluation: ${why}.`;
  return new TulvingError('usage', detail, {
    remedy: 'Name another file with --out, or delete this one to begin anew.',
  });
}
