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
    ...trace.query.times.map(
      ({ text, from, to }) => `time        ${printable(text)}: ${from ?? '…'} to ${to ?? '…'}`,
    ),
    `cubes       ${cubes.join('  ') || 'none'}`,
    `candidates  ${trace.candidates}${drawFiltered(trace)}`,
    `coverage    ${trace.coverage.toFixed(2)} of the query's weight is held by the best match`,
    ...(trace.meaning ? [`embedder    ${tellMeaning(trace.meaning)}`] : []),
    ...drawRerank(trace.rerank),
    `took ms     ${took.join('  ')}`,
  ];
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

/** What the answer does not hold of the best. */
export function drawDrops({ drops }: Trace): string[] {
  const count = (reason: string) => drops.filter((one) => one.reason === reason).length;
  const [low, more, covered] = [count('min_score'), count('limit'), count('covered')];
  return [
    ...(low === 0 ? [] : [`${low} score less than --min-score`]),
    ...(more === 0 ? [] : [`${more} more beyond --limit`]),
    ...(covered === 0 ? [] : [`${covered} said by memories before them, of the same words`]),
  ];
}

const reasons = {
  order: 'put here by time: of those that say another thing of the same, the newest comes first',
  hop: 'put here because the best hit leads to it',
  rerank: 'put here by the reranker',
  diversity: 'put here because it says what those before it do not',
} as const;

/** A bar for each channel of a hit; its length is what the channel adds to the fused score. */
export function drawHit(
  { channels, via }: Trace['hits'][number],
  largest: number,
  paint: Paint,
): string[] {
  const width = Math.max(...channels.map(({ channel }) => channel.length), 0);
  const drawn = channels
    .filter(({ share }) => share !== 0)
    .map(({ channel, share, rank, score }) => {
      const bar = drawBar(largest === 0 ? 0 : Math.abs(share) / largest);
      const place = rank === null ? '' : `rank ${rank}, `;
      const sign = share < 0 ? '−' : ' ';
      const part = paint(share < 0 ? 'minus' : 'bar', `${sign}${bar.padEnd(WIDTH)}`);
      const details = paint('detail', `${place}score ${score}`);
      return `          ${channel.padEnd(width)} ${part} ${Math.abs(share).toFixed(2)}  ${details}`;
    });
  return [...drawn, ...(via === 'channels' ? [] : [`          ${reasons[via]}`])];
}

/** The largest share of any channel: all bars of one answer have the same scale. */
export function largestShare({ hits }: Trace): number {
  return Math.max(
    0,
    ...hits.flatMap(({ channels }) => channels.map(({ share }) => Math.abs(share))),
  );
}

function drawBar(fraction: number): string {
  const eighths = Math.round(fraction * WIDTH * 8);
  return '█'.repeat(eighths >> 3) + (PARTS[eighths & 7] ?? '');
}
