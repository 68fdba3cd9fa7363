import { z } from 'zod';
import { TulvingError } from '../../errors.js';
import type { Verdict } from './answer.js';

const replySchema = z.object({ correct: z.boolean(), reason: z.string().default('') });

/**
 * Reads what a judge replies: an object, alone or in a text.
 *
 * @throws TulvingError `model_unusable` for anything else, so that the judge is asked again
 */
export function readVerdict(reply: string): Verdict {
  const { data } = replySchema.safeParse(objectIn(reply));
  if (data) return data;
  throw new TulvingError('model_unusable', `The judge gave no verdict: ${reply.slice(0, 200)}`);
}

/** From the first brace to the last. */
function objectIn(reply: string): unknown {
  try {
    return JSON.parse(reply.slice(reply.indexOf('{'), reply.lastIndexOf('}') + 1));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
