import { TulvingError } from '../../errors.js';
import { type Answer, modelFaults } from './answer.js';

type ModelError = TulvingError & { code: (typeof modelFaults)[number] };

type Failed = Extract<Answer, { status: 'failed' }>;

/**
 * What a model did wrong. An error that is none of ours comes from a model of somebody else's making.
 *
 * @throws the error itself where no model is to blame
 */
export function faultOf(error: unknown): ModelError {
  if (!TulvingError.isInstance(error)) {
    const message = error instanceof Error ? error.message : String(error);
    return new TulvingError('model_unavailable', message, { cause: error }) as ModelError;
  }
  if (isModelError(error)) return error;
  throw error;
}

/** Whether the same request may fare better a little later. */
export function isPassing(error: unknown): boolean {
  return !TulvingError.isInstance(error) || (isModelError(error) && error.code !== 'model_refused');
}

/** Why an evaluation ends: for what a model did wrong again and again. */
export function endedBy({ code, error, remedy }: Failed, when: string): TulvingError {
  return new TulvingError(code, `The model failed for ${when}: ${error}`, {
    remedy: `${remedy} With the same --out, what was answered is kept.`,
  });
}

function isModelError(error: TulvingError): error is ModelError {
  return (modelFaults as readonly string[]).includes(error.code);
}
