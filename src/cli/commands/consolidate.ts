import type { ConsolidationEstimate, DiaryEntry, DiaryRequest } from '../../model/consolidation.js';
import type { Call, Command } from '../command.js';
import { tellCost } from '../dollars.js';
import { withMemory } from '../door.js';
import { given, readNumber, usage } from '../input.js';
import { counted, type Output, printable } from '../output.js';

export const consolidate: Command = {
  name: 'consolidate',
  summary: {
    en: 'Put memories in order: merge what says the same, sum up, relate. Deletes nothing.',
    zh: '整理记忆：合并重复、归纳总结、建立关联；不会删除任何内容。',
  },
  options: [
    {
      flags: '--dry-run',
      help: {
        en: 'Tell what there is to do and what it would cost.',
        zh: '只显示将要做什么以及预计的开销。',
      },
    },
    {
      flags: '--all',
      help: {
        en: 'Also what was looked at before, such as what was undone.',
        zh: '也包括以前整理过的内容，例如已撤销的部分。',
      },
    },
    {
      flags: '--diary',
      help: {
        en: 'List what was done before, newest first.',
        zh: '列出以往的整理记录，最新的在前。',
      },
    },
    {
      flags: '--limit <number>',
      help: {
        en: 'With --diary: at most so many (default 20).',
        zh: '配合 --diary：最多条数；默认 20。',
      },
    },
  ],
  scoped: true,
  examples: ['consolidate --dry-run', "consolidate --user '*'", 'consolidate --diary'],
  async run(call) {
    const { agent_id: agent, app_id: app, run_id: run } = call.scope;
    if ([agent, app, run].some((name) => name !== undefined)) {
      throw usage('--agent, --app and --run are not for this: it goes through all of them.');
    }
    if (call.options['diary'] === true) await showDiary(call);
    else await work(call);
  },
};

async function work({ options, settings, scope, output }: Call): Promise<void> {
  const { user_id, cube } = scope;
  const dry = options['dryRun'] === true;
  // A server has jobs that do it; on the data directory there is nobody else.
  const wait = settings.url === undefined && !dry;
  const all = options['all'] === true || undefined;
  const asked = { dry_run: dry || undefined, wait: wait || undefined, all };
  const request = given({ user_id, cube, ...asked });
  const result = await withMemory(settings, (memory) => memory.consolidation.run(request));
  output.answer(result, () => {
    const { estimates, jobs, diary, model } = result;
    return [
      ...(model === null
        ? ['No model is configured: only what has the same words is merged.']
        : []),
      ...estimates.map(estimateLine),
      ...jobs.map((id) => `Job ${id}`),
      ...diary.flatMap((entry) => diaryLines(entry, output)),
      ...(estimates.length + jobs.length + diary.length === 0 ? ['There is nothing here.'] : []),
    ];
  });
}

async function showDiary({ options, settings, scope, output }: Call): Promise<void> {
  const { user_id, cube } = scope;
  const limit = readNumber(options['limit'], '--limit');
  const request = given({ user_id, cube, limit }) as DiaryRequest;
  const { data } = await withMemory(settings, (memory) => memory.consolidation.diary(request));
  output.answer(data, () => [
    ...(data.length === 0 ? ['Nothing was put in order here yet.'] : []),
    ...data.flatMap((entry) => diaryLines(entry, output)),
  ]);
}

function estimateLine(estimate: ConsolidationEstimate): string {
  const {
    cube,
    memories,
    merges,
    pairs,
    clusters,
    outdated,
    calls,
    input_tokens: tokens,
    input_cost: cost,
  } = estimate;
  const parts = [
    counted(memories, 'memory', 'memories'),
    counted(merges, 'merge'),
    `${counted(pairs, 'pair')} to compare`,
    `${counted(clusters, 'cluster')} to sum up`,
    ...(outdated > 0 ? [`${counted(outdated, 'outdated summary', 'outdated summaries')}`] : []),
    `${counted(calls, 'call')}, about ${counted(tokens, 'token')}${calls > 0 ? ` in (${tellCost(cost)})` : ''}`,
  ];
  return printable(`${cube}${ofUser(estimate)}: ${parts.join(', ')}`);
}

function diaryLines(entry: DiaryEntry, output: Output): string[] {
  const { merged, summaries, replaced, ended, related, faded, refused, model } = entry;
  const parts = [
    `${merged.length} merged`,
    counted(summaries.length, 'summary', 'summaries'),
    ...(replaced.length > 0 ? [`${replaced.length} replaced`] : []),
    ...(ended.length > 0 ? [`${ended.length} ended`] : []),
    `${related.length} related`,
    `${faded} faded`,
    ...(model === null ? [] : [counted(model.calls, 'call')]),
    ...Object.entries(refused).map(([reason, count]) => `refused ${reason}: ${count}`),
  ];
  const state = entry.undone_at !== null ? '  undone' : entry.finished ? '' : '  not finished';
  return [
    printable(`${output.time(entry.at)}  ${entry.cube ?? ''}${ofUser(entry)}${state}`),
    output.paint('detail', printable(`  ${parts.join(' · ')} · ${entry.batch}`)),
  ];
}

function ofUser({ cube, user_id: user }: { cube: string | null; user_id: string | null }): string {
  return user === null || cube === `user:${user}` ? '' : ` (${user})`;
}
