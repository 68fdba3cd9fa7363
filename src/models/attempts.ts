import { setTimeout as sleep } from 'node:timers/promises';
import { TulvingError } from '../errors.js';
import type { Asked } from './failure.js';

/** How long a model is waited for. */
export interface Patience {
  /** How often a request is sent again that found nobody or no room. */
  retries: number;
  /** The first pause before that, in ms; it doubles, unless the provider says how long to wait. */
  pauseMs: number;
  /** How long one try may take, in ms. */
  attemptMs: number;
  /** How long all of it may take, pauses and all, in ms. */
  limitMs: number;
}

/** Failures that pass by themselves. */
const passing = ['model_busy', 'model_unavailable'];

/**
 * Tries until it succeeds, a failure does not look as if it would pass, or the time is up. A pause that
 * would end after that is not begun: the caller is told at once when it may try again (`until`).
 */
export async function persist<Result>(
  attempt: (signal: AbortSignal) => Promise<Result>,
  {
    asked,
    patience,
    signal,
  }: { asked: Asked; patience: Patience; signal?: AbortSignal | undefined },
): Promise<Result> {
  const { retries, pauseMs, attemptMs, limitMs } = patience;
  const end = Date.now() + limitMs;
  for (let failed = 0; ; failed++) {
    const error = await tried(attempt, {
      asked,
      signal,
      ms: Math.max(1, Math.min(attemptMs, end - Date.now())),
    });
    if ('result' in error) return error.result;
    const { reason } = error;
    if (failed >= retries || !doesPass(reason)) throw reason;
    const pause = pauseBefore(reason, pauseMs * 2 ** failed);
    if (Date.now() + pause >= end) throw reason;
    await sleep(pause, undefined, { signal }).catch(() => signal?.throwIfAborted());
  }
}

export function doesPass(reason: unknown): reason is TulvingError {
  return TulvingError.isInstance(reason) && passing.includes(reason.code);
}

/** As long as the provider says, else that long or half as much again, so that not all come back at once. */
export function pauseBefore({ until }: TulvingError, otherwise: number): number {
  if (until !== undefined) return Math.max(0, until - Date.now());
  return otherwise * (1 + Math.random() / 2);
}

interface Try {
  asked: Asked;
  signal: AbortSignal | undefined;
  ms: number;
}

async function tried<Result>(
  attempt: (signal: AbortSignal) => Promise<Result>,
  { asked, signal, ms }: Try,
): Promise<{ result: Result } | { reason: unknown }> {
  const limit = AbortSignal.timeout(ms);
  try {
    return { result: await attempt(signal ? AbortSignal.any([signal, limit]) : limit) };
  } catch (reason) {
    signal?.throwIfAborted();
    return { reason: limit.aborted ? tooLate(asked, ms) : reason };
  }
}

export function tooLate({ shown }: Asked, ms: number): TulvingError {
  return new TulvingError('model_unavailable', `${shown} did not answer within ${ms / 1000} s.`, {
    remedy:
      'Raise TULVING_LLM_TIMEOUT for a slow model; `tulving models test` tells how slow it is.',
  });
}
