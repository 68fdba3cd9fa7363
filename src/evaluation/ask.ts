import type { Memory } from '../memory.js';
import type { Hit } from '../model/memory.js';
import { type ContextResult, limits } from '../model/requests.js';
import type { Conversation, Question } from './dataset.js';
import type { Asking, Examined, Examiner, Packing } from './examiner.js';
import { recallAt, round } from './metrics.js';
import { type Places, remember } from './remember.js';

/** How many different turns a question is judged by. */
const DEPTH = 50;
/** Several memories may stand on one turn; if these do not hold `DEPTH` turns, all are asked for. */
const FIRST_LIMIT = 2 * DEPTH;
/** Of blocks, in tokens. */
const BUDGETS = [250, 500, 1_000, 2_000] as const;

interface Found {
  /** Ids of turns or notes, best first. */
  ranked: string[];
  firstScore: number;
  /** Of the first search. */
  ms: number;
}

/** Remembers a conversation, and looks where the turns stand that hold the answers. */
export async function examineTurns(
  memory: Memory,
  conversation: Conversation,
  asking: Asking,
): Promise<Examiner> {
  return new Asker(memory, conversation, await remember(memory, conversation), asking);
}

/** Asks of a conversation that is remembered. */
export class Asker implements Examiner {
  readonly #memory: Memory;
  readonly #user: string;
  readonly #places: Places;
  readonly #sessions: ReadonlyMap<string, string>;
  readonly #minScore: number;
  readonly #packing: Packing | undefined;

  constructor(
    memory: Memory,
    { id, sessions }: Conversation,
    places: Places,
    { minScore, packing }: Asking,
  ) {
    this.#memory = memory;
    this.#user = id;
    this.#places = places;
    this.#sessions = new Map(
      sessions.flatMap((session) => session.turns.map((turn) => [turn.id, session.id])),
    );
    this.#minScore = minScore;
    this.#packing = packing;
  }

  async ask(question: Question): Promise<Examined> {
    const { id, category, gold, newest } = question;
    const { ranked, firstScore, ms } = await this.#search(question);
    const packed = this.#packing && (await this.#pack(question, this.#packing));
    const outcome = {
      question: id,
      category,
      gold,
      ranked: ranked.slice(0, DEPTH),
      ranks: gold.map((turn) => ranked.indexOf(turn) + 1 || null),
      gold_sessions: question.goldSessions ?? this.#sessionsOf(gold),
      ranked_sessions: this.#sessionsOf(ranked).slice(0, DEPTH),
      ...(newest && { newest }),
      first_score: firstScore,
      ms,
      ...(packed && {
        tokens: packed.tokens,
        packed: Object.keys(packed.sources).length,
        held: await this.#heldIn(question),
      }),
    };
    return { outcome, ...(packed && { block: packed.text }) };
  }

  async #search(question: Question): Promise<Found> {
    const about = this.#about(question);
    const ask = (limit: number) => this.#memory.search({ ...about, limit });
    const started = performance.now();
    const { results } = await ask(FIRST_LIMIT);
    const ms = round(performance.now() - started, 3);
    const firstScore = results[0]?.score ?? 0;
    const ranked = this.#turnsOf(results);
    if (ranked.length >= DEPTH || results.length < FIRST_LIMIT) return { ranked, firstScore, ms };
    const { results: more } = await ask(limits.searchResults);
    return { ranked: this.#turnsOf(more), firstScore, ms };
  }

  #pack(question: Question, { budgetTokens, k }: Packing): Promise<ContextResult> {
    const about = this.#about(question);
    return this.#memory.context({
      ...about,
      budget_tokens: budgetTokens,
      ...(k !== undefined && { limit: k }),
    });
  }

  /** By budget, the part of the gold that stands in the block. */
  async #heldIn(question: Question): Promise<Record<string, number>> {
    const gold = new Set(question.gold);
    if (gold.size === 0) return {};
    const held: Record<string, number> = {};
    for (const budgetTokens of BUDGETS) {
      const { sources } = await this.#pack(question, { budgetTokens });
      const episodes = Object.values(sources).flatMap(({ episode_ids: ids }) => ids);
      held[budgetTokens] = round(recallAt(Infinity, this.#turnsIn(episodes), gold), 4);
    }
    return held;
  }

  #about({ text: query, askedAt }: Question) {
    return {
      user_id: this.#user,
      query,
      min_score: this.#minScore,
      ...(askedAt && { reference_time: askedAt }),
    };
  }

  /** What the hits quote, best first, each once: the second memory of a turn takes no place. */
  #turnsOf(results: readonly Hit[]): string[] {
    const episodes = results.flatMap(({ sources }) => sources.map((source) => source.episode_id));
    return this.#turnsIn(episodes);
  }

  #turnsIn(episodes: readonly string[]): string[] {
    return [...new Set(episodes.flatMap((episode) => this.#places.get(episode) ?? []))];
  }

  #sessionsOf(turns: readonly string[]): string[] {
    return [...new Set(turns.flatMap((turn) => this.#sessions.get(turn) ?? []))];
  }
}
