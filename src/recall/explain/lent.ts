import { bm25Weight } from '../../language/bm25.js';
import { PEERS } from '../outline/outline.js';
import { frequencyIn } from '../outline/term-slots.js';
import type { QueryTerm } from '../plan/understand.js';
import { inheritedByAnswer } from '../score/answers.js';
import { type ChannelName, channelNames, type Evidence } from '../score/channels.js';
import type { Candidates, ChannelShare, Ranked } from '../score/fuse.js';
import { CONTEXT_BM25, inOrderOf, type WeighedTerm, type WordStatistics } from '../score/words.js';

/** What of a raw score words of other memories gave. */
export interface Lent {
  score: number;
  /** Who lent most first. */
  by: number[];
}

interface LentSearch {
  terms: readonly QueryTerm[];
  statistics: WordStatistics;
}

type Scored = Pick<ChannelShare, 'channel' | 'score'>;

/** By slot, what each gave of a raw score, the memory itself among them. */
type Shares = Map<number, number>;

interface Session {
  /** The turn whose own words score highest, and what it scores. */
  best: number;
  most: number;
  /** What each memory gave of the score of the whole. */
  shares: Shares;
}

/** So many lenders are named. */
const NAMED = 3;
/** Less is what single-precision sums differ by. */
const LEAST = 0.00005;
const WORDS = channelNames.indexOf('words');
const BY_SESSION = (['session', 'best'] as const).map((name) => channelNames.indexOf(name));

/**
 * What the hits of a search owe to other memories, told for these alone. Where words are counted together, each
 * part of the score is divided by how much of the word each memory has, so that all parts make the whole.
 *
 * A part of a cube that was added to since it was scored tells nothing: who stands beside whom may be another.
 */
export function lendersOf(hits: readonly Ranked[], search: LentSearch) {
  const sessions = sessionsOf(hits, search);
  return (hit: Ranked, { channel, score }: Scored): Lent | undefined => {
    const { evidence, values } = hit.among;
    if (score <= 0 || evidence.outline.count !== evidence.count) return undefined;
    const slot = hit.among.slots[hit.at] as number;
    const own = values[WORDS]?.[hit.at] ?? 0;
    const shares = shared[channel]?.({ evidence, slot, own, score, search, sessions });
    return shares && lentBy(shares, slot, evidence);
  };
}

function lentBy(shares: Shares, slot: number, { outline }: Evidence): Lent | undefined {
  const others = [...shares].filter(([other, share]) => other !== slot && share > 0);
  const score = others.reduce((sum, [, share]) => sum + share, 0);
  if (score < LEAST) return undefined;
  const most = others.toSorted(([, one], [, other]) => other - one).slice(0, NAMED);
  return { score, by: most.map(([other]) => outline.memories[other] as number) };
}

interface Asked {
  evidence: Evidence;
  slot: number;
  /** The score of its own words. */
  own: number;
  score: number;
  search: LentSearch;
  sessions: ReadonlyMap<Evidence, ReadonlyMap<number, Session>>;
}

/** The channels in which others count. */
const shared: Partial<Record<ChannelName, (asked: Asked) => Shares | undefined>> = {
  context: sharesOfContext,
  session: (asked) => sessionOf(asked)?.shares,
  best: (asked) => {
    const session = sessionOf(asked);
    // Of equals it is the best itself.
    return session && session.most > asked.own ? whole(session.best, asked) : undefined;
  },
  after: (asked) => whole(asked.evidence.outline.next[asked.slot] as number, asked),
  answers: (asked) => whole(questionBefore(asked), asked),
};

function whole(slot: number, { score }: Asked): Shares {
  return new Map([[slot, score]]);
}

function sessionOf({ evidence, slot, sessions }: Asked): Session | undefined {
  return sessions.get(evidence)?.get(evidence.outline.sessions[slot] as number);
}

