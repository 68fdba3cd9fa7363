import {
  type DensityRequest,
  type DensityResult,
  timelineAxes,
  type TimelineEntry,
  type TimelineRequest,
  timelineUnits,
} from '../../model/timeline.js';
import type { Call, Command } from '../command.js';
import { withMemory } from '../door.js';
import { given, readNumber, usage } from '../input.js';
import { filterOf, filterOption, pageOptions } from '../options.js';
import { moreLines, type Output, printable } from '../output.js';

/** In characters. */
const WIDEST = 40;

export const timeline: Command = {
  name: 'timeline',
  summary: {
    en: 'Show memories along time, newest first, or how many there are in each span.',
    zh: '按时间显示记忆（最新的在前），或显示各时间段的数量。',
  },
  options: [
    {
      flags: '--axis <axis>',
      help: {
        en: 'learnt (when it was kept) or held (when it was true); learnt.',
        zh: 'learnt（何时记住）或 held（何时成立）；默认 learnt。',
      },
    },
    {
      flags: '--known-at <date>',
      help: { en: 'What was believed then.', zh: '当时所相信的内容。' },
    },
    {
      flags: '--until <date>',
      help: { en: 'Only what lies before it.', zh: '只显示此时刻之前的内容。' },
    },
    {
      flags: '--by <unit>',
      help: {
        en: 'Count by day, week or month in place of listing.',
        zh: '按 day、week 或 month 计数，而非逐条列出。',
      },
    },
    filterOption,
    ...pageOptions,
  ],
  scoped: true,
  examples: ['timeline --user ada', 'timeline --by month', 'timeline --known-at 2026-03-01'],
  async run(call) {
    const { axis, by } = call.options;
    if (axis !== undefined && !timelineAxes.some((one) => one === axis))
      throw usage(`There is no axis "${String(axis)}": ${timelineAxes.join(', ')}.`);
    if (by === undefined) return listEntries(call);
    if (!timelineUnits.some((one) => one === by))
      throw usage(`There is no unit "${String(by)}": ${timelineUnits.join(', ')}.`);
    return count(call);
  },
};

async function listEntries({ options, settings, scope, output }: Call): Promise<void> {
  const { axis, knownAt, until, cursor } = options;
  const limit = readNumber(options['limit'], '--limit');
  const fields = given({ axis, known_at: knownAt, until, limit, cursor });
  const request = { ...scope, ...filterOf(options), ...fields } as TimelineRequest;
  const page = await withMemory(settings, (door) => door.timeline.list(request));
  output.answer(page, () => [
    ...(page.data.length === 0 ? ['Nothing was remembered in that time.'] : []),
    ...page.data.flatMap((entry) => linesOf(entry, output)),
    ...moreLines(page),
  ]);
}

async function count({ options, settings, scope, output }: Call): Promise<void> {
  const { axis, knownAt, by: unit, until, limit, cursor } = options;
  if ([until, limit, cursor].some((option) => option !== undefined))
    throw usage('--until, --limit and --cursor are for lists; leave out --by.');
  const fields = given({ axis, known_at: knownAt, unit });
  const request = { ...scope, ...filterOf(options), ...fields } as DensityRequest;
  const result = await withMemory(settings, (door) => door.timeline.density(request));
  output.answer(result, () => barsOf(result));
}

function linesOf({ at, memory, replaced_by: newer }: TimelineEntry, output: Output): string[] {
  return [
    output.time(at),
    ...output.memory(memory, '  '),
    ...(newer ? [printable(`  replaced by: ${newer.text}`), `    ${newer.id}`] : []),
  ];
}

function barsOf({ data }: DensityResult): string[] {
  const most = Math.max(1, ...data.map(({ memories }) => memories));
  return data.map(({ from, memories, superseded }) => {
    const bar = '#'.repeat(Math.max(1, Math.round((memories / most) * WIDEST)));
    return `${from}  ${bar} ${memories}${superseded > 0 ? ` (${superseded} no longer hold)` : ''}`;
  });
}
