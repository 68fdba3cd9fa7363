import { analyse } from '../../language/terms/analyse.js';
import type { Partition } from '../../model/validity.js';
import type { SourceKind } from '../../store/change-set.js';
import type { CubeState, OutlineRow } from '../../store/port.js';
import { KeptTexts } from './kept-texts.js';
import { TermLists } from './term-lists.js';
import type { HeldTerms, TermSlots } from './term-slots.js';

export const sourceKinds: readonly SourceKind[] = ['peers', 'assistant', 'note', 'document'];
export const PEERS = sourceKinds.indexOf('peers');
export const ASSISTANT = sourceKinds.indexOf('assistant');
export const NOTE = sourceKinds.indexOf('note');

/** Times in UTC ms; null where there is no bound. */
interface Bounds {
  from: number | null;
  to: number | null;
  expires: number | null;
}

/**
 * What a word near by counts, against 1 in the turn itself, by the steps between: two to what somebody else
 * says, one to the next message of the same speaker, who writes in bursts.
 */
const LENT = [0.475, 0.45, 0.375, 0.3, 0.25, 0.2, 0.15, 0.1] as const;
/** On either side. */
const MOST_NEIGHBOURS = 6;
/** Bytes of the columns for one memory. */
const BYTES_PER_SLOT = 77;
const NONE = -1;

/**
 * What ranking knows about the memories of one part of a cube, in columns. A memory's place in them is
 * its slot; slots ascend with memory numbers.
 */
export class Outline {
  readonly state: CubeState;
  /** The part of the cube that it tells of; `known`: memories as they once were, which no index holds. */
  readonly partition: Partition | 'known';
  count = 0;
  totalLength = 0;
  totalContextLength = 0;
  memories = new Int32Array(0);
  lengths = new Uint16Array(0);
  /** Lengths with what neighbouring turns lend, in talk between people. */
  contextLengths = new Float32Array(0);
  cues = new Uint8Array(0);
  /** 1 for what was made of what was said. It is no turn: nothing stands before or after it. */
  drawn = new Uint8Array(0);
  /** Index into `sourceKinds`. */
  kinds = new Uint8Array(0);
  /** A bit for each kind that any memory here has. */
  kindsHeld = 0;
  fromUser = new Uint8Array(0);
  /** Index of the session in this outline, or -1. */
  sessions = new Int32Array(0);
  ords = new Int32Array(0);
  /** When it happened, in UTC ms. */
  times = new Float64Array(0);
  speakers = new Int32Array(0);
  users = new Int32Array(0);
  agents = new Int32Array(0);
  apps = new Int32Array(0);
  runs = new Int32Array(0);
  /** Slot of the memory before and after in the same session, or -1. */
  previous = new Int32Array(0);
  next = new Int32Array(0);
  /** Only memories whose validity has an end or a start, or that will expire. */
  readonly bounded = new Map<number, Bounds>();
  readonly sessionLengths: number[] = [];
  readonly keptTexts = new KeptTexts();
  /** Names by their number: speakers, users, agents, apps and runs together. */
  readonly #names = new Map<string, number>();
  readonly #speakerNames = new Map<number, readonly string[]>();
  readonly #sessionIndex = new Map<number, number>();
  readonly #lastOfSession = new Map<number, number>();
  readonly lists: TermLists;

  constructor(state: CubeState, partition: Outline['partition']) {
    this.state = { ...state };
    this.partition = partition;
    const read = { slotOf: (memory: number, from: number) => this.slotOf(memory, from) };
    this.lists = new TermLists({ ...read, isComplete: partition === 'known' });
  }

  /** Whether any memory here is of that kind: `NOTE` and the like. */
  holds(kind: number): boolean {
    return ((this.kindsHeld >> kind) & 1) === 1;
  }

  get bytes(): number {
    return this.memories.length * BYTES_PER_SLOT + this.lists.bytes + this.keptTexts.bytes;
  }

