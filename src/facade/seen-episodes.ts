import { ownsEpisode } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import type { Store, StoredEpisode, StoredMemory } from '../store/port.js';

/** The episodes that may be read: where access rules are, by what rests on them. */
export async function seenEpisodes(
  { removals }: Pick<Store, 'removals'>,
  episodes: readonly StoredEpisode[],
  { tenant, access }: Caller,
): Promise<StoredEpisode[]> {
  const ids = episodes.map(({ id }) => id);
  const citing = access.bounds ? await removals.citing(tenant, ids) : [];
  return episodes.filter((episode) => {
    const cites = (memory: StoredMemory) =>
      memory.sources.some((source) => source.episode === episode.id);
    return ownsEpisode(access, episode, citing.filter(cites));
  });
}
