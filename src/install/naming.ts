import { TulvingError } from '../errors.js';

/** Says which file it was that could not be read or edited. */
export function naming<Result>(path: string, work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    if (!TulvingError.isInstance(error)) throw error;
    throw new TulvingError(error.code, `${path}: ${error.message}`, {
      cause: error,
      remedy: error.remedy,
    });
  }
}
