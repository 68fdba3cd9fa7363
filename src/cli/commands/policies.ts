import type { NewPolicyRequest, Policy, PolicyRun } from '../../model/policies.js';
import type { Call, Command } from '../command.js';
import { withMemory } from '../door.js';
import { given, readNumber, usage } from '../input.js';
import { counted, type Output, printable } from '../output.js';

export const policies: Command = {
  name: 'policies',
  summary: {
    en: 'Have memories archived or deleted by themselves, once a day.',
    zh: '设置每天自动归档或删除记忆的策略。',
  },
  arguments: [
    {
      name: 'action',
      count: 'optional',
      help: {
        en: 'add, enable, disable, remove or run; without it all are listed.',
        zh: 'add、enable、disable、remove 或 run；不给出则列出全部。',
      },
    },
    {
      name: 'name',
      count: 'optional',
      help: { en: 'Name of the policy (add), or its id.', zh: '策略名称（add），或其 id。' },
    },
  ],
  options: [
    {
      flags: '--created-days <days>',
      help: { en: 'Added so many days ago, or longer.', zh: '添加至今已满的天数。' },
    },
    {
      flags: '--updated-days <days>',
      help: { en: 'Not changed for so many days.', zh: '未修改已满的天数。' },
    },
    {
      flags: '--recalled-days <days>',
      help: { en: 'Found by no search for so many days.', zh: '未被搜索命中已满的天数。' },
    },
    { flags: '--category <name>', help: { en: 'Of this category.', zh: '该类别的记忆。' } },
    {
      flags: '--of-app <app_id>',
      help: { en: 'That this app has written.', zh: '该程序写入的记忆。' },
    },
    {
      flags: '--delete',
      help: { en: 'Delete in place of archive.', zh: '删除，而非归档。' },
    },
    { flags: '--dry-run', help: { en: 'Count, and change nothing.', zh: '只统计，不修改。' } },
  ],
  examples: [
    'policies add "Unused travel notes" --category travel --recalled-days 180',
    'policies run --dry-run',
    'policies disable 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e',
  ],
  async run(call) {
    const [action = 'list', name] = call.arguments as (string | undefined)[];
    const act = actions[action];
    if (!act) {
      throw usage(`There is no action "${action}": add, enable, disable, remove or run.`);
    }
    if (name === undefined && action !== 'list' && action !== 'run') {
      throw usage(action === 'add' ? 'Give the policy a name.' : 'Name the policy by its id.');
    }
    await act(call, name ?? '');
  },
};

const actions: Readonly<Record<string, (call: Call, name: string) => Promise<void>>> = {
  list: listPolicies,
  add: addPolicy,
  enable: (call, id) => setEnabled(call, id, true),
  disable: (call, id) => setEnabled(call, id, false),
  remove: removePolicy,
  run: runPolicies,
};

async function listPolicies({ settings, output }: Call): Promise<void> {
  const data = await withMemory(settings, (door) => door.policies.list());
  output.answer({ data }, () =>
    data.length === 0 ? ['There are no policies.'] : data.flatMap((one) => linesOf(one, output)),
  );
}

async function addPolicy({ options, settings, output }: Call, name: string): Promise<void> {
  const { createdDays, updatedDays, recalledDays, category, ofApp } = options;
  const criteria = given({
    created_days: readNumber(createdDays, '--created-days'),
    updated_days: readNumber(updatedDays, '--updated-days'),
    recalled_days: readNumber(recalledDays, '--recalled-days'),
    category,
    app_id: ofApp,
  });
  const action = options['delete'] === true ? 'delete' : 'archive';
  const request = { name, criteria, action } as NewPolicyRequest;
  const policy = await withMemory(settings, (door) => door.policies.add(request));
  output.answer(policy, () => linesOf(policy, output));
}

async function setEnabled({ settings, output }: Call, id: string, enabled: boolean): Promise<void> {
  const policy = await withMemory(settings, (door) => door.policies.update(id, { enabled }));
  output.answer(policy, () => linesOf(policy, output));
}

async function removePolicy({ settings, output }: Call, id: string): Promise<void> {
  await withMemory(settings, (door) => door.policies.remove(id));
  output.answer({ removed: id }, () => ['Removed']);
}

async function runPolicies({ options, settings, output }: Call, id: string): Promise<void> {
  const { dryRun } = options;
  const request = { ...(id !== '' && { id }), ...(dryRun === true && { dry_run: true }) };
  const result = await withMemory(settings, (door) => door.policies.run(request));
  output.answer(result, () =>
    result.data.length === 0
      ? ['No policy is enabled.']
      : result.data.flatMap((run) => told(run, result.dry_run)),
  );
}

function told({ name, action, changed, batch_id: batch }: PolicyRun, isDry: boolean): string[] {
  const memories = counted(changed, 'memory', 'memories');
  return [
    `${printable(name)}: ${isDry ? 'would ' : ''}${action} ${memories}`,
    ...(batch === null ? [] : [`  Take it back: tulving undo --batch ${batch}`]),
  ];
}

function linesOf({ id, name, action, enabled, criteria, last_run: last }: Policy, output: Output) {
  const details = [
    ...(enabled ? [] : ['off']),
    action,
    ...Object.entries(criteria).map(([field, value]) => `${field} ${String(value)}`),
    ...(last ? [`last ${output.time(last.at)}: ${last.changed}`] : []),
    id,
  ];
  return [printable(name), `  ${printable(details.join(' · '))}`];
}
