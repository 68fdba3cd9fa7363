import { TulvingError } from '../../errors.js';
import { digestOf, TableDigest } from './digest.js';
import type { CopyPlace, CopyReads, CopyTable, CopyTarget, Key, Row } from './port.js';
import { copyTables, derivedColumns } from './tables.js';

export interface CopyOptions {
  /** Drops what an interrupted copy has left, in place of going on with it. */
  anew?: boolean;
  progress?: (step: { doing: string; done: number; total: number }) => void;
}

/** What a copy asks of the store that is copied. */
export type CopySource = Pick<CopyPlace, 'engine' | 'location' | 'inspect' | 'snapshot'>;

export interface CopyReport {
  from: string;
  to: string;
  /** Whether an interrupted copy was gone on with. */
  resumed: boolean;
  /** How often all was gone through; the last time found nothing different. */
  rounds: number;
  tables: CopiedTable[];
}

export interface CopiedTable {
  name: string;
  rows: number;
  /** Of all its rows; the same on both sides. */
  checksum: string;
}

/** Whoever writes without pause for so long is told to stop. */
const MOST_ROUNDS = 5;

/**
 * Copies a whole store into another place. Each round goes through one moment of the source, portion by
 * portion, and writes the portions that differ: the first one everything, or what an interrupted copy
 * had not come to; the next ones what was written to the source meanwhile. It is done when a round has
 * found nothing different, which is the verification.
 */
export async function copyStore(
  from: CopyPlace,
  to: CopyPlace,
  { anew = false, progress = () => undefined }: CopyOptions = {},
): Promise<CopyReport> {
  const node = await refuseUnfit(from, to);
  const target = await to.target(node, { anew });
  try {
    for (let round = 1; round <= MOST_ROUNDS; round++) {
      const doing = round === 1 ? 'Copying' : 'Verifying';
      const told = (done: number, total: number) => progress({ doing, done, total });
      const outcome = await from.snapshot((source) => runRound(source, target, told));
      if (outcome.written > 0) continue;
      await target.finish(outcome.sequences);
      const { resumed } = target;
      const { tables } = outcome;
      return { from: from.location, to: to.location, resumed, rounds: round, tables };
    }
  } finally {
    await target.close();
  }
  throw new TulvingError(
    'copy_behind',
    `The source was written to in each of ${MOST_ROUNDS} rounds.`,
  );
}

/** Copies one moment of a store, also while it is written to without pause; nothing is compared after. */
export async function copyMoment(from: CopySource, to: CopyPlace): Promise<void> {
  const target = await to.target(await refuseUnfit(from, to), { anew: true });
  try {
    const { sequences } = await from.snapshot((source) =>
      runRound(source, target, () => undefined),
    );
    await target.finish(sequences);
  } finally {
    await target.close();
  }
}

/** @returns the name that the source has given itself */
async function refuseUnfit(from: CopySource, to: CopyPlace): Promise<string> {
  if (from.engine === 'sqlite' && to.engine === 'sqlite') {
    throw new TulvingError('usage', 'Both are data directories.', {
      remedy: 'Copy the directory itself while nothing has it open.',
    });
  }
  const source = await from.inspect();
  if (source.schema === 0 || source.node === undefined) {
    throw new TulvingError('not_found', `There is no store at ${from.location}.`, {
      remedy: 'Name a data directory, or the URL of a database that Tulving has used.',
    });
  }
  if (source.schema < source.newest) {
    const detail = `${from.location} has schema ${source.schema}; this version copies ${source.newest}.`;
    throw new TulvingError('usage', detail, { remedy: 'Run `tulving migrate up` on it first.' });
  }
  const there = await to.inspect();
  if (there.node === source.node) {
    const detail = `${to.location} is the same store as ${from.location}, or a copy of it.`;
    throw new TulvingError('copy_target_taken', detail);
  }
  if (!there.isEmpty) {
    throw new TulvingError('copy_target_taken', `${to.location} holds memories or keys.`);
  }
  return source.node;
}

interface Round {
  /** Portions that differed. */
  written: number;
  tables: CopiedTable[];
  sequences: Readonly<Record<string, number>>;
}

async function runRound(
  source: CopyReads,
  target: CopyTarget,
  progress: (done: number, total: number) => void,
): Promise<Round> {
  await target.beginRound();
  let total = 0;
  for (const table of copyTables) total += await source.count(table);
  const tables: CopiedTable[] = [];
  let written = 0;
  let done = 0;
  for (const table of copyTables) {
    const copied = await copyTable(source, target, table, (rows) =>
      progress((done += rows), total),
    );
    tables.push({ name: table.name, rows: copied.rows, checksum: copied.checksum });
    written += copied.written;
  }
  return { written, tables, sequences: await source.sequences() };
}

async function copyTable(
  source: CopyReads,
  target: CopyTarget,
  table: CopyTable,
  progress: (rows: number) => void,
): Promise<{ written: number; rows: number; checksum: string }> {
  const columns = await commonColumns(source, target, table);
  const isFresh = (await target.count(table)) === 0;
  const digest = new TableDigest();
  let [written, count, after] = [0, 0, undefined as Key | undefined];
  do {
    const upto = await source.keyFurther(table, after, table.portion);
    const range = { after, upto };
    const rows = await source.rows(table, columns, range);
    const wanted = digestOf(rows, columns);
    const there = isFresh ? [] : await target.rows(table, columns, range);
    if (digestOf(there, columns) !== wanted) {
      const { names, complete } = await completion(target, table, columns);
      await target.replace(table, names, range, rows.map(complete));
      written += 1;
    }
    digest.add(wanted);
    count += rows.length;
    progress(rows.length);
    // The progress gets its turn, and a signal.
    await new Promise(setImmediate);
    after = upto;
  } while (after !== undefined);
  return { written, rows: count, checksum: digest.end() };
}

/** Columns that only one side has are those that are derived; anything else would be lost. */
async function commonColumns(
  source: CopyReads,
  target: CopyReads,
  table: CopyTable,
): Promise<readonly string[]> {
  const [ours, theirs] = [await source.columns(table), await target.columns(table)];
  const derived = derivedColumns[table.name] ?? {};
  const unknown = [...ours, ...theirs].filter(
    (name) => !(ours.includes(name) && theirs.includes(name)) && !Object.hasOwn(derived, name),
  );
  if (unknown.length > 0) {
    const detail = `Only one side has ${table.name}.${unknown.join(`, ${table.name}.`)}.`;
    throw new TulvingError('internal', detail);
  }
  return ours.filter((name) => theirs.includes(name));
}

/** Adds what only the target has. */
async function completion(target: CopyReads, table: CopyTable, columns: readonly string[]) {
  const derived = derivedColumns[table.name] ?? {};
  const added = (await target.columns(table)).filter((name) => !columns.includes(name));
  const complete = (row: Row): Row => ({
    ...row,
    ...Object.fromEntries(added.map((name) => [name, derived[name]?.(row) ?? null])),
  });
  return { names: [...columns, ...added], complete };
}
