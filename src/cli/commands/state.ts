import type { SetStateRequest } from '../../model/states.js';
import type { Command } from '../command.js';
import { withStates } from '../door.js';
import { given, usage } from '../input.js';
import { filterOf, filterOption } from '../options.js';
import { counted } from '../output.js';

export const state: Command = {
  name: 'state',
  summary: {
    en: 'Pause, archive, delete or bring back several memories; undo takes it back.',
    zh: '批量暂停、归档、删除或恢复记忆；可用 undo 撤销。',
  },
  arguments: [
    {
      name: 'state',
      help: {
        en: 'What they should be: active, paused, archived or deleted.',
        zh: '目标状态：active、paused、archived 或 deleted。',
      },
    },
    { name: 'ids', count: 'any', help: { en: 'Ids of memories.', zh: '记忆的 id。' } },
  ],
  options: [
    { flags: '--of-user <user_id>', help: { en: 'Of this user.', zh: '该用户的记忆。' } },
    { flags: '--of-cube <cube>', help: { en: 'In this cube.', zh: '该 cube 中的记忆。' } },
    {
      flags: '--of-app <app_id>',
      help: { en: 'That this app has written.', zh: '该程序写入的记忆。' },
    },
    { flags: '--of-run <run_id>', help: { en: 'Of this session.', zh: '该会话的记忆。' } },
    { flags: '--category <name>', help: { en: 'Of this category.', zh: '该类别的记忆。' } },
    filterOption,
    {
      flags: '--from <state>',
      repeats: true,
      help: {
        en: 'Only those in this state now; may be repeated.',
        zh: '仅限当前处于此状态的记忆；可重复给出。',
      },
    },
    {
      flags: '--reason <text>',
      help: { en: 'Why; kept in the history.', zh: '原因；保存在历史中。' },
    },
    { flags: '--dry-run', help: { en: 'Count, and change nothing.', zh: '只统计，不修改。' } },
    { flags: '--yes', help: { en: 'Yes, all of them.', zh: '确认处理全部。' } },
  ],
  examples: [
    'state paused --of-app cursor --yes',
    'state archived --category travel --dry-run',
    `state archived --filter '{"created_at": {"lt": "2025-01-01"}}' --reason "old" --yes`,
  ],
  async run({ arguments: [to, ids], options, settings, output }) {
    const named = (ids ?? []) as readonly string[];
    const { ofUser, ofCube, ofApp, ofRun, category, from, reason, dryRun, yes } = options;
    if (named.length === 0 && dryRun !== true && yes !== true) {
      throw usage('This may change many memories: look with --dry-run, then add --yes.');
    }
    const request = {
      state: to,
      ...given({
        ids: named.length > 0 ? named : undefined,
        user_id: ofUser,
        cube: ofCube,
        app_id: ofApp,
        run_id: ofRun,
        category,
        from,
        reason,
        dry_run: dryRun,
      }),
      ...filterOf(options),
    } as SetStateRequest;
    const result = await output.during('Changing states', (report) =>
      withStates(settings, request, (done, total) => report({ done, total })),
    );
    const { changed, held_back: held, batch_id: batch } = result;
    output.answer(result, () => [
      `${result.dry_run ? 'Would change' : 'Changed'} ${counted(changed, 'memory', 'memories')} to ${result.state}`,
      ...(held === 0
        ? []
        : [`${counted(held, 'memory', 'memories')} wait for a review: tulving review`]),
      ...(batch === null ? [] : [`Take it back: tulving undo --batch ${batch}`]),
    ]);
  },
};
