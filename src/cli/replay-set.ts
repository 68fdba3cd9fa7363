import { writeFile } from 'node:fs/promises';
import { TulvingError } from '../errors.js';
import {
  type ReplayOutcome,
  type ReplayReport,
  type ReplayRequest,
  reportOf,
  type TracedAnswer,
  tracedAnswerSchema,
} from '../model/kept-trace.js';
import { validate } from '../model/validate.js';
import { parseJson, readFileText } from './input.js';

/** A set of requests with the answers to compare with: one JSON object a line. */
export async function readSet(path: string): Promise<TracedAnswer[]> {
  const lines = (await readFileText(path)).split('\n').map((line) => line.trim());
  const parsed = lines.flatMap((line, index) => {
    const where = `Line ${index + 1} of ${path}`;
    return line === '' ? [] : [{ where, value: parseJson(line, where) }];
  });
  const answers = parsed.map(answerOf);
  if (answers.length > 0) return answers;
  throw new TulvingError('invalid_input', `${path} holds no line.`, {
    remedy: 'Write a set with `tulving replay --out <file>`.',
  });
}

function answerOf({ where, value }: { where: string; value: unknown }): TracedAnswer {
  try {
    return validate(tracedAnswerSchema, value);
  } catch (error) {
    if (!TulvingError.isInstance(error)) throw error;
    const detail = `${where} is no search with its answer: ${error.message}`;
    const remedy = 'Give a file that `tulving replay --out <file>` wrote.';
    throw new TulvingError('invalid_input', detail, { cause: error, remedy });
  }
}

/** Writes each request with the answer that it got now. What failed has none, and is left out. */
export async function writeSet(path: string, outcomes: readonly ReplayOutcome[]): Promise<number> {
  const answered = outcomes.filter(({ verdict }) => verdict !== 'failed');
  const lines = answered.map(({ kind, at, request, within, results, cubes }) =>
    JSON.stringify({ kind, at, request, within, results, cubes }),
  );
  await writeFile(path, lines.map((line) => `${line}\n`).join(''), { mode: 0o600 });
  return answered.length;
}

/** Answers come with their texts, so that few fill a request. */
const PER_REQUEST = 25;

/** In as many requests as it takes. */
export async function replaySet(
  answers: readonly TracedAnswer[],
  replay: (request: ReplayRequest) => Promise<ReplayReport>,
  progress: (done: number) => void,
): Promise<ReplayReport> {
  const outcomes: ReplayOutcome[] = [];
  for (let at = 0; at < answers.length; at += PER_REQUEST) {
    const part = await replay({ answers: answers.slice(at, at + PER_REQUEST) });
    outcomes.push(...part.outcomes);
    progress(outcomes.length);
  }
  return reportOf(outcomes);
}
