import { type AuditEntry, auditGroups, type ListAuditRequest } from '../../model/audit.js';
import type { Call, Command } from '../command.js';
import { withMemory } from '../door.js';
import { given, readNumber } from '../input.js';
import { moreLines, type Output, printable } from '../output.js';
import { pageOptions } from '../options.js';

export const audit: Command = {
  name: 'audit',
  summary: {
    en: 'Show who has changed what: keys, rules, settings, many memories at once, backups.',
    zh: '查看谁更改了什么：密钥、规则、设置、批量状态、备份等。',
  },
  options: [
    {
      flags: '--about <group>',
      help: {
        en: `Only this: ${auditGroups.join(', ')}.`,
        zh: `只看这一类：${auditGroups.join('、')}。`,
      },
    },
    {
      flags: '--key <id>',
      help: { en: 'Only what was done with this key.', zh: '只看使用此密钥所做的更改。' },
    },
    {
      flags: '--since <time>',
      help: { en: 'Only since then.', zh: '只看此时间之后的。' },
    },
    {
      flags: '--until <time>',
      help: { en: 'Only before then.', zh: '只看此时间之前的。' },
    },
    ...pageOptions,
  ],
  examples: ['audit', 'audit --about key', 'audit --since 2026-03-01 --json'],
  async run({ options, settings, output }: Call) {
    const { about: group, key, since, until, limit, cursor } = options;
    const fields = { group, key, since, until, limit: readNumber(limit, '--limit'), cursor };
    const request = given(fields) as ListAuditRequest;
    const page = await withMemory(settings, (door) => door.audit.list(request));
    output.answer(page, () => [
      ...(page.data.length === 0 ? ['Nothing was changed here.'] : []),
      ...page.data.map((entry) => lineOf(entry, output)),
      ...moreLines(page),
    ]);
  },
};

function lineOf({ at, action, subject, detail, outcome, ...by }: AuditEntry, output: Output) {
  const details = Object.entries(detail).map(([name, value]) => `${name} ${told(value)}`);
  const who = by.principal ?? by.app ?? by.key;
  const parts = [
    `${output.time(at)}  ${action}`,
    ...(subject === null ? [] : [subject]),
    ...details,
    ...(who === null ? [] : [`by ${who}`]),
    ...(outcome === 'done' ? [] : [outcome]),
  ];
  return printable(parts.join(' · '));
}

function told(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
