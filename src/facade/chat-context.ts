import { blockOf } from '../chat/block.js';
import { estimateTokens } from '../language/tokens.js';
import type { Caller } from '../model/caller.js';
import type { ChatInput, ChatMessage, ChatWarning } from '../model/chat.js';
import type { Hit } from '../model/memory.js';
import type { SearchRequest, SearchResult } from '../model/requests.js';
import { presentItem } from '../present.js';
import { packContext } from '../recall/pack/pack.js';
import type { Finder } from './finder.js';

export interface ChatContextParts {
  finder: Pick<Finder, 'traced'>;
  timezone: string;
}

/** What a model is shown of memory. */
export interface Gathered {
  /** Empty where nothing was found. */
  block: string;
  tokens: number;
  /** Mark → the memory that it stands for. */
  memories: ReadonlyMap<string, Hit>;
  /** For each list of queries, the lines of the block that it found. */
  parts: readonly { block: string; marks: readonly string[] }[];
  traceIds: readonly string[];
  warnings: readonly ChatWarning[];
}

/** How many memories a plain question is answered from at most, and each part of a hard one. */
const CANDIDATES = { plain: 50, part: 12 };

/** Searches for a chat, and packs what was found into one block. */
export class ChatContext {
  readonly #parts: ChatContextParts;

  constructor(parts: ChatContextParts) {
    this.#parts = parts;
  }

  /**
   * @param parts the queries of each part of the question; of a plain question there is one part
   * @param said what the model sees anyway: a memory that says no more than that is left out
   */
  async gather(
    parts: readonly (readonly string[])[],
    { input, said, caller }: { input: ChatInput; said: readonly ChatMessage[]; caller: Caller },
  ): Promise<Gathered> {
    const known = new Set(said.map(({ content }) => content.trim()));
    const limit = input.limit ?? (parts.length > 1 ? CANDIDATES.part : CANDIDATES.plain);
    const found = await Promise.all(
      parts.map((queries) =>
        Promise.all(queries.map((query) => this.#search({ query, limit }, input, caller))),
      ),
    );
    const ofParts = found.map((searches) =>
      bestOf(searches.flatMap(({ result }) => result.results))
        .filter(({ text }) => !known.has(text.trim()))
        .slice(0, limit),
    );
    const hits = bestOf(ofParts.flat());
    const packed = packContext(hits.map(presentItem), {
      budgetTokens: (input.budget_tokens ?? 2_000) * parts.length,
      timezone: this.#parts.timezone,
      count: estimateTokens,
    });
    const byId = new Map(hits.map((hit) => [hit.id, hit]));
    const memories = new Map(
      Object.entries(packed.sources).map(([mark, { memory_id: id }]) => [
        mark,
        byId.get(id) as Hit,
      ]),
    );
    const searches = found.flat();
    return {
      block: packed.text,
      tokens: packed.tokens,
      memories,
      parts: ofParts.map((own) => {
        const ids = new Set(own.map(({ id }) => id));
        const marks = [...memories].flatMap(([mark, { id }]) => (ids.has(id) ? [mark] : []));
        return { block: blockOf(packed.text, new Set(marks)), marks };
      }),
      traceIds: searches.flatMap(({ trace }) => (trace === undefined ? [] : [trace])),
      warnings: warningsOf(searches.flatMap(({ result }) => result.warnings ?? [])),
    };
  }

  /** `run_id` and `app_id` say where a turn is kept; it is answered from all that is remembered. */
  #search(asked: Pick<SearchRequest, 'query' | 'limit'>, input: ChatInput, caller: Caller) {
    const { cube, user_id, agent_id, filters, as_of, rerank } = input;
    const scope = { cube, user_id, agent_id };
    return this.#parts.finder.traced({ ...scope, filters, as_of, rerank, ...asked }, caller);
  }
}

/** Each memory once, with the best of its scores; the best first. */
function bestOf(hits: readonly Hit[]): Hit[] {
  const best = new Map<string, Hit>();
  for (const hit of hits) {
    if (hit.score > (best.get(hit.id)?.score ?? -1)) best.set(hit.id, hit);
  }
  return [...best.values()].toSorted((one, other) => other.score - one.score);
}

function warningsOf(warnings: NonNullable<SearchResult['warnings']>): ChatWarning[] {
  return [...new Map(warnings.map((warning) => [warning.code, warning])).values()];
}
