/** How many requests are on their way at once: others use the same server. */
const AT_ONCE = 4;

/** What `work` makes of each, in the same order, a few at a time. */
export async function* inGroups<Item, Made>(
  items: readonly Item[],
  work: (item: Item) => Promise<Made>,
): AsyncGenerator<Made> {
  for (let first = 0; first < items.length; first += AT_ONCE)
    yield* await Promise.all(items.slice(first, first + AT_ONCE).map(work));
}
