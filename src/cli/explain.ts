import type { RerankNote, Trace } from '../model/trace.js';
import { counted, printable } from './output.js';
import type { Paint } from './style.js';

type Meaning = NonNullable<Trace['meaning']>;

const WIDTH = 24;
const PARTS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/** What was searched and for what. */
export function drawQuery(trace: Trace): string[] {
  const terms = trace.query.terms.map(({ term, documents, stands_for: asked }) => {
    const word =
      asked === undefined ? printable(term) : `${printable(term)} for ${printable(asked)}`;
    return documents === null ? word : `${word} (${documents})`;
  });
  const cubes = trace.cubes.map(({ name, memories }) => `${printable(name)} (${memories})`);
  const took = Object.entries(trace.took_ms).map(([step, ms]) => `${step} ${ms.toFixed(1)}`);
  return [
    `terms       ${terms.join('  ') || 'none'}`,
    ...trace.query.times.map((time) => `time        ${printable(time.text)}: ${drawDays(time)}`),
    `cubes       ${cubes.join('  ') || 'none'}`,
    `candidates  ${trace.candidates}${drawFiltered(trace)}`,
    `coverage    ${trace.coverage.toFixed(2)} of the query's weight is held by the best match`,
    ...(trace.meaning ? [`embedder    ${tellMeaning(trace.meaning)}`] : []),
    ...drawRerank(trace.rerank),
    `took ms     ${took.join('  ')}`,
  ];
}

/** Searches kept by an older Tulving tell only where a time ends. */
function drawDays(time: Trace['query']['times'][number]): string {
  const { from, to, first_day: first, last_day: last } = time;
  if (first === undefined || last === undefined) return `${from ?? '…'} to before ${to ?? '…'}`;
  return first === last ? `${first}` : `${first ?? '…'} to ${last ?? '…'}`;
}

const outcomes = {
  done: ({ moved, candidates, took_ms: took }) =>
    `moved ${moved} of ${candidates} candidates in ${took} ms`,
  deadline: ({ took_ms: took }) =>
    `no answer within ${took} ms, so the order is the one without it`,
  failed: ({ reason }) =>
    `failed, so the order is the one without it: ${reason ?? 'no reason given'}`,
  resting: () => 'not asked, because it failed several times; it will be tried again soon',
} as const satisfies Record<RerankNote['outcome'], (note: RerankNote) => string>;

/** What came of the reranker, where one was asked. */
function drawRerank(note: RerankNote | undefined): string[] {
  if (!note) return [];
  return [`reranked    ${printable(`${note.model}: ${outcomes[note.outcome](note)}`)}`];
}

const meanings = {
  done: ({ took_ms: took }) => (took === 0 ? 'vector of the query kept' : `answered in ${took} ms`),
  building: () => 'not every memory has its vector yet: by words and the built-in vectors',
  deadline: ({ took_ms: took }) => `no answer within ${took} ms: by words and the built-in vectors`,
  failed: ({ reason }) => `failed: by words and the built-in vectors: ${reason ?? ''}`,
  resting: () => 'not asked, because it failed several times: by words and the built-in vectors',
} as const satisfies Record<Meaning['outcome'], (meaning: Meaning) => string>;

function tellMeaning(meaning: Meaning): string {
  const { model, outcome, vectors_pending: pending } = meaning;
  // Narrow keys are not told how many: null.
  const waits = !pending
    ? ''
    : `; waiting for their vector: ${counted(pending, 'memory', 'memories')}`;
  return printable(`${model}: ${meanings[outcome](meaning)}${waits}`);
}

function drawFiltered({ filtered, filtered_by: by }: Trace): string {
  if (filtered === null || by === null) return '';
  const parts = Object.entries(by).filter(([, count]) => count > 0);
  const why = parts.map(([reason, count]) => `${reason} ${count}`).join(', ');
  return `, ${filtered} filtered out${why === '' ? '' : `: ${why}`}`;
}

/** What stands below the answer: what it does not hold, and what each channel would have put first. */
export function drawRest(trace: Trace): string[] {
  const parts = [[...drawDrops(trace), ...drawClosed(trace)], drawChannels(trace)];
  return parts.flatMap((lines) => (lines.length === 0 ? [] : ['', ...lines]));
}

/** What the answer does not hold of the best. */
function drawDrops({ drops }: Trace): string[] {
  const count = (reason: string) => drops.filter((one) => one.reason === reason).length;
  const [low, more, covered] = [count('min_score'), count('limit'), count('covered')];
  return [
    ...(low === 0 ? [] : [`${low} score less than --min-score`]),
    ...(more === 0 ? [] : [`${more} more beyond --limit`]),
    ...(covered === 0 ? [] : [`${covered} said by memories before them, of the same words`]),
  ];
}

