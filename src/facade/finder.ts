import type { ReadLog } from '../access/log/recorder.js';
import { estimateTokens } from '../language/tokens.js';
import { isWhole, narrowReach, narrowScope, requireScope } from '../model/access.js';
import type { Caller } from '../model/caller.js';
import { parseFilter } from '../model/filter-parse.js';
import type { Filter } from '../model/filter.js';
import {
  type ContextRequest,
  type ContextResult,
  contextSchema,
  limits,
  type SearchRequest,
  type SearchResult,
  searchSchema,
} from '../model/requests.js';
import { reachOf } from '../model/scope.js';
import type { Clock, Instant } from '../model/time.js';
import { type RerankNote, withoutCounts } from '../model/trace.js';
import { instantOf, validate } from '../model/validate.js';
import { presentItem, presentMemory } from '../present.js';
import { packContext } from '../recall/pack/pack.js';
import type { MeaningNote } from '../recall/read/meaning.js';
import type { Recall } from '../recall/recall.js';
import type { Store } from '../store/port.js';
import { type Ask, type Asked, tracedHit, understood } from '../traces/asked.js';
import type { Recorder } from '../traces/recorder.js';
import { hideLinks } from './hide-links.js';
import type { Recalls } from './recalls.js';

export interface FinderParts {
  store: Pick<Store, 'memories'>;
  recall: Recall;
  recorder: Pick<Recorder, 'note'>;
  recalls: Pick<Recalls, 'note'>;
  accessLog: ReadLog;
  clock: Clock;
  timezone: string;
}

/** As the traces keep it, and what the access log notes of it. */
type Found = Asked & { read: { memory: number; id: string; cube: string; score: number }[] };

/** How many memories a block is packed from, at least; a larger budget takes more. */
const CONTEXT_CANDIDATES = 50;
/** Few memories are shorter. */
const TOKENS_PER_MEMORY = 10;

/** The way of what is asked: check, find, pack; and a note of it for the traces. */
export class Finder {
  readonly #parts: FinderParts;

  constructor(parts: FinderParts) {
    this.#parts = parts;
  }

  async search(request: SearchRequest, caller: Caller): Promise<SearchResult> {
    const { result, trace } = await this.traced(request, caller);
    return result.trace && trace !== undefined ? { ...result, trace_id: trace } : result;
  }

