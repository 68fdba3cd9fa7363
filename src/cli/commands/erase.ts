import type { EraseReport } from '../../model/requests.js';
import type { Scope } from '../../model/scope.js';
import type { Call, Command } from '../command.js';
import { type MemoryDoor, withMemory } from '../door.js';
import { usage } from '../input.js';
import { wholeOf, wholeOptions } from '../options.js';
import { counted } from '../output.js';
import { filled } from '../texts.js';

export const erase: Command = {
  name: 'erase',
  summary: {
    en: 'Take memories out for good, with the words they quote and every copy of them.',
    zh: '彻底清除记忆，连同所引用的原话和全部副本。',
  },
  arguments: [{ name: 'id', count: 'any', help: { en: 'Ids of memories.', zh: '记忆的 id。' } }],
  options: [
    {
      flags: '--episode <id>',
      repeats: true,
      help: {
        en: 'An episode, and what rests on it alone; may be repeated.',
        zh: '一个片段，以及只依据它的内容；可重复给出。',
      },
    },
    ...wholeOptions.filter(({ flags }) => flags !== '--yes'),
    {
      flags: '--yes',
      help: {
        en: 'Erase without a question; nothing brings it back.',
        zh: '不再询问，直接清除；之后无法恢复。',
      },
    },
  ],
  examples: [
    'erase 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e',
    'erase 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e --yes',
    'erase --all-of-user ada --yes',
    'doctor --compact',
  ],
  async run(call) {
    const { settings, output } = call;
    const wanted = wantedOf(call);
    const isWanted = wanted.scope !== undefined || (await isMeant(wanted, call));
    const report = isWanted
      ? await withMemory(settings, (memory) => eraseAll(memory, wanted))
      : nothing;
    output.answer(report, () => (isWanted ? linesOf(report) : ['Nothing was erased.']));
  },
};

interface Wanted {
  scope: Scope | undefined;
  memories: readonly string[];
  episodes: readonly string[];
}

const nothing: EraseReport = { memories: 0, rebuilt: 0, episodes: 0, spans: 0 };

function wantedOf({ arguments: [ids], options }: Call): Wanted {
  const scope = wholeOf(options);
  const memories = (ids ?? []) as readonly string[];
  const episodes = (options['episode'] ?? []) as readonly string[];
  const named = memories.length + episodes.length;
  if (scope && named > 0) throw usage('Give ids or --all-of-…, not both.');
  if (!scope && named === 0) {
    throw usage(
      'Name what is to go: ids, --episode, --all-of-user, --all-of-cube or --all-of-run.',
    );
  }
  return { scope, memories, episodes };
}

const question = {
  en: 'Erase for good? Memories: {{memories}}, episodes: {{episodes}}.',
  zh: '彻底清除？记忆：{{memories}} 条，片段：{{episodes}} 个。',
};

/** Asks, since nothing brings back what is erased; where nobody is there to answer, --yes has to say it. */
async function isMeant(
  { memories, episodes }: Wanted,
  { options, output }: Call,
): Promise<boolean> {
  if (options['yes'] === true) return true;
  const { askWhether, canAsk } = await import('../install/prompt.js');
  if (!canAsk()) throw usage('What is erased does not come back: add --yes.');
  const counts = { memories: memories.length, episodes: episodes.length };
  return askWhether(filled(question[output.language], counts));
}

async function eraseAll(
  memory: MemoryDoor,
  { scope, memories, episodes }: Wanted,
): Promise<EraseReport> {
  if (scope !== undefined) return memory.eraseScope(scope);
  const total = { ...nothing };
  const count = (report: EraseReport) => {
    for (const key of ['memories', 'rebuilt', 'episodes', 'spans'] as const) {
      total[key] += report[key];
    }
  };
  for (const id of memories) count(await memory.erase(id));
  for (const id of episodes) count(await memory.eraseEpisode(id));
  return total;
}

function linesOf({ memories, rebuilt, spans, episodes, rules }: EraseReport): string[] {
  return [
    `Erased ${counted(memories, 'memory', 'memories')}, rebuilt ${rebuilt}; blanked ${counted(spans, 'quote')} in ${counted(episodes, 'episode')}.`,
    ...(rules ? [`Took the name out of ${counted(rules, 'access rule')}.`] : []),
    'To take the last bytes off the disk: tulving doctor --compact',
  ];
}
