import { maskSecrets } from './mask.js';

/** Our part of a file. */
export interface Ours {
  /** The entry, written alone. */
  entry: string;
  /** What stood there of ours before; empty: nothing. */
  old: string;
}

/** A line that is not ours alone. */
const SOMETHING = '…';

/** What changes in a file, as `diff -u` has it. Of other lines than ours nothing is shown. */
export async function maskedDiff(before: string, after: string, ours: Ours): Promise<string> {
  if (before === after) return '';
  const { structuredPatch } = await import('diff');
  const [start, old, now] = withoutCommonLines(before.split('\n'), after.split('\n'));
  const { hunks } = structuredPatch('', '', old, now, '', '', { context: 0 });
  const known = new Set(`${ours.entry}\n${ours.old}`.split('\n').map(bare));
  const shown = hunks.flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
    `@@ -${oldStart + start},${oldLines} +${newStart + start},${newLines} @@`,
    ...lines.filter((line) => !line.startsWith('\\')).map((line) => masked(line, known)),
  ]);
  // Where the entry stands within a line of others, it is shown by itself.
  const isWithin = !shown.some((line) => /^\+.*\w/.test(line));
  const entry = isWithin
    ? maskSecrets(ours.entry)
        .trimEnd()
        .split('\n')
        .map((line) => `+${line}`)
    : [];
  return [...shown, ...entry]
    .filter((line, at, all) => !line.endsWith(SOMETHING) || line !== all[at - 1])
    .join('\n');
}

function masked(line: string, known: ReadonlySet<string>): string {
  const text = line.slice(1).replace(/\r$/, '');
  return line.slice(0, 1) + (known.has(bare(text)) ? maskSecrets(text) : SOMETHING);
}

/** A file may have a million lines, and few of them change. */
function withoutCommonLines(old: string[], now: string[]): [start: number, string, string] {
  const most = Math.min(old.length, now.length);
  let start = 0;
  while (start < most && old[start] === now[start]) start += 1;
  let end = 0;
  while (end < most - start && old.at(-1 - end) === now.at(-1 - end)) end += 1;
  const rest = (lines: string[]) => lines.slice(start, lines.length - end).join('\n');
  return [start, rest(old), rest(now)];
}

/** JSON moves a comma when an entry comes after. */
function bare(line: string): string {
  return line.trim().replace(/,$/, '');
}