  /** The number that stands for a name, or undefined when no memory here has it. */
  numberOf(name: string): number | undefined {
    return this.#names.get(name);
  }

  /** Each speaker's number with the terms of the name. */
  get speakerNames(): ReadonlyMap<number, readonly string[]> {
    return this.#speakerNames;
  }

  /** Adds memories with higher numbers than all that are here. What is known of terms is forgotten. */
  append(rows: readonly OutlineRow[]): void {
    this.#reserve(this.count + rows.length);
    const first = this.count;
    let relink = false;
    for (const row of rows) relink = this.#appendOne(row) || relink;
    if (relink) this.#linkAll();
    this.#measureContexts(relink ? 0 : first);
    this.lists.forget();
  }

  term(term: string): TermSlots | undefined {
    return this.lists.term(term);
  }

  /** The posting lists of terms that are here. They stay as they are, also when memories are appended. */
  termsOf(terms: readonly string[]): HeldTerms {
    return new Map(
      terms.flatMap((term) => {
        const held = this.term(term);
        return held ? [[term, held]] : [];
      }),
    );
  }

  /** @param from a slot at or before it; found sooner the nearer it is */
  slotOf(memory: number, from = 0): number | undefined {
    // Numbers mostly follow each other without a gap.
    const guess = from + memory - (this.memories[from] ?? 0);
    const slot = this.memories[guess] === memory ? guess : this.#slotFrom(memory, from);
    return this.memories[slot] === memory && slot < this.count ? slot : undefined;
  }

