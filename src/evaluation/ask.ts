import type { Memory } from '../memory.js';
import type { Hit } from '../model/memory.js';
import { limits } from '../model/requests.js';
import type { Conversation, Question } from './dataset.js';
import { round } from './metrics.js';
import type { Outcome } from './outcome.js';
import type { Places } from './remember.js';

/** How many different turns a question is judged by. */
const DEPTH = 50;
/** Several memories may stand on one turn; if these do not hold `DEPTH` turns, all are asked for. */
const FIRST_LIMIT = 2 * DEPTH;

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
      ...(this.#tokens && { tokens: await this.#tokensFor(question.text) }),
    };
  }

  async #search({ text: query, askedAt }: Question): Promise<{ ranked: string[]; ms: number }> {
    const about = { user_id: this.#user, query, ...(askedAt && { reference_time: askedAt }) };
    const ask = (limit: number) => this.#memory.search({ ...about, limit });
    const started = performance.now();
    const { results } = await ask(FIRST_LIMIT);
    const ms = round(performance.now() - started, 3);
    const ranked = this.#turnsOf(results);
    if (ranked.length >= DEPTH || results.length < FIRST_LIMIT) return { ranked, ms };
    const { results: more } = await ask(limits.searchResults);
    return { ranked: this.#turnsOf(more), ms };
  }

  async #tokensFor(query: string): Promise<number> {
    const { tokens } = await this.#memory.context({ user_id: this.#user, query });
    return tokens;
  }

  /** What the hits quote, best first, each once: the second memory of a turn takes no place. */
  #turnsOf(results: readonly Hit[]): string[] {
    const episodes = results.flatMap(({ sources }) => sources.map((source) => source.episode_id));
    return [...new Set(episodes.flatMap((episode) => this.#places.get(episode) ?? []))];
  }

  #sessionsOf(turns: readonly string[]): string[] {
    return [...new Set(turns.flatMap((turn) => this.#sessions.get(turn) ?? []))];
  }
}