/** As `scoreContext` adds it up, of one memory. */
function sharesOfContext({ evidence, slot, search }: Asked): Shares {
  const { outline, terms, mask } = evidence;
  const shares: Shares = new Map();
  let sum = 0;
  for (const term of inOrderOf(search.terms, outline)) {
    const held = new Map([[slot, frequencyIn(terms, term.term, slot)]]);
    outline.eachNeighbour(slot, (other, share) => {
      const isOpen = mask === null || mask[other] === 1;
      if (!isOpen || outline.kinds[other] !== PEERS) return;
      held.set(other, share * frequencyIn(terms, term.term, other));
    });
    const frequency = [...held.values()].reduce((all, one) => all + one, 0);
    if (frequency === 0 || (term.frequent && sum === 0)) continue;
    const length = outline.contextLengths[slot] as number;
    const average = search.statistics.averageContextLength;
    const weight = outline.kinds[slot] === PEERS ? term.amongPeers : term.idf;
    const score = weight * bm25Weight(frequency, length, average, CONTEXT_BM25);
    sum += score;
    for (const [other, part] of held) addTo(shares, other, (score * part) / frequency);
  }
  return shares;
}

/** The slot of the question that a message may answer. */
function questionBefore({ evidence: { outline }, slot }: Asked): number {
  let question = -1;
  inheritedByAnswer(outline, slot, { at: (asked) => ((question = asked), 1) });
  return question;
}

/** The sessions of the hits that any channel has scored as a whole. */
function sessionsOf(hits: readonly Ranked[], search: LentSearch): Asked['sessions'] {
  const wanted = new Map<Candidates, Set<number>>();
  for (const { among, at } of hits) {
    const session = among.evidence.outline.sessions[among.slots[at] as number] as number;
    const isScored = BY_SESSION.some((channel) => (among.values[channel]?.[at] ?? 0) > 0);
    if (session < 0 || !isScored) continue;
    wanted.set(among, (wanted.get(among) ?? new Set()).add(session));
  }
  return new Map(
    Array.from(wanted, ([among, numbers]) => [
      among.evidence,
      readSessions(among, numbers, search),
    ]),
  );
}

function readSessions(
  { evidence, slots, values }: Candidates,
  numbers: ReadonlySet<number>,
  { terms, statistics }: LentSearch,
): ReadonlyMap<number, Session> {
  const { outline } = evidence;
  const sessions = new Map<number, Session>(
    Array.from(numbers, (no) => [no, { best: -1, most: 0, shares: new Map() }]),
  );
  const own = values[WORDS] ?? new Float32Array();
  for (let at = 0; at < own.length; at++) {
    const session = sessions.get(outline.sessions[slots[at] as number] as number);
    if (!session || (own[at] as number) <= session.most) continue;
    session.most = own[at] as number;
    session.best = slots[at] as number;
  }
  for (const term of inOrderOf(terms, outline)) {
    if (!term.frequent) shareSessions(evidence, term, sessions, statistics);
  }
  return sessions;
}

/** As `scoreSessions` adds it up. */
function shareSessions(
  { outline, terms, mask }: Evidence,
  { term, amongPeers }: WeighedTerm,
  sessions: ReadonlyMap<number, Session>,
  { averageSessionLength }: WordStatistics,
): void {
  const held = new Map<number, Shares>();
  const { slots = [], frequencies = [] } = terms.get(term) ?? {};
  for (let at = 0; at < slots.length; at++) {
    const slot = slots[at] as number;
    const session = outline.sessions[slot] as number;
    if (!sessions.has(session) || (mask && mask[slot] === 0)) continue;
    held.set(session, (held.get(session) ?? new Map()).set(slot, frequencies[at] as number));
  }
  for (const [session, parts] of held) {
    const frequency = [...parts.values()].reduce((sum, one) => sum + one, 0);
    const length = outline.sessionLengths[session] ?? 0;
    const score = amongPeers * bm25Weight(frequency, length, averageSessionLength);
    const shares = sessions.get(session)?.shares as Shares;
    for (const [slot, part] of parts) addTo(shares, slot, (score * part) / frequency);
  }
}

function addTo(shares: Shares, slot: number, share: number): void {
  shares.set(slot, (shares.get(slot) ?? 0) + share);
}
