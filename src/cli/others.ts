import { ANY_USER, type Scope } from '../model/scope.js';
import type { ReadDoor } from './door.js';
import type { Output } from './output.js';
import { others } from './words.js';

/**
 * For an answer that has nothing: a line that says that others have memories, where nothing is kept about the user
 * who was asked about. Who asks with a narrow key hears of nobody whom that key does not show.
 */
export async function othersThan(
  { user_id: user, cube }: Scope,
  door: Pick<ReadDoor, 'list' | 'users'>,
  { json, language }: Output,
): Promise<string[]> {
  if (json || cube !== undefined || user === ANY_USER) return [];
  // A server knows itself whom it asks about where nobody is named.
  const own = await door.list({ limit: 1, ...(user !== undefined && { user_id: user }) });
  if (own.data.length > 0) return [];
  const { data } = await door.users.list({ limit: 2 });
  return data.some(({ user_id: name }) => name !== user) ? [others[language]] : [];
}
