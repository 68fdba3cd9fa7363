import type { Batch, ListBatchesRequest } from '../../model/undo.js';
import { batchKinds } from '../../model/batch.js';
import type { Call, Command } from '../command.js';
import { withMemory } from '../door.js';
import { given, readNumber, usage } from '../input.js';
import { counted, moreLines, type Output, printable } from '../output.js';
import { pageOptions } from '../options.js';

export const batches: Command = {
  name: 'batches',
  summary: {
    en: 'List what was done together and can be undone together, or show one batch.',
    zh: '列出一起完成、可以一起撤销的批次，或显示其中一个。',
  },
  arguments: [
    {
      name: 'id',
      help: {
        en: 'Id of a batch; without it all are listed.',
        zh: '批次的 id；不给出则列出全部。',
      },
      count: 'optional',
    },
  ],
  options: [
    {
      flags: '--kind <kind>',
      help: {
        en: `Batches of this kind only: ${batchKinds.join(', ')}.`,
        zh: `只列出这一种类的批次：${batchKinds.join('、')}。`,
      },
    },
    ...pageOptions,
  ],
  examples: ['batches', 'batches --kind import', 'batches 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e'],
  async run(call) {
    const [id] = call.arguments;
    if (id === undefined) await listBatches(call);
    else await oneBatch(String(id), call);
  },
};

async function listBatches({ options, settings, output }: Call): Promise<void> {
  const { kind, limit, cursor } = options;
  const fields = { kind, limit: readNumber(limit, '--limit'), cursor };
  const request = given(fields) as ListBatchesRequest;
  const page = await withMemory(settings, (door) => door.batches.list(request));
  output.answer(page, () => [
    ...(page.data.length === 0 ? ['There are no batches here.'] : []),
    ...page.data.flatMap((batch) => linesOf(batch, output)),
    ...moreLines(page),
  ]);
}

async function oneBatch(id: string, { options, settings, output }: Call): Promise<void> {
  if (Object.keys(given(options)).some((name) => ['kind', 'limit', 'cursor'].includes(name))) {
    throw usage('--kind, --limit and --cursor are for lists; leave out the id.');
  }
  const batch = await withMemory(settings, (door) => door.batches.get(id));
  output.answer(batch, () => [
    ...linesOf(batch, output),
    ...batch.changes.map(({ memory_id, event }) => printable(`  ${event}  ${memory_id}`)),
    counted(batch.changes.length, 'change'),
  ]);
}

/** In two lines, the second of which tells where and when. */
function linesOf(
  { kind, id, at, undone_at, user_id, cube, actor }: Batch,
  output: Output,
): string[] {
  const details = [
    output.time(at),
    ...(undone_at === null ? [] : [`undone ${output.time(undone_at)}`]),
    ...(user_id === null ? [] : [`user ${user_id}`]),
    ...(cube === null ? [] : [cube]),
    ...(actor === null ? [] : [`by ${actor}`]),
    id,
  ];
  return [kind, `  ${printable(details.join(' · '))}`];
}
