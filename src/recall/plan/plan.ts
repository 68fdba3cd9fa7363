import { asksForAll } from '../../language/asking/all.js';
import { type OccasionAsked, occasionAsked } from '../../language/asking/occasion.js';
import { asksForReply } from '../../language/asking/reply.js';
import { timeAsked, type TimeAsked } from '../../language/asking/time.js';
import { relationAsked, type RelationAsked } from '../../language/kin/relations.js';
import { fold } from '../../language/terms/fold.js';
import { type Filter, matches } from '../../model/filter.js';
import type { Metadata } from '../../model/memory.js';
import { boundedFilter } from '../../model/rule-bounds.js';
import type { Reach } from '../../model/scope.js';
import type { Instant } from '../../model/time.js';
import type { LocalEmbedder } from '../../models/port.js';
import type { IndexEntry } from '../../store/change-set.js';
import type { CubeState, KnownMemory, Store } from '../../store/port.js';
import type { Space } from '../../vector/port.js';
import { type Mask, maskOf, type Moment } from '../outline/mask.js';
import { NOTE, type Outline } from '../outline/outline.js';
import type { Outlines } from '../outline/outlines.js';
import { Bounded } from './bounded.js';
import { type AskedTime, askedTimes, endOf, isOver } from './dates.js';
import { filterableOf } from './filterable.js';
import { indexKnown, type KnownPart } from './known.js';

export interface RecallQuery {
  tenant: number;
  reach: Reach;
  query: string;
  /** Times that the question tells by what happened, beside those that `query` names. */
  times?: readonly AskedTime[];
  limit: number;
  /** What scores less is left out; from 0 to 1. */
  minScore: number;
  /** How much a memory loses for saying what a better one says; from 0 to 1. */
  diversity: number;
  explain: boolean;
  /** Now. */
  at: Instant;
  /** When the question is asked: what "yesterday" in it is counted from. */
  reference: Instant;
  /** IANA name, in which the days of the query are read. */
  timezone: string;
  /** What held then, in place of now. */
  asOf?: Instant | undefined;
  /** What the store knew then. */
  knownAt?: Instant | undefined;
  /** Default: where the query asks for the past. */
  includeSuperseded: boolean | undefined;
  /** Whether a reranker is asked, where there is one. */
  rerank: boolean;
  filter?: Filter | undefined;
}

/** What of a search does not change while it goes on. */
export interface Plan {
  query: RecallQuery;
  moment: Moment;
  /** What does not hold then is lowered; undefined: nothing is. */
  preferredAt: Instant | undefined;
  /** When what is asked about ends: what was said later does not replace what had been said by then. */
  until: number;
  vector: Float32Array;
  /** What the query says of when. */
  times: readonly AskedTime[];
  /** Whether it asks for whatever there was at that time. */
  asksForAll: boolean;
  /** What of it asks for now or the past, beside the times that it names. */
  asks: TimeAsked;
  /** Which of several occasions it asks for: "when did I last meet". */
  occasion: OccasionAsked | undefined;
  /** Whether it asks about the past, by its words or the times that it names. */
  isAboutPast: boolean;
  /** Of notes: where somebody lives, which car they drive, where the query asks for that. */
  relation: RelationAsked | undefined;
  /** Whether it asks for what the assistant said. */
  asksForReply: boolean;
  /** The parts of cubes that are searched. */
  outlines: readonly Outline[];
  /** Memories as they were known; empty unless `knownAt` asks for them. */
  known: readonly KnownPart[];
  /** Numbers of memories that the indexes know otherwise than the moment asked about did. */
  changed: ReadonlySet<number>;
  /** By number of cube, the memories for which the filter holds; undefined without a filter. */
  allowed: ReadonlyMap<number, Int32Array> | undefined;
  /** The masks that were asked for, each for so many memories as its part held then. */
  masks: Map<Outline, { count: number; mask: Mask }>;
}

export interface PlannerParts {
  store: {
    memories: Pick<Store['memories'], 'matching' | 'byNumbers'>;
    history: Pick<Store['history'], 'knownAt'>;
  };
  embedder: LocalEmbedder;
  indexer: { index(text: string, metadata: Metadata): IndexEntry };
  space: Space;
}

