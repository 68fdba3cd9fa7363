import type { Memory } from '../memory.js';
import type { Hit } from '../model/memory.js';
import { limits } from '../model/requests.js';
import type { Conversation, Question } from './dataset.js';
import { recallAt, round } from './metrics.js';
import type { Outcome } from './outcome.js';
import type { Places } from './remember.js';

/** How many different turns a question is judged by. */
const DEPTH = 50;
/** Several memories may stand on one turn; if these do not hold `DEPTH` turns, all are asked for. */
const FIRST_LIMIT = 2 * DEPTH;
/** Of blocks, in tokens. */
const BUDGETS = [250, 500, 1_000, 2_000] as const;
/** Of `context`. */
const DEFAULT_BUDGET = 1_000;

/** Asks questions of one conversation that is remembered. */
export class Asker {
  readonly #memory: Memory;
  readonly #user: string;
  readonly #places: Places;
  readonly #sessions: ReadonlyMap<string, string>;
  readonly #tokens: boolean;

  constructor(
    memory: Memory,
    { id, sessions }: Conversation,
    places: Places,
    { tokens }: { tokens: boolean },
  ) {
    this.#memory = memory;
    this.#user = id;
    this.#places = places;
    this.#sessions = new Map(
      sessions.flatMap((session) => session.turns.map((turn) => [turn.id, session.id])),
    );
    this.#tokens = tokens;
  }

  async ask(question: Question): Promise<Outcome> {
    const { id, category, gold, newest } = question;
    const { ranked, ms } = await this.#search(question);
    return {
      question: id,
      category,
      gold,
      ranked: ranked.slice(0, DEPTH),
      ranks: gold.map((turn) => ranked.indexOf(turn) + 1 || null),
      gold_sessions: question.goldSessions ?? this.#sessionsOf(gold),
      ranked_sessions: this.#sessionsOf(ranked).slice(0, DEPTH),
      ...(newest && { newest }),
      ms,
      ...(this.#tokens && (await this.#pack(question))),
    };
  }

  async #search({ text: query, askedAt }: Question): Promise<{ ranked: string[]; ms: number }> {
    const about = this.#about({ text: query, askedAt });
    const ask = (limit: number) => this.#memory.search({ ...about, limit });
    const started = performance.now();
    const { results } = await ask(FIRST_LIMIT);
    const ms = round(performance.now() - started, 3);
    const ranked = this.#turnsOf(results);
    if (ranked.length >= DEPTH || results.length < FIRST_LIMIT) return { ranked, ms };
    const { results: more } = await ask(limits.searchResults);
    return { ranked: this.#turnsOf(more), ms };
  }

  #about({ text, askedAt }: Pick<Question, 'text'> & { askedAt?: string | undefined }) {
    return { user_id: this.#user, query: text, ...(askedAt && { reference_time: askedAt }) };
  }

  async #pack(question: Question): Promise<Pick<Outcome, 'tokens' | 'packed'>> {
    const about = this.#about(question);
    const gold = new Set(question.gold);
    const packed: Record<string, number> = {};
    let size = 0;
    for (const budget of BUDGETS) {
      const { tokens, sources } = await this.#memory.context({ ...about, budget_tokens: budget });
      const episodes = Object.values(sources).flatMap(({ episode_ids: ids }) => ids);
      if (gold.size > 0)
        packed[budget] = round(recallAt(Infinity, this.#turnsIn(episodes), gold), 4);
      if (budget === DEFAULT_BUDGET) size = tokens;
    }
    return { tokens: size, ...(gold.size > 0 && { packed }) };
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
