import { setTimeout as sleep } from 'node:timers/promises';
import { type ErrorCode, errorTable } from '../../errors.js';
import type { Words } from '../../settings.js';
import { storeError } from '../../store/sqlite/errors.js';
import { failureOf } from '../failure.js';
import type { Check, CheckGroup, DoctorContext, Outcome } from './check.js';

export interface Finding extends Outcome {
  group: string;
  name: string;
  title: Words;
}

export interface RunOptions {
  /** How long one check may take. */
  limitMs?: number;
  /** Told of each check before it begins. */
  onBegin?: (title: Words) => void;
}

const LIMIT = 10_000;

/** Runs every check, one after the other, whatever the others come to. */
export async function runChecks<Context = DoctorContext>(
  groups: readonly CheckGroup<Context>[],
  context: Context,
  { limitMs = LIMIT, onBegin }: RunOptions = {},
): Promise<Finding[]> {
  const findings: Finding[] = [];
  for (const { name: group, checks } of groups) {
    for (const check of checks) {
      onBegin?.(check.title);
      const outcome = await runOne(check, context, limitMs);
      findings.push({ group, name: check.name, title: check.title, ...outcome });
    }
  }
  return findings;
}

/** What a check throws is a fault of what it looked at, with the remedy of the error table. */
async function runOne<Context>(
  check: Check<Context>,
  context: Context,
  limitMs: number,
): Promise<Outcome> {
  const done = new AbortController();
  const cutOff = sleep(limitMs, undefined, { signal: done.signal }).then((): Outcome => ({
    status: 'fault',
    detail: `It did not answer within ${limitMs / 1000} s and was cut off.`,
    remedy: 'Run doctor again; if it lasts, what this check looks at hangs.',
    code: 'internal',
  }));
  const outcome = Promise.resolve()
    .then(() => check.run(context))
    .catch((error: unknown) => faultOf(error, check.title.en));
  try {
    return await Promise.race([outcome, cutOff]);
  } finally {
    done.abort();
    await cutOff.catch((error: unknown) => requireAbort(error));
  }
}

function faultOf(error: unknown, doing: string): Outcome {
  const isOfFileSystem = error instanceof Error && 'syscall' in error;
  const failure = failureOf(isOfFileSystem ? storeError(error, doing) : error);
  const code = failure.code in errorTable ? (failure.code as ErrorCode) : 'internal';
  // What nobody foresaw comes with a stack, which belongs into a report of ours and not into a list.
  const detail = code === 'internal' && error instanceof Error ? error.message : failure.detail;
  return { status: 'fault', detail, remedy: failure.remedy, code };
}

function requireAbort(error: unknown): void {
  if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
}
