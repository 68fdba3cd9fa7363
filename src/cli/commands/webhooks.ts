import type {
  ChangeWebhookRequest,
  ListDeliveriesRequest,
  NewWebhookRequest,
  ReplayDeliveriesRequest,
  Webhook,
  WebhookDelivery,
  WebhookVerbs,
} from '../../model/webhooks.js';
import { type Action, runAction } from '../actions.js';
import type { Call, Command } from '../command.js';
import { withMemory } from '../door.js';
import { given, readNumber, usage } from '../input.js';
import { pageOf } from '../options.js';
import { counted, moreLines, type Output, printable, shownOnce } from '../output.js';
import { settingOptions, webhookOf, webhookOptions } from '../webhooks/options.js';

const ONCE = 'The secret is shown this once. It signs what is sent; see docs/webhooks.md.';

const actions: Readonly<Record<string, Action>> = {
  list: { takes: [], run: listWebhooks },
  create: { subject: 'url', takes: settingOptions, run: createWebhook },
  update: { subject: 'id', takes: [...settingOptions, 'to'], run: updateWebhook },
  enable: { subject: 'id', takes: [], run: (call, id) => change(call, id, { enabled: true }) },
  disable: { subject: 'id', takes: [], run: (call, id) => change(call, id, { enabled: false }) },
  delete: { subject: 'id', takes: [], run: deleteWebhook },
  rotate: { subject: 'id', takes: ['grace'], run: rotateSecret },
  test: { subject: 'id', takes: [], run: testWebhook },
  deliveries: { subject: 'id', takes: ['state', 'limit', 'cursor'], run: listDeliveries },
  replay: { subject: 'id', takes: ['since', 'delivery'], run: replayDeliveries },
};
const names = Object.keys(actions).join(', ');

export const webhooks: Command = {
  name: 'webhooks',
  summary: {
    en: 'Have addresses told what happens, and look at what they were told.',
    zh: '把发生的事件发送到指定地址（webhook），并查看投递情况。',
  },
  arguments: [
    {
      name: 'action',
      count: 'optional',
      help: { en: `${names}; list.`, zh: `${names}；默认 list。` },
    },
    {
      name: 'url-or-id',
      count: 'optional',
      help: {
        en: 'create: the address. Else the id of the webhook.',
        zh: 'create：地址。其他操作：webhook 的 id。',
      },
    },
  ],
  options: webhookOptions,
  settings: ['allowWebhooks'],
  examples: [
    'webhooks',
    'webhooks create https://example.org/tulving --kind memory.created --of-user ada',
    'webhooks test 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e',
    'webhooks deliveries 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e --state dead',
    'webhooks replay 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e --since 2026-03-01',
  ],
  run: (call) => runAction('webhooks', actions, webhookOptions, call),
};

async function listWebhooks({ settings, output }: Call): Promise<void> {
  const data = await withWebhooks(settings, (door) => door.list());
  output.answer({ data }, () =>
    data.length === 0 ? ['There are no webhooks.'] : data.flatMap((one) => linesOf(one, output)),
  );
}

async function createWebhook({ options, settings, output }: Call, url: string): Promise<void> {
  const request = { url, ...webhookOf(options) } as NewWebhookRequest;
  const made = await withWebhooks(settings, (door) => door.create(request));
  output.answer(made, () => shownOnce(linesOf(made, output), made.secret, ONCE));
}

async function updateWebhook(call: Call, id: string): Promise<void> {
  const request = given({ ...webhookOf(call.options), url: call.options['to'] });
  if (Object.keys(request).length === 0) throw usage('Say what should be different.');
  await change(call, id, request as ChangeWebhookRequest);
}

async function change(
  { settings, output }: Call,
  id: string,
  request: ChangeWebhookRequest,
): Promise<void> {
  const webhook = await withWebhooks(settings, (door) => door.update(id, request));
  output.answer(webhook, () => linesOf(webhook, output));
}

async function deleteWebhook({ settings, output }: Call, id: string): Promise<void> {
  await withWebhooks(settings, (door) => door.delete(id));
  output.answer({ deleted: id }, () => ['Deleted']);
}

async function rotateSecret({ options, settings, output }: Call, id: string): Promise<void> {
  const request = given({ grace_seconds: readNumber(options['grace'], '--grace') });
  const made = await withWebhooks(settings, (door) => door.rotate(id, request));
  output.answer(made, () => shownOnce(linesOf(made, output), made.secret, ONCE));
}

async function testWebhook({ settings, output }: Call, id: string): Promise<void> {
  const result = await withWebhooks(settings, (door) => door.test(id));
  const { delivered, status, error, took_ms: took } = result;
  output.answer(result, () => [
    delivered
      ? `Delivered: HTTP ${status} after ${took} ms`
      : `Not delivered: ${printable(error ?? '')}`,
  ]);
}

async function listDeliveries({ options, settings, output }: Call, id: string): Promise<void> {
  const request = given({ state: options['state'], ...pageOf(options) }) as ListDeliveriesRequest;
  const page = await withWebhooks(settings, (door) => door.deliveries(id, request));
  output.answer(page, () => [
    ...(page.data.length === 0 ? ['There are no such deliveries.'] : []),
    ...page.data.flatMap((one) => deliveryLines(one, output)),
    ...moreLines(page),
  ]);
}

async function replayDeliveries({ options, settings, output }: Call, id: string): Promise<void> {
  const { since, delivery } = options;
  const request = given({ since, deliveries: delivery }) as ReplayDeliveriesRequest;
  const result = await withWebhooks(settings, (door) => door.replay(id, request));
  output.answer(result, () => [
    `${counted(result.replayed, 'delivery', 'deliveries')} will be made again, by a server or \`tulving jobs --run\`.`,
  ]);
}

function withWebhooks<Result>(
  settings: Call['settings'],
  work: (webhooks: WebhookVerbs) => Promise<Result>,
): Promise<Result> {
  return withMemory(settings, (memory) => work(memory.webhooks));
}

function linesOf(webhook: Webhook, output: Output): string[] {
  const { id, name, url, state, note, format, filters, include, waiting, dead } = webhook;
  const details = [
    state,
    ...(format === 'tulving' ? [] : [format]),
    ...Object.entries(filters).map(([field, values]) => `${field} ${values.join(', ')}`),
    ...(include.length > 0 ? [`with ${include.join(', ')}`] : []),
    ...(waiting > 0 ? [`${waiting} waiting`] : []),
    ...(dead > 0 ? [`${dead} given up`] : []),
    ...(webhook.delivered_at === null ? [] : [`last ${output.time(webhook.delivered_at)}`]),
    id,
  ];
  return [
    `${printable(name)}  ${printable(url)}`,
    `  ${printable(details.join(' · '))}`,
    ...(note === null ? [] : [`  ${printable(note)}`]),
  ];
}

function deliveryLines(delivery: WebhookDelivery, output: Output): string[] {
  const { id, type, subject, state, tries, error, next_try_at: next } = delivery;
  const details = [
    state,
    counted(tries, 'try', 'tries'),
    ...(next === null ? [] : [`next ${output.time(next)}`]),
    id,
  ];
  return [
    printable(`${output.time(delivery.at)}  ${type}  ${subject}`),
    `  ${printable(details.join(' · '))}`,
    ...(error === null ? [] : [`  ${printable(error)}`]),
  ];
}
