import { TulvingError } from '../../errors.js';
import { archivesIn } from '../../backup/folder.js';
import { describeDatabase } from '../../backup/snapshot.js';

/** Archives of one store; none where it cannot be read any more which they are. */
export async function archivesOf(database: string, folder: string): Promise<readonly string[]> {
  try {
    const { node } = await describeDatabase(database);
    return archivesIn(folder, node).flatMap(({ name, own }) => (own ? [name] : []));
  } catch (error) {
    if (TulvingError.isInstance(error)) return [];
    throw error;
  }
}
