import { TulvingError } from '../../../errors.js';

/** What mem0 keeps beside memories: names that it found in them, and marks of its telemetry. */
const BESIDE = /(?:_entities|migrations)$/;

/** The only one that can hold memories; who has several says which. */
export function theOne(names: readonly string[], what: 'collection' | 'table'): string {
  const able = names.filter((name) => !BESIDE.test(name));
  const [only] = able;
  if (only !== undefined && able.length === 1) return only;
  if (only === undefined)
    throw new TulvingError('not_found', `There is no ${what} with memories of mem0.`, {
      remedy: `Check the address, or name the ${what} with --collection.`,
    });
  throw new TulvingError('usage', `There are several ${what}s: ${able.join(', ')}.`, {
    remedy: `Name the one that holds the memories with --collection.`,
  });
}
