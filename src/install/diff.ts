import { maskSecrets, maskValues } from './mask.js';

/** Beyond that, a line is a whole file without line ends. */
const LONG = 300;

/** What changes in a file, as `diff -u` has it; values of others are not shown. */
export async function maskedDiff(before: string, after: string): Promise<string> {
  if (before === after) return '';
  const { structuredPatch } = await import('diff');
  const { hunks } = structuredPatch('', '', before, after, '', '', { context: 2 });
  const theirs = new Set(before.split('\n').map(bare));
  return hunks
    .flatMap(({ oldStart, oldLines, newStart, newLines, lines }) => [
      `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`,
      ...lines.map((line) => masked(line, theirs)),
    ])
    .join('\n');
}

function masked(line: string, theirs: ReadonlySet<string>): string {
  const sign = line.slice(0, 1);
  const text = line.slice(1).replace(/\r$/, '');
  if (text.length > LONG) return `${sign}(a line of ${text.length} characters)`;
  return sign + (theirs.has(bare(text)) ? maskValues(text) : maskSecrets(text));
}

/** JSON moves a comma when an entry comes after. */
function bare(line: string): string {
  return line.trim().replace(/,$/, '');
}
