import { isId } from './ids.js';
import { invalidInput } from './validate.js';

/** How many are read at once behind the first ones. */
const MORE = 200;

/**
 * A page of what may be seen. It is read on until it is full, and goes on behind the last one that is shown: neither
 * its length nor its cursor tells of what lies between.
 *
 * @param read behind a cursor, in their order
 * @param show what of these may be seen
 * @throws TulvingError `invalid_input` where the cursor is none
 */
export async function seenPage<Row extends { id: string }, Shown extends { id: string }>(
  { limit, cursor }: { limit: number; cursor: string | undefined },
  read: (limit: number, cursor: string | undefined) => Promise<readonly Row[]>,
  show: (rows: readonly Row[]) => readonly Shown[] | Promise<readonly Shown[]>,
): Promise<{ data: Shown[]; next_cursor: string | null }> {
  if (cursor !== undefined && !isId(cursor)) {
    const detail = 'is not one that a page was answered with';
    throw invalidInput([{ pointer: '/cursor', detail }]);
  }
  const shown: Shown[] = [];
  let wanted = limit + 1;
  for (let after = cursor; shown.length <= limit; wanted = Math.max(wanted, MORE)) {
    const rows = await read(wanted, after);
    shown.push(...(await show(rows)));
    if (rows.length < wanted) break;
    after = rows.at(-1)?.id;
  }
  const data = shown.slice(0, limit);
  return { data, next_cursor: shown.length > limit ? (data.at(-1)?.id ?? null) : null };
}
