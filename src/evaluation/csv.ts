import { CsvError, parse } from 'csv-parse/sync';
import { TulvingError } from '../errors.js';

/**
 * The rows of a table with a line of names.
 *
 * @throws TulvingError `invalid_input` where it is no such table
 */
export function readTable(text: string): Record<string, string>[] {
  try {
    return parse(text, { columns: true, bom: true, skip_empty_lines: true });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new TulvingError('invalid_input', `it is no table: ${error.message}`, { cause: error });
  }
}
