import type { RerankNote, Trace } from '../model/trace.js';
import { explainWords } from './explain-words.js';
import { printable } from './output.js';
import type { Paint } from './style.js';
import { filled, type Language, sharedText } from './texts.js';

type Meaning = NonNullable<Trace['meaning']>;
type Values = Parameters<typeof filled>[1];

const WIDTH = 24;
const PARTS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
/** In columns: where what a line tells begins. */
const LABEL = 12;
const WIDE = /\p{Script=Han}/gu;

/** Draws what a trace tells, in one language. */
export class Explainer {
  readonly #trace: Trace;
  readonly #language: Language;
  readonly #places: ReadonlyMap<string, number>;

  constructor(trace: Trace, language: Language) {
    this.#trace = trace;
    this.#language = language;
    this.#places = new Map(trace.hits.map(({ memory_id: id }, at) => [id, at + 1]));
  }

  /** What was searched and for what. */
  query(): string[] {
    const { query, meaning, rerank, took_ms: steps } = this.#trace;
    const took = Object.entries(steps).map(([step, ms]) => `${step} ${ms.toFixed(1)}`);
    return [
      this.#line('terms', this.#terms().join('  ') || this.#say('none')),
      ...this.#asks(),
      ...query.times.map((time) => this.#line('time', this.#time(time))),
      ...searchedLines(this.#trace, this.#language),
      ...(meaning ? [this.#line('embedder', this.#meaning(meaning))] : []),
      ...(rerank ? [this.#line('reranked', this.#reranked(rerank))] : []),
      this.#line('took', took.join('  ')),
    ];
  }

  /** A bar for each channel of a hit; its length is what the channel adds to the fused score. */
  hit(hit: DrawnHit, paint: Paint): string[] {
    const largest = largestShare(this.#trace);
    const width = Math.max(...hit.channels.map(({ channel }) => channel.length), 0);
    const drawn = hit.channels
      .filter(({ share }) => share !== 0)
      .map(({ channel, share, rank, score, lent }) => {
        const bar = drawBar(largest === 0 ? 0 : Math.abs(share) / largest);
        const place = rank === null ? '' : this.#say('rank', { rank });
        const sign = share < 0 ? '−' : ' ';
        const part = paint(share < 0 ? 'minus' : 'bar', `${sign}${bar.padEnd(WIDTH)}`);
        const by = lent ? this.#lent(lent) : '';
        const details = paint('detail', `${place}${this.#say('score', { score })}${by}`);
        return `          ${channel.padEnd(width)} ${part} ${Math.abs(share).toFixed(2)}  ${details}`;
      });
    return [...drawn, ...this.#put(hit).map((line) => `          ${line}`)];
  }

  /** What stands below the answer: what it does not hold, and what each channel would have put first. */
  rest(): string[] {
    const parts = [[...this.#drops(), ...this.#closed()], this.#channels()];
    return parts.flatMap((lines) => (lines.length === 0 ? [] : ['', ...lines]));
  }

  /** Words as they are written; where they are looked for in another form, that too. */
  #terms(): string[] {
    const { terms } = this.#trace.query;
    const words = new Map(terms.map(({ term, word = term }) => [term, word]));
    return terms.map(({ term, word, documents, stands_for: asked }) => {
      const form = word === undefined || word.toLowerCase() === term ? '' : ` [${term}]`;
      const told =
        asked === undefined
          ? `${word ?? term}${form}`
          : this.#say('standsFor', { term, word: words.get(asked) ?? asked });
      return printable(documents === null ? told : `${told} (${documents})`);
    });
  }

  /** Which time its words ask about, where they ask about any. */
  #asks(): string[] {
    const { asks = [], before } = this.#trace.query;
    if (asks.length === 0) return [];
    const told = asks.map((time) => {
      const key = time === 'previous' && before !== undefined ? 'previous_named' : time;
      return this.#share(`asks.${key}`, { before: before ?? '' });
    });
    return [this.#line('asks', printable(told.join(this.#say('between'))))];
  }

  #time(time: Trace['query']['times'][number]): string {
    const { text, event } = time;
    const span = this.#say('span', { text, days: this.#days(time) });
    const told =
      event === undefined ? span : this.#say('dated', { span, memory: this.#name(event) });
    return printable(told);
  }

  /** Searches kept by an older Tulving tell only where a time ends. */
  #days({ from, to, first_day: first, last_day: last }: Trace['query']['times'][number]): string {
    if (first === undefined || last === undefined) {
      return this.#say('daysBefore', { from: from ?? '…', to: to ?? '…' });
    }
    if (first === last) return `${first}`;
    return this.#say('days', { first: first ?? '…', last: last ?? '…' });
  }

  /** What came of the reranker. */
  #reranked(note: RerankNote): string {
    const { model, outcome, moved, candidates, took_ms: ms } = note;
    const reason = note.reason ?? this.#say('noReason');
    return printable(
      `${model}: ${this.#say(rerankings[outcome], { moved, candidates, ms, reason })}`,
    );
  }

  #meaning(meaning: Meaning): string {
    const { model, outcome, took_ms: ms, vectors_pending: pending, reason } = meaning;
    const key = outcome === 'done' && ms === 0 ? 'kept' : meanings[outcome];
    // Narrow keys are not told how many: null.
    const waits = pending
      ? this.#say(pending === 1 ? 'waitsOne' : 'waits', { count: pending })
      : '';
    return printable(`${model}: ${this.#say(key, { ms, reason: reason ?? '' })}${waits}`);
  }

  #lent({ share, by }: NonNullable<DrawnHit['channels'][number]['lent']>): string {
    const names = by.map((id) => this.#name(id)).join(' ');
    return this.#say('lent', { share: share.toFixed(2), by: names });
  }

  #put({ via, put, boosts = [] }: DrawnHit): string[] {
    const gap = this.#say('gap');
    const beside = (['before', 'after', 'from'] as const).flatMap((place) => {
      const id = put?.[place];
      return id === undefined ? [] : [[this.#share(`put.${place}`), this.#name(id)].join(gap)];
    });
    const how = via === 'order' ? `order_${put?.first ?? 'newest'}` : via;
    const told = via === 'channels' ? [] : [[this.#share(`via.${how}`), ...beside].join(gap)];
    const lowered = boosts.map(({ reason, factor }) =>
      this.#share(`boost.${reason}`, { percent: `${Math.round(factor * 100)}%` }),
    );
    return [...lowered, ...told];
  }

  /** What the answer does not hold of the best. */
  #drops(): string[] {
    const rows = { min_score: 'low', limit: 'more', covered: 'covered' } as const;
    return (Object.keys(rows) as (keyof typeof rows)[]).flatMap((reason) => {
      const count = this.#trace.drops.filter((one) => one.reason === reason).length;
      return count === 0 ? [] : [this.#say(rows[reason], { count })];
    });
  }

  /** What fits by its words, and was closed. */
  #closed(): string[] {
    const rows = {
      ended: 'ended',
      not_yet: 'not_yet',
      expired: 'expired',
      filter: 'outside',
    } as const;
    return (Object.keys(rows) as (keyof typeof rows)[]).flatMap((reason) => {
      const closed = (this.#trace.closed ?? []).filter((one) => one.reason === reason);
      const named = closed
        .slice(0, NAMED)
        .map(({ memory_id: id, superseded_by: by }) =>
          by === undefined ? id : this.#say('superseded', { id, by: this.#name(by) }),
        );
      const more = closed.length > NAMED ? ', …' : '';
      const values = { count: closed.length, named: `${named.join(', ')}${more}` };
      return closed.length === 0 ? [] : [this.#say(rows[reason], values)];
    });
  }

  /** What each channel would put first, as places in the answer. */
  #channels(): string[] {
    const { channels = [] } = this.#trace;
    if (channels.length === 0) return [];
    const width = Math.max(...channels.map(({ channel }) => channel.length));
    return [
      this.#line('channels', this.#say('channelsText')),
      ...channels.map(({ channel, found, best }) => {
        const first = best.map(({ memory_id: id }) => this.#place(id) ?? '–').join(' ');
        const count = this.#say('found', { count: String(found).padStart(5) });
        return `${' '.repeat(LABEL)}${channel.padEnd(width)} ${count}  ${first}`;
      }),
    ];
  }

  /** A memory of the answer by its place, another one by its id. */
  #name(id: string): string {
    return this.#place(id) ?? id;
  }

  #place(id: string): string | undefined {
    const place = this.#places.get(id);
    return place === undefined ? undefined : `#${place}`;
  }

  #line(label: Key, told: string): string {
    return line(label, told, this.#language);
  }

  #say(key: Key, values?: Values): string {
    return say(key, this.#language, values);
  }

  #share(path: string, values: Values = {}): string {
    return filled(sharedText('reasons', path, this.#language) ?? path, values);
  }
}

type Key = keyof typeof explainWords;

function say(key: Key, language: Language, values: Values = {}): string {
  return filled(explainWords[key][language], values);
}

function line(label: Key, told: string, language: Language): string {
  const word = say(label, language);
  const columns = word.length + (word.match(WIDE)?.length ?? 0);
  return `${word}${' '.repeat(Math.max(1, LABEL - columns))}${told}`;
}

type Searched = Pick<Trace, 'cubes' | 'candidates' | 'coverage'> &
  Partial<Pick<Trace, 'filtered' | 'filtered_by'>>;

/** What was looked through, and what of the query the best match holds. */
export function searchedLines(searched: Searched, language: Language): string[] {
  const { cubes, candidates, coverage } = searched;
  const named = cubes.map(({ name, memories, past }) => {
    const values = { name, memories, past: past ?? 0 };
    return printable(say(past === undefined ? 'cube' : 'withPast', language, values));
  });
  return [
    line('cubes', named.join('  ') || say('none', language), language),
    line('candidates', `${candidates}${filteredOut(searched, language)}`, language),
    line('coverage', say('held', language, { part: coverage.toFixed(2) }), language),
  ];
}

function filteredOut({ filtered, filtered_by: by }: Searched, language: Language): string {
  if (!by || typeof filtered !== 'number') return '';
  const parts = (['scope', 'validity', 'filter'] as const)
    .filter((reason) => by[reason] > 0)
    .map((reason) => `${say(reason, language)} ${by[reason]}`);
  const why = parts.length === 0 ? '' : `: ${parts.join(', ')}`;
  return `${say('filtered', language, { count: filtered })}${why}`;
}

const rerankings = {
  done: 'moved',
  deadline: 'rerankLate',
  failed: 'rerankFailed',
  resting: 'rerankResting',
} as const satisfies Record<RerankNote['outcome'], Key>;

const meanings = {
  done: 'answered',
  building: 'building',
  deadline: 'embedderLate',
  failed: 'embedderFailed',
  resting: 'embedderResting',
} as const satisfies Record<Meaning['outcome'], Key>;

/** So many are named; over REST there are all. */
const NAMED = 5;

type DrawnHit = Trace['hits'][number];

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
