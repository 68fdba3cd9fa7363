import { spansIn } from '../language/dates.js';
import { type AskedEvent, eventAsked } from '../language/event-asking.js';
import { localTime } from '../model/local-time.js';
import type { Store, StoredMemory } from '../store/port.js';
import type { AskedTime } from './dates.js';
import type { RecallQuery } from './plan.js';

export interface AnchorParts {
  /** Finds as every search does. */
  find: (query: RecallQuery) => Promise<{ memory: number; score: number }[]>;
  memories: Pick<Store['memories'], 'byNumbers'>;
}

/** Below it, hardly anything found is what was meant. */
const LEAST_SCORE = 0.2;
/** Others that score like this against the best may be meant as well. */
const NEAR = 0.5;
const MOST_EVENTS = 3;

/**
 * The query with the times that it tells by what happened: of "What did I do two weeks before the trip?", the
 * trip is looked for, and the week two weeks before counts as asked about. The words stay, since who asks so
 * wants to see the trip, too. As it was, where nothing is found.
 */
export async function anchored(query: RecallQuery, parts: AnchorParts): Promise<RecallQuery> {
  const asked = eventAsked(query.query);
  if (!asked || spansOf(asked.event, query).length > 0) return query;
  const ranked = await parts.find(searchFor(asked, query));
  const likely = ranked.filter(({ score }) => score >= NEAR * (ranked[0]?.score ?? 0));
  const events = await parts.memories.byNumbers(likely.map(({ memory }) => memory));
  const times = events.flatMap((event) => timeFrom(event, asked, query));
  return times.length === 0 ? query : { ...query, times };
}

/** What happened need not be of what the filter lets through: only its day is told. */
function searchFor({ event }: AskedEvent, query: RecallQuery): RecallQuery {
  return {
    ...query,
    query: event,
    limit: MOST_EVENTS,
    minScore: LEAST_SCORE,
    diversity: 0,
    explain: false,
    rerank: false,
    filter: undefined,
  };
}

function timeFrom(
  { id, text, occurredAt }: StoredMemory,
  asked: AskedEvent,
  query: RecallQuery,
): AskedTime[] {
  const { timezone } = query;
  const said = spansIn(text, occurredAt, timezone).find(({ grain }) => grain === 'day');
  const { day } = localTime(said?.from ?? occurredAt, timezone);
  const span = spansOf(asked.on(day), query).at(-1);
  return span ? [{ from: span.from, to: span.to, text: asked.text, event: id }] : [];
}

const spansOf = (text: string, { reference, timezone }: RecallQuery) =>
  spansIn(text, reference, timezone);
