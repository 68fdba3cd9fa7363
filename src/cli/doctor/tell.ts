import type { Words } from '../../settings.js';
import { counted, printable } from '../output.js';
import type { CheckGroup, CheckState } from './check.js';
import type { Finding } from './run.js';

type Language = keyof Words;
/** Colours a text by what it tells; never the only sign. */
export type Paint = (state: CheckState, text: string) => string;

const states: Readonly<Record<CheckState, { mark: string } & Words>> = {
  ok: { mark: '✓', en: 'ok', zh: '正常' },
  skipped: { mark: '–', en: 'skipped', zh: '跳过' },
  warning: { mark: '!', en: 'warning', zh: '警告' },
  fault: { mark: '✗', en: 'FAULT', zh: '故障' },
};
const STATE_WIDTH = 9;
const TITLE_WIDTH = 22;
const INDENT = ' '.repeat(2 + STATE_WIDTH + 2);
const WIDE = /[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/gu;

/** Groups with a line for each check, and below what is not right what to do about it. */
export function tellFindings(
  groups: readonly Pick<CheckGroup, 'name' | 'title'>[],
  findings: readonly Finding[],
  { language, paint = (_, text) => text }: { language: Language; paint?: Paint | undefined },
): string[] {
  const lines = groups.flatMap((group) => [
    group.title[language],
    ...findings
      .filter((finding) => finding.group === group.name)
      .flatMap((finding) => tellFinding(finding, language, paint)),
    '',
  ]);
  return [...lines, closingLine(findings)];
}

export function countsOf(findings: readonly Finding[]): Record<CheckState, number> {
  const counts = { ok: 0, skipped: 0, warning: 0, fault: 0 };
  for (const { status } of findings) counts[status] += 1;
  return counts;
}

function tellFinding(finding: Finding, language: Language, paint: Paint): string[] {
  const { status, title, detail, remedy } = finding;
  const state = pad(`${states[status].mark} ${states[status][language]}`, STATE_WIDTH);
  const [first = '', ...more] = printable(detail).split('\n');
  return [
    `  ${paint(status, state)}  ${pad(title[language], TITLE_WIDTH)}  ${first}`,
    ...more.map((line) => `${INDENT}${line}`),
    ...(remedy === undefined ? [] : [`${INDENT}→ ${printable(remedy)}`]),
  ];
}

function closingLine(findings: readonly Finding[]): string {
  const { ok, skipped, warning, fault } = countsOf(findings);
  const parts = [
    `${findings.length} checks: ${ok} ok`,
    counted(warning, 'warning'),
    counted(fault, 'fault'),
    `${skipped} skipped`,
  ];
  return `${parts.join(', ')}.`;
}

/** Han characters are two columns wide. */
function pad(text: string, width: number): string {
  const columns = [...text].length + (text.match(WIDE)?.length ?? 0);
  return text + ' '.repeat(Math.max(0, width - columns));
}