/** The first step of the read path: what is searched, and what of it may be answered. */
export class Planner {
  readonly #parts: PlannerParts;
  readonly #outlines: Outlines;
  readonly #bounded: Bounded;

  constructor(parts: PlannerParts, outlines: Outlines) {
    this.#parts = parts;
    this.#bounded = new Bounded(parts.store.memories);
    this.#outlines = outlines;
  }

  /** Reads the parts that the moments of the query ask for. */
  async plan(query: RecallQuery, states: readonly CubeState[]): Promise<Plan> {
    const { query: text, reference, timezone } = query;
    const told = query.times ?? [];
    const named = askedTimes(text, reference, timezone);
    // 前两周 of 旅行前两周 is no time of its own.
    const own = named.filter((one) => !told.some((event) => event.text.includes(one.text)));
    const times = [...told, ...own];
    const asks = timeAsked(text);
    const isAboutPast = !asks.now && (asks.past || isOver(times, reference));
    const moment = momentOf(query, isAboutPast);
    const partitions = readsPast(query, moment) ? (['live', 'past'] as const) : (['live'] as const);
    const read = await Promise.all(
      states.flatMap((state) => partitions.map((partition) => this.#outlines.of(state, partition))),
    );
    const { known, changed } = await this.#known(query, states);
    const outlines = [...read, ...known.map(({ outline }) => outline)];
    return {
      query,
      moment,
      preferredAt: moment.ended
        ? preferredAt({ asks, times, isAboutPast }, moment.held)
        : undefined,
      until: endOf(asks.now ? [] : times, query.asOf),
      vector: this.#parts.embedder.embedNow(text, 'query'),
      times,
      asksForAll: told.length === 0 && isAllAsked(text, own),
      asks,
      occasion: occasionAsked(text),
      isAboutPast,
      relation: outlines.some((outline) => outline.holds(NOTE)) ? relationOf(query) : undefined,
      asksForReply: asksForReply(text),
      outlines: outlines.filter(({ count }) => count > 0),
      known: known.filter(({ outline }) => outline.count > 0),
      changed,
      allowed: await this.#allowed(query, states),
      masks: new Map(),
    };
  }

  /** The parts of the past that a plan leaves alone: what held once, and is not asked for. */
  async pastBeside({ query, moment }: Plan, states: readonly CubeState[]): Promise<Outline[]> {
    if (readsPast(query, moment)) return [];
    const past = await Promise.all(states.map((state) => this.#outlines.of(state, 'past')));
    return past.filter(({ count }) => count > 0);
  }

  /** By number of cube, the memories that access rules leave; none for a cube of which they leave all. */
  async ruled({ reach }: RecallQuery, states: readonly CubeState[]) {
    const lists = states.map(async (state) => {
      const numbers = await this.#bounded.numbersIn(state, reach.bounds ?? []);
      return numbers ? [[state.no, numbers] as const] : [];
    });
    return new Map((await Promise.all(lists)).flat());
  }

  /** Asked of the store before anything is scored: the filter goes into the mask. */
  async #allowed(query: RecallQuery, states: readonly CubeState[]): Promise<Plan['allowed']> {
    const filter = boundedFilter(query.reach.bounds, query.filter);
    if (!filter) return undefined;
    const { memories } = this.#parts.store;
    const lists = await Promise.all(
      states.map(async (state) => {
        const bounds = query.filter ? [] : (query.reach.bounds ?? []);
        const known = this.#bounded.numbersIn(state, bounds);
        return [state.no, await (known ?? memories.matching(state.no, filter))] as const;
      }),
    );
    return new Map(lists);
  }

  async #known(
    query: RecallQuery,
    states: readonly CubeState[],
  ): Promise<Pick<Plan, 'known' | 'changed'>> {
    const { knownAt } = query;
    if (knownAt === undefined) return { known: [], changed: new Set() };
    const filter = boundedFilter(query.reach.bounds, query.filter);
    const { store } = this.#parts;
    const lists = await Promise.all(states.map(({ no }) => store.history.knownAt(no, knownAt)));
    const wanted = await Promise.all(
      lists.map(async (list) => (filter ? this.#filterKnown(list, filter) : list)),
    );
    return {
      known: wanted.map((list, index) => indexKnown(states[index] as CubeState, list, this.#parts)),
      changed: new Set(lists.flat().map(({ memory }) => memory)),
    };
  }

  /** The store's tables tell of today, so that what was known is asked one by one. */
  async #filterKnown(list: readonly KnownMemory[], filter: Filter): Promise<KnownMemory[]> {
    const numbers = list.map(({ memory }) => memory);
    const stored = await this.#parts.store.memories.byNumbers(numbers);
    const today = new Map(stored.map((memory) => [memory.no, memory]));
    return list.filter(({ memory, was }) => {
      const now = today.get(memory);
      return now && was && matches(filter, filterableOf({ ...now, ...was }), fold);
    });
  }
}

/** A question about the past reads what held once, too, unless a moment or `includeSuperseded` says what is meant. */
function momentOf(query: RecallQuery, isAboutPast: boolean): Moment {
  const { at, asOf, knownAt, includeSuperseded } = query;
  const isOfToday = asOf === undefined && knownAt === undefined;
  const ended = includeSuperseded ?? (isOfToday && isAboutPast);
  return { held: asOf ?? knownAt ?? at, known: knownAt ?? at, ended };
}

function readsPast({ asOf, knownAt }: RecallQuery, { ended }: Moment): boolean {
  return asOf !== undefined || knownAt !== undefined || ended;
}

/** Who asks by the name of the user whose memories they are ("Where does Nora live?" of `nora`) asks about that user. */
function relationOf({ query, reach }: RecallQuery): RelationAsked | undefined {
  const asked = relationAsked(query);
  if (!asked || !reach.user || fold(asked.rest) !== fold(reach.user.id)) return asked;
  return { ...asked, whose: 'self', rest: '' };
}

/** What is open on one side holds half of everything. */
function isAllAsked(text: string, times: readonly AskedTime[]): boolean {
  const isBounded = times.every(({ from, to }) => Number.isFinite(from) && Number.isFinite(to));
  return (
    isBounded &&
    asksForAll(
      text,
      times.map((time) => time.text),
    )
  );
}

/** When what comes first has to hold, where what held once is read too; undefined where the past is asked for. */
function preferredAt(
  { asks, times, isAboutPast }: Pick<Plan, 'asks' | 'times'> & { isAboutPast: boolean },
  held: Instant,
): Instant | undefined {
  if (!isAboutPast || asks.whether) return held;
  if (asks.past) return undefined;
  return Math.min(held, Math.max(...times.map(({ to }) => to)) - 1);
}

/** Which memories of a part may be answered and may lend score to others. */
export function maskIn(plan: Plan, outline: Outline): Mask {
  const { count } = outline;
  const made = plan.masks.get(outline);
  if (made?.count === count) return made.mask;
  const mask = makeMask(plan, outline);
  plan.masks.set(outline, { count, mask });
  return mask;
}

function makeMask({ query, moment, changed, allowed }: Plan, outline: Outline): Mask {
  const scoped = maskOf(outline, query.reach, moment);
  if (outline.partition === 'known') return scoped;
  const mask = allowed ? keepOnly(scoped, outline, allowed.get(outline.state.no)) : scoped;
  return changed.size === 0 ? mask : without(mask, outline, changed);
}

/** Whether a memory of a part holds a term and may be answered; its posting list is there. */
export function isAnsweredBy(plan: Plan, outline: Outline, term: string): boolean {
  const mask = maskIn(plan, outline);
  return outline.term(term)?.slots.some((slot) => mask === null || mask[slot] === 1) ?? false;
}

export function allowsIn(outline: Outline, mask: Mask, memory: number): boolean {
  const slot = outline.slotOf(memory);
  return slot !== undefined && (mask === null || mask[slot] === 1);
}

export function without(mask: Mask, outline: Outline, changed: ReadonlySet<number>): Uint8Array {
  const open = mask ?? new Uint8Array(outline.count).fill(1);
  for (const memory of changed) {
    const slot = outline.slotOf(memory);
    if (slot !== undefined) open[slot] = 0;
  }
  return open;
}

export function keepOnly(mask: Mask, outline: Outline, allowed: Int32Array | undefined): Mask {
  const kept = new Uint8Array(outline.count);
  for (const memory of allowed ?? []) {
    const slot = outline.slotOf(memory);
    if (slot !== undefined) kept[slot] = mask ? (mask[slot] as number) : 1;
  }
  return kept;
}