  /** First slot at or after `from` whose memory number is not lower: gallops, then halves. */
  #slotFrom(memory: number, from: number): number {
    let step = 1;
    let low = from;
    while (low + step < this.count && (this.memories[low + step] as number) < memory) {
      low += step;
      step *= 2;
    }
    let high = Math.min(low + step, this.count);
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.memories[middle] as number) < memory) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** @returns whether the memory stands before others of its session, so that links must be made anew */
  #appendOne(row: OutlineRow): boolean {
    const slot = this.count++;
    this.memories[slot] = row.memory;
    this.lengths[slot] = Math.min(row.length, 65_535);
    this.totalLength += row.length;
    this.cues[slot] = row.cues;
    this.drawn[slot] = row.drawn;
    this.kinds[slot] = sourceKinds.indexOf(row.kind);
    this.kindsHeld |= 1 << (this.kinds[slot] as number);
    this.fromUser[slot] = row.role === 'user' ? 1 : 0;
    this.ords[slot] = row.ord;
    this.times[slot] = row.occurredAt;
    this.speakers[slot] = this.#speaker(row.speaker);
    this.users[slot] = this.#name(row.user);
    this.agents[slot] = this.#name(row.agent);
    this.apps[slot] = this.#name(row.app);
    this.runs[slot] = this.#name(row.run);
    this.previous[slot] = NONE;
    this.next[slot] = NONE;
    const { validFrom: from, validTo: to, expiresAt: expires } = row;
    if (from !== null || to !== null || expires !== null) {
      this.bounded.set(slot, { from, to, expires });
    }
    return this.#intoSession(slot, row);
  }

  #intoSession(slot: number, row: OutlineRow): boolean {
    this.sessions[slot] = NONE;
    if (row.session === null) return false;
    const session = this.#session(row.session);
    this.sessions[slot] = session;
    this.sessionLengths[session] = (this.sessionLengths[session] ?? 0) + row.length;
    if (row.drawn === 1) return false;
    const last = this.#lastOfSession.get(session);
    if (last !== undefined && (this.ords[last] as number) > row.ord) return true;
    if (last !== undefined) this.#link(last, slot);
    this.#lastOfSession.set(session, slot);
    return false;
  }

  #session(no: number): number {
    let session = this.#sessionIndex.get(no);
    if (session === undefined) {
      session = this.#sessionIndex.size;
      this.#sessionIndex.set(no, session);
    }
    return session;
  }

  #link(before: number, after: number): void {
    this.next[before] = after;
    this.previous[after] = before;
  }

  #linkAll(): void {
    this.previous.fill(NONE);
    this.next.fill(NONE);
    this.#lastOfSession.clear();
    const slots = Int32Array.from({ length: this.count }, (_, slot) => slot);
    slots.sort((a, b) => (this.ords[a] as number) - (this.ords[b] as number) || a - b);
    for (const slot of slots) {
      const session = this.sessions[slot] as number;
      if (session === NONE || this.drawn[slot] === 1) continue;
      const last = this.#lastOfSession.get(session);
      if (last !== undefined) this.#link(last, slot);
      this.#lastOfSession.set(session, slot);
    }
  }

  /** Of the memories from a slot on, and of those that they now stand beside. */
  #measureContexts(first: number): void {
    for (let slot = first; slot < this.count; slot++) {
      let before = slot;
      for (let step = 0; step <= MOST_NEIGHBOURS && before >= 0; step++) {
        if (step === 0 || before < first) this.#measureContext(before);
        before = this.previous[before] as number;
      }
    }
  }

  #measureContext(slot: number): void {
    let length = this.lengths[slot] as number;
    if (this.kinds[slot] === PEERS) {
      this.eachNeighbour(slot, (other, share) => {
        length += share * (this.lengths[other] as number);
      });
    }
    this.totalContextLength += length - (this.contextLengths[slot] as number);
    this.contextLengths[slot] = length;
  }

  /** The turns before and after, with what a word counts that they lend. */
  eachNeighbour(slot: number, visit: (other: number, share: number) => void): void {
    this.#eachAlong(this.previous, slot, visit);
    this.#eachAlong(this.next, slot, visit);
  }

  #eachAlong(links: Int32Array, slot: number, visit: (other: number, share: number) => void): void {
    const { speakers } = this;
    let from = slot;
    let steps = 0;
    for (let count = 0; count < MOST_NEIGHBOURS && steps < LENT.length; count++) {
      const to = links[from] as number;
      if (to < 0) return;
      steps += speakers[to] === speakers[from] ? 1 : 2;
      const share = LENT[steps - 1];
      if (share === undefined) return;
      visit(to, share);
      from = to;
    }
  }

  #speaker(name: string | null): number {
    const number = this.#name(name);
    if (name !== null && !this.#speakerNames.has(number)) {
      this.#speakerNames.set(number, analyse(name));
    }
    return number;
  }

  #name(name: string | null): number {
    if (name === null) return NONE;
    let number = this.#names.get(name);
    if (number === undefined) {
      number = this.#names.size;
      this.#names.set(name, number);
    }
    return number;
  }

  #reserve(count: number): void {
    if (count <= this.memories.length) return;
    const room = Math.max(64, Math.ceil(count * 1.25));
    const roomier = <
      Column extends Float64Array | Float32Array | Int32Array | Uint16Array | Uint8Array,
    >(
      column: Column,
    ) => {
      const grown = new (column.constructor as new (length: number) => Column)(room);
      grown.set(column);
      return grown;
    };
    this.memories = roomier(this.memories);
    this.lengths = roomier(this.lengths);
    this.contextLengths = roomier(this.contextLengths);
    this.cues = roomier(this.cues);
    this.drawn = roomier(this.drawn);
    this.kinds = roomier(this.kinds);
    this.fromUser = roomier(this.fromUser);
    this.sessions = roomier(this.sessions);
    this.ords = roomier(this.ords);
    this.times = roomier(this.times);
    this.speakers = roomier(this.speakers);
    this.users = roomier(this.users);
    this.agents = roomier(this.agents);
    this.apps = roomier(this.apps);
    this.runs = roomier(this.runs);
    this.previous = roomier(this.previous);
    this.next = roomier(this.next);
  }
}
