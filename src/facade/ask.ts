import { errorTable, TulvingError } from '../errors.js';
import type { Ask } from '../lifecycle/consolidate/ask.js';
import type { LanguageModels } from '../models/port.js';
import { generateObject } from '../models/structured.js';

/** Asks the configured model in the shape of a schema; undefined where there is none. */
export function askFor(
  models: LanguageModels | undefined,
  tenant: number,
  role: string,
): Ask | undefined {
  const model = models?.for(tenant, role);
  if (!model) return undefined;
  return async ({ signal, ...question }) => {
    try {
      return await generateObject(model, { ...question, ...(signal && { signal }) });
    } catch (error) {
      throw withoutItsWords(error);
    }
  };
}

/** What a model says in place of an answer may repeat what it was shown, and the cause of a job is kept. */
export function withoutItsWords(error: unknown): unknown {
  if (!TulvingError.isInstance(error) || error.code !== 'model_declined') return error;
  return new TulvingError(error.code, `${errorTable[error.code].title}.`, { cause: error });
}