  /** With the id of its trace, where traces are kept. */
  async traced(
    request: SearchRequest,
    caller: Caller,
  ): Promise<{ result: SearchResult; trace: string | undefined }> {
    const { result, asked } = await this.#find(request, caller);
    return { result, trace: this.#note(asked, caller) };
  }

  async context(request: ContextRequest, caller: Caller): Promise<ContextResult> {
    const { block, asked } = await this.#pack(request, caller);
    const trace = this.#note(asked, caller);
    return block.trace && trace !== undefined ? { ...block, trace_id: trace } : block;
  }

  /** For the traces and for the access log. @returns the id of the trace */
  #note(asked: Found, caller: Caller): string | undefined {
    const { kind, at, request, notes, read } = asked;
    const { query, user_id: user } = request as { query: string; user_id?: string };
    const cubes = notes.cubes.map(({ name }) => name);
    const answered = new Set(asked.results.map(({ memory_id: id }) => id));
    const hits = read.filter(({ id }) => answered.has(id));
    const noted = { kind, at, user: user ?? null, query, terms: notes.terms, hits, cubes };
    this.#parts.accessLog.note(noted, caller);
    this.#parts.recalls.note(
      hits.map(({ memory }) => memory),
      caller,
    );
    return this.#parts.recorder.note(asked, caller);
  }

  /** Without a note. */
  readonly unnoted = async (request: SearchRequest, caller: Caller): Promise<SearchResult> =>
    (await this.#find(request, caller)).result;

  /** Without a note, as the traces keep it. */
  readonly ask: Ask = async (kind, request, caller, at) => {
    const asks = {
      search: () => this.#find(request as SearchRequest, caller, at),
      context: () => this.#pack(request as ContextRequest, caller, at),
    };
    return (await asks[kind]()).asked;
  };

  async #find(
    request: SearchRequest,
    caller: Caller,
    at = this.#parts.clock(),
  ): Promise<{ result: SearchResult; asked: Found }> {
    const began = performance.now();
    const { recall, store, timezone } = this.#parts;
    requireScope(caller.access, 'read');
    const input = narrowScope(caller.access, validate(searchSchema, request));
    const moments = {
      reference: this.#instant(input.reference_time, '/reference_time') ?? at,
      asOf: this.#instant(input.as_of, '/as_of'),
      knownAt: this.#instant(input.known_at, '/known_at'),
    };
    const { ranked, versions, notes, reranked, trace } = await recall.search({
      tenant: caller.tenant,
      reach: narrowReach(caller.access, reachOf(input)),
      query: input.query,
      limit: input.limit ?? 10,
      minScore: input.min_score ?? 0,
      diversity: input.diversity ?? 0,
      rerank: input.rerank ?? true,
      explain: input.explain ?? false,
      at,
      ...moments,
      timezone,
      includeSuperseded: input.include_superseded,
      filter: filterOf(request.filters, timezone),
    });
    const read = await store.memories.byNumbers(ranked.map(({ memory }) => memory));
    const stored = await hideLinks(store, read, caller);
    const scores = new Map(ranked.map(({ memory, score }) => [memory, score]));
    const results = stored.map((memory) =>
      Object.assign(presentMemory(memory, versions.get(memory.no)), {
        score: scores.get(memory.no) ?? 0,
      }),
    );
    const drawn = trace?.(stored);
    const asked: Found = {
      kind: 'search',
      at,
      request: understood({ ...input, filters: request.filters }, moments),
      results: results.map(tracedHit),
      notes,
      tookMs: performance.now() - began,
      trace: drawn,
      read: stored.map(({ no, id, scope }) => ({
        memory: no,
        id,
        cube: scope.cube,
        score: scores.get(no) ?? 0,
      })),
    };
    const result: SearchResult = { results, ...warningsOf(notes.meaning, reranked) };
    if (!drawn) return { result, asked };
    return {
      result: { ...result, trace: isWhole(caller.access) ? drawn : withoutCounts(drawn) },
      asked,
    };
  }

  async #pack(
    request: ContextRequest,
    caller: Caller,
    at?: Instant,
  ): Promise<{ block: ContextResult; asked: Found }> {
    const {
      budget_tokens: budgetTokens = 1_000,
      min_score: minScore,
      ...input
    } = validate(contextSchema, request);
    const fits = Math.ceil(budgetTokens / TOKENS_PER_MEMORY);
    const limit = input.limit ?? clamp(fits, CONTEXT_CANDIDATES, limits.searchResults);
    const search = { ...input, filters: request.filters, limit };
    const { result, asked } = await this.#find(search, caller, at);
    const { text, tokens, sources, left_out } = packContext(result.results.map(presentItem), {
      budgetTokens,
      timezone: this.#parts.timezone,
      count: estimateTokens,
      asRanked: (input.diversity ?? 0) > 0,
      minScore: minScore ?? 0,
    });
    const packed = new Set(Object.values(sources).map(({ memory_id }) => memory_id));
    return {
      block: {
        text,
        tokens,
        sources,
        left_out: [...left_out],
        ...(result.warnings && { warnings: result.warnings }),
        ...(result.trace && { trace: result.trace }),
      },
      asked: {
        ...asked,
        kind: 'context',
        request: {
          ...asked.request,
          limit: input.limit,
          budget_tokens: budgetTokens,
          min_score: minScore,
        },
        results: asked.results.filter(({ memory_id }) => packed.has(memory_id)),
      },
    };
  }

  #instant(value: string | undefined, pointer: string): Instant | undefined {
    return value === undefined ? undefined : instantOf(value, pointer, this.#parts.timezone);
  }
}

const WORDS_ONLY = 'found by words and the built-in vectors alone';
const NOT_RERANKED = 'the order is the one without it';

/** What zod hands on has lost keys such as `__proto__`, so a filter is read as it was given. */
export function filterOf(given: unknown, timezone: string): Filter | undefined {
  if (given === undefined) return undefined;
  const filter: unknown = typeof given === 'string' ? JSON.parse(given) : given;
  return parseFilter(filter, '/filters', timezone);
}

const silences: Readonly<Record<(MeaningNote | RerankNote)['outcome'], string | undefined>> = {
  done: undefined,
  building: undefined,
  deadline: 'did not answer in time',
  failed: 'did not answer',
  resting: 'has failed several times and is not asked for a while',
};

/** What the server's own set-up is to blame for is told by the trace, to those who may see it. */
function warningsOf(
  meaning: MeaningNote | undefined,
  reranked: RerankNote | undefined,
): Pick<SearchResult, 'warnings'> {
  const notes = [
    { code: 'words_only', model: 'embedder', note: meaning, instead: WORDS_ONLY },
    { code: 'not_reranked', model: 'reranker', note: reranked, instead: NOT_RERANKED },
  ] as const;
  const warnings = notes.flatMap(({ code, model, note, instead }) => {
    const silence = note && silences[note.outcome];
    return silence === undefined ? [] : [{ code, detail: `The ${model} ${silence}: ${instead}.` }];
  });
  return warnings.length === 0 ? {} : { warnings };
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
