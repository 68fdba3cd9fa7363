import type { Store } from '../store/port.js';

/** What a store finds wrong with itself, but for memories that tests make of nothing. */
export async function faultsOf(store: Store): Promise<string[]> {
  const wrong = (await store.check()).filter(({ ok }) => !ok);
  return wrong
    .map(({ name }) => name)
    .filter((name) => name !== 'every memory rests on an episode');
}
