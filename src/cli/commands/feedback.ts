import type {
  FeedbackAction,
  FeedbackChange,
  FeedbackPreview,
  FeedbackPreviewRequest,
  FeedbackResult,
} from '../../model/feedback.js';
import type { Call, Command } from '../command.js';
import { type MemoryDoor, withMemory } from '../door.js';
import { modelSettings } from '../flags.js';
import { given, usage } from '../input.js';
import { askWhether, canAsk } from '../install/prompt.js';
import { counted, type Output, printable } from '../output.js';

type Asked = Pick<FeedbackPreviewRequest, 'actions' | 'said' | 'memory_ids'>;

/** What each verb asks for; `list` only looks. */
const verbs: Readonly<Record<string, (words: readonly string[], call: Call) => Asked>> = {
  useful: ([id], call) => ({ actions: [judged('useful', id, call)] }),
  'not-useful': ([id], call) => ({ actions: [judged('not_useful', id, call)] }),
  right: ([id], call) => ({ actions: [judged('right', id, call)] }),
  wrong: ([id], { options }) => {
    const { reason, correction } = options;
    const action = { action: 'wrong', memory_id: needed(id, 'the id of a memory') };
    return { actions: [{ ...action, ...given({ reason, correction }) } as FeedbackAction] };
  },
  replace: ([from, to], { options }) => {
    const action = {
      action: 'replace',
      from: needed(from, 'what is to be replaced'),
      to: needed(to, 'what takes its place'),
      ...given({
        whole_words: options['partsOfWords'] === true ? false : undefined,
        match_case: options['matchCase'],
      }),
    };
    return { actions: [action as FeedbackAction] };
  },
  say: ([said], { options }) => ({
    said: needed(said, 'what there is to say'),
    ...given({ memory_ids: options['memory'] as string[] | undefined }),
  }),
};

export const feedback: Command = {
  name: 'feedback',
  summary: {
    en: 'Say that a memory is useful, right or wrong, replace words everywhere, or say it in your own words.',
    zh: '说明某条记忆有用、正确或有误，在所有记忆中替换词语，或用自己的话说明。',
  },
  arguments: [
    {
      name: 'verb',
      help: {
        en: 'useful, not-useful, right, wrong, replace, say or list.',
        zh: 'useful、not-useful、right、wrong、replace、say 或 list。',
      },
    },
    {
      name: 'words',
      count: 'any',
      help: {
        en: 'The id of a memory; replace: what, and by what; say: what is wrong.',
        zh: '记忆的 id；replace：原词与新词；say：哪里有误。',
      },
    },
  ],
  options: [
    {
      flags: '--correction <text>',
      help: {
        en: 'wrong: what is right; it takes the place of the memory.',
        zh: 'wrong：正确的内容，取代该记忆。',
      },
    },
    { flags: '--reason <text>', help: { en: 'Why.', zh: '原因。' } },
    {
      flags: '--trace <id>',
      help: { en: 'The search that it is about.', zh: '所针对的搜索。' },
    },
    {
      flags: '--memory <id>',
      repeats: true,
      help: {
        en: 'say: a memory that it may be about; may be repeated.',
        zh: 'say：可能涉及的记忆；可重复给出。',
      },
    },
    {
      flags: '--parts-of-words',
      help: { en: 'replace: within words, too.', zh: 'replace：也替换词的一部分。' },
    },
    {
      flags: '--match-case',
      help: { en: 'replace: capitals count.', zh: 'replace：区分大小写。' },
    },
    {
      flags: '--yes',
      help: { en: 'Do it without asking.', zh: '不询问，直接执行。' },
    },
  ],
  settings: modelSettings,
  scoped: true,
  examples: [
    'feedback wrong 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e --correction "Mia lives in Porto."',
    'feedback replace Lisbon Porto',
    'feedback say "I never drank coffee"',
    'feedback list 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e',
  ],
  async run(call) {
    const [verb, words] = call.arguments as [string, readonly string[]];
    await withMemory(call.settings, (door) =>
      verb === 'list' ? listOf(words, door, call) : give(verb, words, door, call),
    );
  },
};

async function listOf([id]: readonly string[], door: MemoryDoor, { output }: Call): Promise<void> {
  const entries = await door.feedback.list(needed(id, 'the id of a memory'));
  output.answer({ data: entries }, () =>
    entries.length === 0
      ? ['Nothing was said of it.']
      : entries.map(({ verdict, at, reason, actor }) =>
          printable(
            [verdict, output.time(at), actor ?? '', reason ?? ''].filter(Boolean).join(' · '),
          ),
        ),
  );
}

async function give(
  verb: string,
  words: readonly string[],
  door: MemoryDoor,
  call: Call,
): Promise<void> {
  const ask = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!ask) throw usage(`feedback takes ${Object.keys(verbs).join(', ')} or list, not "${verb}".`);
  const { scope, options, output } = call;
  const trace = given({ trace_id: options['trace'] as string | undefined });
  const asked: FeedbackPreviewRequest = { ...scope, ...trace, ...ask(words, call) };
  const preview = await door.feedback.preview(asked);
  const { actions, preview_token } = preview;
  const isWanted = actions.length > 0 && (await wants(preview, call));
  if (!isWanted) return tellNothingDone(preview, output);
  const { memory_ids: _, ...rest } = asked;
  const result = await door.feedback.give({ ...rest, actions, preview_token });
  output.answer(result, () => tellDone(result));
}

/** What changes nothing is not asked about. */
async function wants({ changes }: FeedbackPreview, { options, output }: Call): Promise<boolean> {
  if (options['yes'] === true || changes.length === 0) return true;
  if (output.json || !canAsk()) return false;
  output.line(...changes.flatMap((change) => linesOf(change, output)));
  return askWhether(`Change ${counted(changes.length, 'memory', 'memories')}?`);
}

function tellNothingDone(preview: FeedbackPreview, output: Output): void {
  const { changes, actions } = preview;
  output.answer(preview, () => {
    if (actions.length === 0) return ['Nothing was understood that could be done.'];
    return [
      ...(canAsk() ? [] : changes.flatMap((change) => linesOf(change, output))),
      'Nothing was changed. To do it: add --yes.',
    ];
  });
}

function tellDone({ changes, recorded, batch_id }: FeedbackResult): string[] {
  if (batch_id === null) return [`Written down: ${recorded}`];
  return [`Changed ${counted(changes.length, 'memory', 'memories')} in batch ${batch_id}.`];
}

function linesOf(
  { change, before, after, memory_id }: FeedbackChange,
  { paint }: Output,
): string[] {
  return [
    paint('detail', `${change} ${memory_id}`),
    paint('minus', `- ${printable(before)}`),
    ...(after === null ? [] : [paint('ok', `+ ${printable(after)}`)]),
  ];
}

function judged(
  action: 'useful' | 'not_useful' | 'right',
  id: string | undefined,
  { options }: Call,
) {
  const { reason } = options;
  return {
    action,
    memory_id: needed(id, 'the id of a memory'),
    ...given({ reason: reason as string | undefined }),
  };
}

function needed(value: string | undefined, what: string): string {
  if (value === undefined) throw usage(`Give ${what}.`);
  return value;
}
