import { ANY_USER } from '../model/scope.js';
import type { Call } from './command.js';
import type { ReadDoor } from './door.js';
import { others } from './words.js';

/**
 * For an answer that has nothing: a line that says that others have memories, where nothing is kept about the user
 * who was asked about. Who asks as somebody with few rights hears of nobody whom these do not show. A server is not
 * asked: it would count requests that nobody made.
 */
export async function othersThan(
  { scope: { user_id: user, cube }, settings, output }: Call,
  door: Pick<ReadDoor, 'list' | 'users'>,
): Promise<string[]> {
  const isOpen = cube !== undefined || user === ANY_USER;
  if (output.json || isOpen || settings.url !== undefined) return [];
  const own = await door.list({ limit: 1, ...(user !== undefined && { user_id: user }) });
  if (own.data.length > 0) return [];
  const { data } = await door.users.list({ limit: 2 });
  return data.some(({ user_id: name }) => name !== user) ? [others[output.language]] : [];
}
