import type { KeptReason, UndoChange, UndoRequest, UndoResult } from '../../model/undo.js';
import type { Call, Command } from '../command.js';
import { type MemoryDoor, withMemory } from '../door.js';
import { given, usage } from '../input.js';
import { counted, type Output, printable } from '../output.js';

export const undo: Command = {
  name: 'undo',
  summary: {
    en: 'Take back what a batch did, what was drawn from a source, or what was done since a time.',
    zh: '撤销一个批次所做的、从一个来源提取的，或某个时间以来所做的改动。',
  },
  options: [
    {
      flags: '--batch <id>',
      help: {
        en: 'Id of a batch, as `tulving batches` lists it; that of an undo does it again.',
        zh: '批次的 id，见 `tulving batches`；撤销批次的 id 则重做。',
      },
    },
    {
      flags: '--episode <id>',
      help: {
        en: 'Id of a source: what was drawn from it goes, the source stays.',
        zh: '来源片段的 id：撤销从中提取的内容，来源本身保留。',
      },
    },
    {
      flags: '--since <time>',
      help: { en: 'All that batches did since then.', zh: '此时间以来所有批次所做的改动。' },
    },
    {
      flags: '--until <time>',
      help: {
        en: 'With --since: only what was done before then.',
        zh: '与 --since 合用：只到此时间为止。',
      },
    },
    {
      flags: '--about <user_id>',
      help: {
        en: 'With --since: only what is about this user.',
        zh: '与 --since 合用：只限这个用户。',
      },
    },
    {
      flags: '--yes',
      help: { en: 'Do it, without a question.', zh: '直接执行，不再询问。' },
    },
    {
      flags: '--dry-run',
      help: {
        en: 'Only show what it would do; without --yes, this is what scripts get.',
        zh: '只显示将要做的改动；脚本中不加 --yes 也是如此。',
      },
    },
  ],
  examples: [
    'undo --batch 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e',
    'undo --since 2026-05-01 --dry-run',
    'undo --since 2026-05-01 --about ada --yes',
  ],
  async run(call) {
    const request = requestOf(call);
    const result = await withMemory(call.settings, (door) => undoWith(door, request, call));
    call.output.answer(result, () => linesOf(result, call.output));
  },
};

function requestOf({ options }: Call): UndoRequest {
  const { batch, episode, since, until, about } = options;
  const ways = [batch, episode, since].filter((way) => way !== undefined);
  if (ways.length !== 1) throw usage('Give one of --batch, --episode and --since.');
  if (since === undefined && (until ?? about) !== undefined) {
    throw usage('--until and --about go with --since.');
  }
  return given({ batch, episode, since, until, user_id: about }) as UndoRequest;
}

/** Shows what it would do before it does it, and asks where somebody is there to answer. */
async function undoWith(
  door: MemoryDoor,
  request: UndoRequest,
  { options, output }: Call,
): Promise<UndoResult> {
  const isDry = options['dryRun'] === true;
  if (options['yes'] === true && !isDry) return door.undo(request);
  const preview = await door.undo({ ...request, preview: true });
  if (isDry || output.json || preview.changes.length === 0) return preview;
  const { askWhether, canAsk } = await import('../install/prompt.js');
  if (!canAsk()) return preview;
  output.line(...linesOf(preview, output));
  return (await askWhether('Take this back?')) ? door.undo(request) : preview;
}

const changes: Readonly<Record<UndoChange, string>> = {
  deleted: 'goes',
  restored: 'holds again',
  parted: 'stands alone again',
  reverted: 'is as before',
  evidence: 'loses evidence',
};

const reasons: Readonly<Record<KeptReason, string>> = {
  changed_since: 'was changed since',
  said_again: 'was said again since',
  merged_since: 'was merged since',
  superseded_since: 'was superseded since',
  newer_stays: 'what superseded it stays',
  not_yours: 'is outside of the key',
};

const MOST_SHOWN = 20;

function linesOf(
  { preview, counts, changes: done, kept, batches }: UndoResult,
  { paint }: Output,
): string[] {
  const { deleted, restored, parted, reverted, evidence } = counts;
  const all = deleted + restored + parted + reverted + evidence;
  const shown = [
    ...done.map(({ text, change }) => `${changes[change]}: ${text}`),
    ...kept.map(({ text, reason }) => `stays, ${reasons[reason]}: ${text}`),
  ];
  const total = counted(all, 'memory', 'memories');
  const again = batches.flatMap(({ undone_by }) => (undone_by === null ? [] : [undone_by]));
  return [
    ...shown.slice(0, MOST_SHOWN).map((line) => printable(line)),
    ...(shown.length > MOST_SHOWN ? [`… and ${all + counts.kept - MOST_SHOWN} more`] : []),
    preview
      ? `Would take back ${counted(batches.length, 'batch', 'batches')}, ${total}; ${counts.kept} stay. To do it: add --yes.`
      : `Took back ${counted(batches.length, 'batch', 'batches')}, ${total}; ${counts.kept} stay.`,
    ...again.map((id) => paint('detail', `To do it again: tulving undo --batch ${id}`)),
  ];
}
