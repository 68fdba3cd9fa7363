import type { AnswerReport, AnswerScores } from './answering/tally.js';
import type { BeliefReport, Passes } from './beliefs/tally.js';
import type { EmbedderReport } from './embedding.js';
import type { MeasureName, Scores } from './metrics.js';
import type { EvaluationReport, ScoreRow, Tally } from './report.js';

const titles = {
  turns: 'by turn or note',
  sessions: 'by session',
  newest_first: 'newest first',
} as const;

/** The report as lines for people. */
export function formatReport(evaluation: EvaluationReport): string {
  const { dataset, answers, beliefs, scores } = evaluation;
  const tables = (Object.keys(titles) as (keyof typeof titles)[]).flatMap((view) => {
    const tally = evaluation[view];
    return tally ? [align(rowsOf(titles[view], tally))] : [];
  });
  const parts = [
    `${dataset}, in percent`,
    ...tables,
    ...(beliefs ? [align(beliefRows(beliefs)), passTypes(beliefs)] : []),
    ...(scores ? [align(scoreRows(scores))] : []),
    ...(answers ? [align(answerRows(answers)), answerNotes(answers)] : []),
    notesOf(evaluation).join('\n'),
  ];
  return `${parts.join('\n\n')}\n`;
}

function notesOf(evaluation: EvaluationReport) {
  const { questions, resumed, tokens, packed, held, latency_ms: latency } = evaluation;
  const { min_score: minScore, embedder } = evaluation;
  return [
    ...(embedder ? [tellEmbedder(embedder)] : []),
    ...(minScore === undefined ? [] : [`what scores less than ${minScore} left out`]),
    `search: p50 ${latency.p50} ms, p95 ${latency.p95} ms`,
    ...(tokens === undefined
      ? []
      : [`context: ${tokens} tokens and ${packed} memories in the mean`]),
    ...Object.entries(held ?? {}).map(
      ([budget, part]) => `context of ${budget} tokens: ${percent(part)} of the gold`,
    ),
    ...(resumed === 0 ? [] : [`${resumed} of ${questions} questions were asked before`]),
  ];
}

function tellEmbedder({ model, without_vector: without }: EmbedderReport): string {
  const lack = without === 0 ? '' : `, which made none of ${without} memories`;
  return `with vectors of ${model}${lack}`;
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

function scoreRows(scores: readonly ScoreRow[]): string[][] {
  return [
    ['min_score', 'first hit right', 'silent without an answer'],
    ...scores.map(({ min_score: least, right, silent }) => [
      String(least),
      percent(right),
      percent(silent),
    ]),
  ];
}

function answerRows({ categories, overall, mean_of_categories: mean }: AnswerReport): string[][] {
  const row = (name: string, { judged, failed, lenient, strict }: AnswerScores) => [
    name,
    String(judged),
    String(failed),
    ...[lenient, strict].map((share) => (judged === 0 ? '–' : percent(share))),
  ];
  return [
    ['answers', 'judged', 'failed', 'lenient', 'strict'],
    ...Object.entries(categories).map(([name, scores]) => row(name, scores)),
    row('all questions', overall),
    ['mean of categories', '', '', percent(mean.lenient), percent(mean.strict)],
  ];
}

function answerNotes(answers: AnswerReport): string {
  const { model, judge, k, tokens, prompts, digest } = answers;
  return [
    `model ${model}, judge ${judge}, temperature 0`,
    `context of ${answers.budget_tokens} tokens${k === null ? '' : ` from ${k} memories`}`,
    `${answers.calls} calls, ${answers.failed_calls} of which failed; tokens ${tokens.input} in, ${tokens.output} out${tokens.estimated ? ', partly estimated' : ''}`,
    `prompts ${digest.slice(0, 12)}: ${prompts.map(({ name }) => name).join(', ')}; their text is in --json`,
  ].join('\n');
}

function beliefRows({ categories, overall }: BeliefReport): string[][] {
  const row = (name: string, { cases, passed, precision, recall }: Passes) => [
    name,
    String(cases),
    String(passed),
    precision === null ? '–' : percent(precision),
    recall === null ? '–' : percent(recall),
  ];
  return [
    ['cases', 'asked', 'passed', 'precision', 'recall'],
    ...Object.entries(categories).map(([name, passes]) => row(name, passes)),
    row('all cases', overall),
  ];
}

function passTypes({ overall: { types } }: BeliefReport): string {
  const told = Object.entries(types).map(
    ([type, { cases, passed }]) => `${type} ${passed} of ${cases}`,
  );
  return `passed: ${told.join(', ')}`;
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
