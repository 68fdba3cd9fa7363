import type { Command } from '../command.js';
import { withMemory } from '../door.js';
import { othersThan } from '../others.js';
import { printable } from '../output.js';

export const stats: Command = {
  name: 'stats',
  summary: { en: 'Count what a scope holds.', zh: '统计某个范围内的内容。' },
  scoped: true,
  examples: ['stats', "stats --user '*' --json"],
  async run(call) {
    const { settings, scope, output } = call;
    const { counts, hint } = await withMemory(settings, async (memory) => {
      const counts = await memory.stats(scope);
      return { counts, hint: counts.episodes > 0 ? [] : await othersThan(call, memory) };
    });
    const row = (name: string, of: Readonly<Record<string, number>>) => {
      const some = Object.entries(of).filter(([, n]) => n > 0);
      return `${name.padEnd(11)}${some.map(([key, n]) => `${n} ${key}`).join(', ') || 'none'}`;
    };
    const named = (of: readonly { name: string; memories: number }[]) =>
      Object.fromEntries(of.map(({ name, memories }) => [printable(name), memories]));
    output.answer(counts, () => [
      row('memories', counts.states),
      row('kinds', counts.kinds),
      row('layers', counts.layers),
      row('categories', named(counts.categories)),
      row('tags', named(counts.tags)),
      `${row('apps', named(counts.apps))}${counts.app_count > counts.apps.length ? ', …' : ''}`,
      `${'episodes'.padEnd(11)}${counts.episodes}`,
      `${'users'.padEnd(11)}${counts.users}`,
      ...hint,
    ]);
  },
};