/** So many are named; over REST there are all. */
const NAMED = 5;

const closings = [
  ['ended', 'no longer held'],
  ['not_yet', 'did not hold yet'],
  ['expired', 'had expired'],
  ['filter', 'lie outside of the filter'],
] as const;

/** What fits by its words, and was closed. */
function drawClosed(trace: Trace): string[] {
  const name = namesIn(trace);
  return closings.flatMap(([reason, why]) => {
    const closed = (trace.closed ?? []).filter((one) => one.reason === reason);
    const named = closed
      .slice(0, NAMED)
      .map(({ memory_id: id, superseded_by: by }) =>
        by === undefined ? id : `${id} (superseded by ${name(by)})`,
      );
    const more = closed.length > NAMED ? ', …' : '';
    const told = `${closed.length} whose words fit ${why}: ${named.join(', ')}${more}`;
    return closed.length === 0 ? [] : [told];
  });
}

/** What each channel would put first, as places in the answer. */
function drawChannels(trace: Trace): string[] {
  const { channels = [], hits } = trace;
  if (channels.length === 0) return [];
  const places = new Map(hits.map(({ memory_id: id }, at) => [id, `#${at + 1}`]));
  const width = Math.max(...channels.map(({ channel }) => channel.length));
  return [
    'channels    what each would put first, by place in the answer (–: not in it)',
    ...channels.map(({ channel, found, best }) => {
      const first = best.map(({ memory_id: id }) => places.get(id) ?? '–').join(' ');
      return `            ${channel.padEnd(width)} ${String(found).padStart(5)} found  ${first}`;
    }),
  ];
}

/** A memory of the answer by its place, another one by its id. */
function namesIn({ hits }: Trace): (id: string) => string {
  const places = new Map(hits.map(({ memory_id: id }, at) => [id, at + 1]));
  return (id) => {
    const place = places.get(id);
    return place === undefined ? id : `#${place}`;
  };
}

const reasons = {
  hop: 'put here because the best hit leads to it',
  rerank: 'put here by the reranker',
  diversity: 'put here because it says what those before it do not',
} as const;

function drawPut({ via, put, boosts = [] }: DrawnHit, name: (id: string) => string): string[] {
  const beside = (['before', 'after', 'from'] as const).flatMap((place) => {
    const id = put?.[place];
    return id === undefined ? [] : [`${place === 'after' ? 'behind' : place} ${name(id)}`];
  });
  const first = put?.first ?? 'newest';
  const order = `put here by time: of those that say another thing of the same, the ${first} comes first`;
  const told = via === 'channels' ? undefined : via === 'order' ? order : reasons[via];
  return [
    ...boosts.map(
      ({ factor }) => `counts ${factor} of its sum: it does not hold at the time asked`,
    ),
    ...(told === undefined ? [] : [[told, ...beside].join('; ')]),
  ];
}

type DrawnHit = Trace['hits'][number];

/** A bar for each channel of a hit; its length is what the channel adds to the fused score. */
export function drawHit(hit: DrawnHit, trace: Trace, paint: Paint): string[] {
  const name = namesIn(trace);
  const largest = largestShare(trace);
  const width = Math.max(...hit.channels.map(({ channel }) => channel.length), 0);
  const drawn = hit.channels
    .filter(({ share }) => share !== 0)
    .map(({ channel, share, rank, score, lent }) => {
      const bar = drawBar(largest === 0 ? 0 : Math.abs(share) / largest);
      const place = rank === null ? '' : `rank ${rank}, `;
      const sign = share < 0 ? '−' : ' ';
      const part = paint(share < 0 ? 'minus' : 'bar', `${sign}${bar.padEnd(WIDTH)}`);
      const by = lent ? `, ${lent.share.toFixed(2)} lent by ${lent.by.map(name).join(' ')}` : '';
      const details = paint('detail', `${place}score ${score}${by}`);
      return `          ${channel.padEnd(width)} ${part} ${Math.abs(share).toFixed(2)}  ${details}`;
    });
  return [...drawn, ...drawPut(hit, name).map((line) => `          ${line}`)];
}

/** The largest share of any channel: all bars of one answer have the same scale. */
function largestShare({ hits }: Trace): number {
  return Math.max(
    0,
    ...hits.flatMap(({ channels }) => channels.map(({ share }) => Math.abs(share))),
  );
}

function drawBar(fraction: number): string {
  const eighths = Math.round(fraction * WIDTH * 8);
  return '█'.repeat(eighths >> 3) + (PARTS[eighths & 7] ?? '');
}
