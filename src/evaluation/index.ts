import {
  type EvaluationOptions,
  prepareEvaluation,
  type PreparedEvaluation,
  type Progress,
} from './evaluation.js';
import type { EvaluationReport } from './report.js';

export type { Answering } from './answering/answerer.js';
export type { Estimate } from './answering/estimate.js';
export type { EmbeddingEstimate } from './embedding.js';
export { answeredNames, datasetNames } from './datasets.js';
export { formatReport } from './format-report.js';
export type { EvaluationReport } from './report.js';
export { type EvaluationOptions, prepareEvaluation, type PreparedEvaluation };

export interface RunOptions extends EvaluationOptions {
  progress?: Progress;
}

/** Measures recall on a public data set, and with `answering` spends what that takes. */
export async function runEvaluation(options: RunOptions): Promise<EvaluationReport> {
  const evaluation = await prepareEvaluation(options);
  try {
    return await evaluation.run(options.progress);
  } finally {
    await evaluation.close();
  }
}
