import type { z } from 'zod';

export interface Question<Schema extends z.ZodType> {
  /** What the reply is called, for models that are told a schema. */
  name: string;
  system: string;
  prompt: string;
  schema: Schema;
  /** Leaves out entries of lists that have another shape, in place of refusing all. */
  lenient?: boolean;
  signal?: AbortSignal | undefined;
}

/**
 * Has a model answer in the shape of a schema.
 *
 * @throws TulvingError `model_…` where nothing usable came back
 */
export type Ask = <Schema extends z.ZodType>(
  question: Question<Schema>,
) => Promise<Asked<z.output<Schema>>>;

export interface Asked<Value> {
  value: Value;
  /** How many calls it took. */
  calls: number;
  /** Tokens as the provider counts them; null where it does not say. */
  usage: { input: number | null; output: number | null };
}
