import { limits, type SearchRequest } from '../../../model/requests.js';
import type { Call, Json } from './call.js';
import { type Condition, isoOf } from './filter-values.js';
import { translate } from './filters.js';
import { leastChance } from './likeness.js';
import { refuseTopLevelIds, wholeNumber } from './listing.js';
import {
  asked,
  besides,
  filterConditions,
  idsIn,
  isGiven,
  isTrue,
  requireFilter,
} from './reads.js';
import { badRequest } from './refusal.js';
import { found } from './shapes.js';

const MOST_ASKED = 1_000;
const BREAKDOWN = 'score_breakdown';

export async function searchV3(call: Call): Promise<Json> {
  refuseTopLevelIds(call.body);
  return { results: await search(call, filterConditions(call.body['filters'])) };
}

/** Earlier versions take ids beside the filters, and answer a bare list unless told otherwise. */
export async function searchV1(call: Call): Promise<unknown> {
  const { body } = call;
  const own = [...translate(idsIn(body)), ...filterConditions(body['filters'])];
  const results = await search(call, own);
  return body['output_format'] === 'v1.1' ? { results, relations: [] } : results;
}

async function search(call: Call, own: readonly Condition[]): Promise<Json[]> {
  requireFilter(own, call);
  const { body, caller } = call;
  const { scope, filters } = asked([...own, ...besides(body)], caller.access);
  const fields = fieldsOf(body['fields']);
  const explain = isTrue(body['explain']) || fields?.includes(BREAKDOWN) === true;
  const { results, trace } = await call.memory.search(
    { ...scope, ...questionOf(body), ...(filters && { filters }), explain },
    caller,
  );
  return results.map((hit) => only(fields, found(hit, trace)));
}

function questionOf(body: Readonly<Json>): SearchRequest {
  const { query, threshold, reference_date: reference, rerank } = body;
  if (typeof query !== 'string' || query.trim() === '') throw badRequest('query is required.');
  const least = leastChance(threshold);
  const asks = wholeNumber(body['top_k'] ?? body['limit'], 'top_k', 10, MOST_ASKED);
  return {
    query,
    limit: Math.min(asks, limits.searchResults),
    include_superseded: !isTrue(body['latest_only']),
    ...(least !== undefined && { min_score: least }),
    ...(isGiven(reference) && { reference_time: isoOf(reference) as string }),
    ...(typeof rerank === 'boolean' && { rerank }),
  };
}

function fieldsOf(given: unknown): readonly string[] | undefined {
  return Array.isArray(given) && given.length > 0 ? given.map(String) : undefined;
}

/** The id is there always: without it a memory could not be asked for. */
function only(fields: readonly string[] | undefined, hit: Json): Json {
  if (!fields) return hit;
  const wanted = Object.entries(hit).filter(([name]) => name === 'id' || fields.includes(name));
  return Object.fromEntries(wanted);
}
