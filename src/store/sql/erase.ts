import { TulvingError } from '../../errors.js';
import type { ChangeSet, ErasedMemory, Evidence } from '../change-set.js';
import type { ErasedWords } from '../port.js';

/** One UTF-16 unit, so that a text keeps its length. */
const BLANK = '\u2588';

export function blanked(text: string, spans: readonly Evidence[]): string {
  const units = text.split('');
  for (const { start, end } of spans) units.fill(BLANK, start, end);
  return units.join('');
}

/** Ids of the memories that stay, and lose a part of what they say. */
export function rebuiltIn({ revisions = [] }: ChangeSet): string[] {
  return revisions
    .filter(({ event, forgetTexts }) => event === 'rebuilt' || forgetTexts === true)
    .map(({ memory }) => memory);
}

/** What must be known of a memory that is erased. */
export interface ErasedRow extends ErasedWords {
  no: number;
  id: string;
  cubeNo: number;
  live: number;
  version: number;
  /** Number of its sources. */
  cites: number;
}

/** Begins a query for memories `m` of cubes `c`. */
export const ERASED_MEMORY = `
  SELECT m.no, m.id, m.cube AS "cubeNo", c.name AS cube, m.user_id AS "user", m.fingerprint, m.live,
    m.version, m.agent_id AS agent, m.app_id AS app,
    (SELECT count(*) FROM source WHERE memory = m.no) AS cites
  FROM memory m JOIN cube c ON c.no = m.cube`;

/** @throws TulvingError `version_conflict` when it is not what the erasure was planned for */
export function requireUnchanged(
  row: ErasedRow | undefined,
  { id, version, sources }: ErasedMemory,
): ErasedRow {
  if (row?.version !== version || row.cites !== sources) throw changed(id);
  return row;
}

export function changed(id: string): TulvingError {
  return new TulvingError('version_conflict', `Memory ${id} has changed meanwhile.`);
}
