import { type AskedEvent, eventAsked } from '../../language/asking/event.js';
import { spansIn } from '../../language/dates/dates.js';
import { localTime } from '../../model/local-time.js';
import type { Store, StoredMemory } from '../../store/port.js';
import type { AskedTime } from './dates.js';
import type { KnownVersion } from './known.js';
import type { RecallQuery } from './plan.js';

export interface AnchorParts {
  /** Finds as every search does, but takes the words as they are. */
  find: (query: RecallQuery) => Promise<Found>;
  memories: Pick<Store['memories'], 'byNumbers'>;
}

interface Found {
  ranked: readonly { memory: number; score: number }[];
  /** As they were known, where that is asked. */
  versions: ReadonlyMap<number, KnownVersion>;
}

/** Below it, hardly anything found is what was meant. */
const LEAST_SCORE = 0.2;
/** Others that score like this against the best may be meant as well. */
const NEAR = 0.5;
const MOST_EVENTS = 3;
/** In UTF-16 units: a long text names its day early, or many days. */
const MOST_TEXT = 2_000;

/**
 * The query with the times that it tells by what happened: of "What did I do two weeks before the trip?", the
 * trip is looked for, and the week two weeks before counts as asked about. The words stay, since who asks so
 * wants to see the trip, too, after what was then. As it was, where nothing is found, or where the words name a
 * time themselves: "the week before last".
 */
export async function anchored(query: RecallQuery, parts: AnchorParts): Promise<RecallQuery> {
  const asked = eventAsked(query.query);
  if (!asked || isNamed(asked, query)) return query;
  const { ranked, versions } = await parts.find(searchFor(asked, query));
  const likely = ranked.filter(({ score }) => score >= NEAR * (ranked[0]?.score ?? 0));
  const events = await parts.memories.byNumbers(likely.map(({ memory }) => memory));
  const times = events.flatMap((event) =>
    timeFrom({ ...event, text: versions.get(event.no)?.text ?? event.text }, asked, query),
  );
  return times.length === 0 ? query : { ...query, times };
}

/** Whether a time that the query names lies in the words of what happened. */
function isNamed({ event, at }: AskedEvent, query: RecallQuery): boolean {
  return spansOf(query.query, query).some(({ text }) => {
    const start = query.query.indexOf(text);
    return start < at + event.length && at < start + text.length;
  });
}

/** Its filter stays: it may be what keeps one person's memories from another. */
function searchFor({ event }: AskedEvent, query: RecallQuery): RecallQuery {
  return {
    ...query,
    query: event,
    limit: MOST_EVENTS,
    minScore: LEAST_SCORE,
    diversity: 0,
    explain: false,
    rerank: false,
  };
}

function timeFrom(
  { id, text, occurredAt }: StoredMemory,
  asked: AskedEvent,
  query: RecallQuery,
): AskedTime[] {
  const { timezone } = query;
  const said = spansIn(text.slice(0, MOST_TEXT), occurredAt, timezone).find(
    ({ grain }) => grain === 'day',
  );
  const { day } = localTime(said?.from ?? occurredAt, timezone);
  const span = spansOf(asked.on(day), query).at(-1);
  if (!span) return [];
  return [{ from: span.from, to: span.to, text: asked.text, event: id, happened: asked.event }];
}

const spansOf = (text: string, { reference, timezone }: RecallQuery) =>
  spansIn(text, reference, timezone);
