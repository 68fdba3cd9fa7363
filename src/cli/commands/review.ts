import { type ReviewDecision, reviewDecisions } from '../../model/review.js';
import type { ListDoubtsRequest } from '../../model/doubt.js';
import type { ListReviewsRequest, Review } from '../../model/reviews.js';
import { ANY_USER } from '../../model/scope.js';
import type { Call, Command } from '../command.js';
import { withMemory } from '../door.js';
import { given, readNumber, usage } from '../input.js';
import { moreLines, type Output, printable } from '../output.js';
import { pageOptions } from '../options.js';

export const review: Command = {
  name: 'review',
  summary: {
    en: 'List what waits for a person, or decide it: what was held back, and pairs that contradict each other.',
    zh: '列出等待人工审核的记忆（被隔离的、相互矛盾的），或作出决定。',
  },
  arguments: [
    {
      name: 'action',
      count: 'optional',
      help: {
        en: 'list, show, accept, reject, keep_both, keep_other or doubts (what may not be so, the most doubtful first); list.',
        zh: 'list、show、accept、reject、keep_both、keep_other 或 doubts（可能有误的记忆，最可疑的在前）；默认 list。',
      },
    },
    {
      name: 'id',
      count: 'optional',
      help: { en: 'Id of the review.', zh: '审核项的 id。' },
    },
  ],
  options: [
    {
      flags: '--kind <kind>',
      help: {
        en: 'quarantine, contradiction or duplicate.',
        zh: 'quarantine、contradiction 或 duplicate。',
      },
    },
    {
      flags: '--decided',
      help: { en: 'What was decided, newest first.', zh: '已作出决定的，最新的在前。' },
    },
    ...pageOptions,
  ],
  examples: [
    'review',
    'review --kind quarantine',
    'review doubts --limit 10',
    'review accept 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e',
  ],
  async run(call) {
    const [action = 'list', id] = call.arguments;
    if (action === 'list') return listReviews(call);
    if (action === 'doubts') return listDoubts(call);
    const decision = reviewDecisions.find((one) => one === action);
    if (decision === undefined && action !== 'show') {
      throw usage(
        `There is no action "${String(action)}": list, show, doubts, ${reviewDecisions.join(', ')}.`,
      );
    }
    if (typeof id !== 'string') throw usage(`${String(action)} takes the id of a review.`);
    return oneReview(call, id, decision);
  },
};

async function listReviews({ options, arguments: [, id], settings, output }: Call): Promise<void> {
  if (id !== undefined) throw usage('To see one review, use: tulving review show <id>.');
  const { kind, limit, cursor } = options;
  const decided = options['decided'] === true ? true : undefined;
  const fields = { kind, decided, limit: readNumber(limit, '--limit'), cursor };
  const request = given(fields) as ListReviewsRequest;
  const page = await withMemory(settings, (door) => door.reviews.list(request));
  output.answer(page, () => [
    ...(page.data.length === 0 ? ['Nothing waits for a review.'] : []),
    ...page.data.flatMap((one) => linesOf(one, output)),
    ...moreLines(page),
  ]);
}

/** Of everybody, as the reviews. */
async function listDoubts({ options, arguments: [, id], settings, output }: Call): Promise<void> {
  const { kind, decided, limit, cursor } = options;
  if ([id, kind, decided].some((one) => one !== undefined))
    throw usage('review doubts takes --limit and --cursor.');
  const fields = { user_id: ANY_USER, limit: readNumber(limit, '--limit'), cursor };
  const request = given(fields) as ListDoubtsRequest;
  const page = await withMemory(settings, (door) => door.reviews.doubts(request));
  output.answer(page, () => [
    ...(page.data.length === 0 ? ['Nothing is doubted.'] : []),
    ...page.data.flatMap(({ memory, doubts }) => [
      printable(doubts.join(', ')),
      ...output.memory(memory, '  '),
    ]),
    ...(page.next_cursor === null ? [] : [`More: add --cursor ${page.next_cursor}`]),
  ]);
}

async function oneReview(
  { options, settings, output }: Call,
  id: string,
  decision: ReviewDecision | undefined,
): Promise<void> {
  const { kind, decided, limit, cursor } = options;
  if ([kind, decided, limit, cursor].some((option) => option !== undefined))
    throw usage('The options are for lists; leave out the id.');
  const one = await withMemory(settings, (door) =>
    decision === undefined ? door.reviews.get(id) : door.reviews.decide(id, { decision }),
  );
  output.answer(one, () => linesOf(one, output));
}

function linesOf(
  { id, kind, memory, other, reasons, at, decision }: Review,
  output: Output,
): string[] {
  const outcome = decision === null ? 'waiting' : decision;
  return [
    printable(`${kind}  ${outcome}  ${reasons.join(', ')}`),
    ...output.memory(memory, '  '),
    ...(other === null ? [] : output.memory(other, '  ')),
    `  since ${output.time(at)} · ${id}`,
  ];
}
