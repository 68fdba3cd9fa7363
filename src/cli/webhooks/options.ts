import type { Option, Options } from '../command.js';
import { given } from '../input.js';

export const webhookOptions: readonly Option[] = [
  {
    flags: '--name <name>',
    help: { en: 'create, update: what to call it.', zh: 'create、update：名称。' },
  },
  {
    flags: '--to <url>',
    help: { en: 'update: another address.', zh: 'update：新的地址。' },
  },
  {
    flags: '--kind <kind>',
    repeats: true,
    help: {
      en: 'create, update: kinds of events, such as memory.created; may be repeated. Default: memory.*',
      zh: 'create、update：事件类型，如 memory.created；可重复给出。默认 memory.*',
    },
  },
  {
    flags: '--of-cube <cube>',
    repeats: true,
    help: { en: 'create, update: in this cube.', zh: 'create、update：该 cube 中的事件。' },
  },
  {
    flags: '--of-user <user_id>',
    repeats: true,
    help: { en: 'create, update: about this user.', zh: 'create、update：该用户的事件。' },
  },
  {
    flags: '--of-app <app_id>',
    repeats: true,
    help: {
      en: 'create, update: done by this client program.',
      zh: 'create、update：该程序引起的事件。',
    },
  },
  {
    flags: '--include <what>',
    repeats: true,
    help: {
      en: 'create, update: memory, which goes along. Default: ids alone.',
      zh: 'create、update：memory，一并发送记忆内容。默认只发送 id。',
    },
  },
  {
    flags: '--format <format>',
    help: {
      en: 'create, update: tulving, or mem0, the shape of its webhooks; tulving.',
      zh: 'create、update：tulving，或 mem0 的 webhook 格式；默认 tulving。',
    },
  },
  {
    flags: '--grace <seconds>',
    help: {
      en: 'rotate: how long the old secret signs, too; 86400.',
      zh: 'rotate：旧密钥继续签名的秒数；默认 86400。',
    },
  },
  {
    flags: '--state <state>',
    help: {
      en: 'deliveries: waiting, delivered or dead; all.',
      zh: 'deliveries：waiting、delivered 或 dead；默认全部。',
    },
  },
  {
    flags: '--limit <number>',
    help: { en: 'deliveries: how many; 50.', zh: 'deliveries：数量；默认 50。' },
  },
  {
    flags: '--cursor <cursor>',
    help: {
      en: 'deliveries: the next page: next_cursor of the page before.',
      zh: 'deliveries：下一页：上一页的 next_cursor。',
    },
  },
  {
    flags: '--since <time>',
    help: {
      en: 'replay: all that has happened since then, whether it was told or not.',
      zh: 'replay：此后发生的全部事件，无论是否发送过。',
    },
  },
  {
    flags: '--delivery <id>',
    repeats: true,
    help: {
      en: 'replay: this delivery alone; may be repeated.',
      zh: 'replay：仅此次投递；可重复给出。',
    },
  },
];

/** Options that say how a webhook is set up. */
export const settingOptions = [
  'name',
  'kind',
  'ofCube',
  'ofUser',
  'ofApp',
  'include',
  'format',
] as const;

/** What the options say of a webhook. */
export function webhookOf(options: Options): Record<string, unknown> {
  const { name, kind, ofCube, ofUser, ofApp, include, format } = options;
  const filters = given({ kinds: kind, cubes: ofCube, users: ofUser, apps: ofApp });
  const some = Object.keys(filters).length > 0 ? filters : undefined;
  return given({ name, include, format, filters: some });
}
