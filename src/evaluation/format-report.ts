import type { MeasureName, Scores } from './metrics.js';
import type { EvaluationReport, Tally } from './report.js';

const titles = {
  turns: 'by turn or note',
  sessions: 'by session',
  newest_first: 'newest first',
} as const;

/** The report as lines for people. */
export function formatReport(evaluation: EvaluationReport): string {
  const { dataset, questions, resumed, tokens, latency_ms: latency, packed } = evaluation;
  const tables = (Object.keys(titles) as (keyof typeof titles)[]).flatMap((view) => {
    const tally = evaluation[view];
    return tally ? [align(rowsOf(titles[view], tally))] : [];
  });
  const notes = [
    `search: p50 ${latency.p50} ms, p95 ${latency.p95} ms`,
    ...(tokens === undefined ? [] : [`context: ${tokens} tokens in the mean`]),
    ...Object.entries(packed ?? {}).map(
      ([budget, part]) => `context of ${budget} tokens: ${percent(part)} of the gold`,
    ),
    ...(resumed === 0 ? [] : [`${resumed} of ${questions} questions were asked before`]),
  ];
  return `${[`${dataset}, in percent`, ...tables, notes.join('\n')].join('\n\n')}\n`;
}

function rowsOf(title: string, { categories, overall, mean_of_categories: mean }: Tally) {
  const names = Object.keys(mean) as MeasureName[];
  const row = (name: string, questions: number | '', scores: Scores) => [
    name,
    String(questions),
    ...names.map((measure) => percent(scores[measure] ?? 0)),
  ];
  return [
    [title, 'questions', ...names.map(heading)],
    ...Object.entries(categories).map(([name, scores]) => row(name, scores.questions, scores)),
    row('all questions', overall.questions, overall),
    row('mean of categories', '', mean),
  ];
}

function heading(name: MeasureName): string {
  return name.replace('recall', 'R').replace('ndcg', 'nDCG');
}

function percent(fraction: number): string {
  return (fraction * 100).toFixed(1);
}

/** Names to the left, numbers to the right. */
function align(rows: readonly string[][]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((cells) => cells[column]?.length ?? 0)),
  );
  return rows
    .map((cells) =>
      cells
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return column === 0 ? cell.padEnd(width) : cell.padStart(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
