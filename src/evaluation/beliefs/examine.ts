import { join } from 'node:path';
import type { Memory } from '../../memory.js';
import type { DataFiles } from '../data-files.js';
import type { Conversation, Question } from '../dataset.js';
import { round } from '../metrics.js';
import type { Asking, Examined, Examiner } from '../examiner.js';
import type { Outcome } from '../outcome.js';
import { KnownBeliefs } from './known-beliefs.js';
import { readBeliefs, readCases, readSessions } from './read.js';
import type { Probe } from './shapes.js';
import { tiersOf } from './tiers.js';
import { goldOf, judgeTiers } from './verdict.js';

const FIXTURES = 'fixtures';
const SEED = 'beliefs.seed.json';
const CASES = 'retrieval.cases.json';
const SESSIONS = 'session-retrieval.cases.json';

/** PrecisionMemBench as conversations that are examined in a way of their own. */
export interface BeliefSet {
  conversations: Conversation[];
  examine: (memory: Memory, conversation: Conversation, asking: Asking) => Promise<Examiner>;
}

/** The folder of the fixtures, or the one that it is in. The sessions may be missing. */
export async function readBeliefSet(files: DataFiles, path: string): Promise<BeliefSet> {
  const folder = (await files.names(path))?.includes(FIXTURES) ? join(path, FIXTURES) : path;
  const names = (await files.names(folder)) ?? [];
  if (!names.includes(SEED)) throw files.wrong(path, `there is no ${SEED} in it`);
  const beliefs = await files.json(join(folder, SEED), readBeliefs);
  const parts = new Map([['cases', await files.json(join(folder, CASES), readCases)]]);
  if (names.includes(SESSIONS)) {
    parts.set('sessions', await files.json(join(folder, SESSIONS), readSessions));
  }
  return {
    conversations: Array.from(parts, ([id, probes]) => ({
      id,
      sessions: [],
      questions: probes.map(questionOf),
    })),
    examine: async (memory, { id }, { minScore }) => {
      const known = new KnownBeliefs(memory, { part: id, minScore });
      await known.addAll(beliefs);
      return new BeliefExaminer(known, parts.get(id) ?? []);
    },
  };
}

/** Judged as a whole, and so always worth asking. */
function questionOf({ id, category, query }: Probe): Question {
  return { id, category, text: query, gold: [], judgedWhole: true };
}

class BeliefExaminer implements Examiner {
  readonly #known: KnownBeliefs;
  readonly #rest: Probe[];

  constructor(known: KnownBeliefs, probes: readonly Probe[]) {
    this.#known = known;
    this.#rest = [...probes];
  }

  /** What the turns before it made known is known, whether or not they were asked themselves. */
  async ask({ id }: Question): Promise<Examined> {
    while (this.#rest[0] && this.#rest[0].id !== id) await this.#pass(this.#rest[0]);
    const [probe] = this.#rest;
    if (!probe) throw new Error(`${id} was asked out of its order`);
    const outcome = await this.#probe(probe);
    await this.#pass(probe);
    return { outcome };
  }

  async #probe(probe: Probe): Promise<Outcome> {
    let ms = 0;
    const tiers = await tiersOf(probe, this.#known, async () => {
      const started = performance.now();
      const found = await this.#known.search(probe.user, probe.query, probe.scope, probe.places);
      ms = round(performance.now() - started, 3);
      return found;
    });
    const gold = [...goldOf(probe, tiers.pinned)];
    return {
      question: probe.id,
      category: probe.category,
      gold,
      ranked: [...tiers.relevant],
      ranks: gold.map((belief) => tiers.relevant.indexOf(belief) + 1 || null),
      gold_sessions: [],
      ranked_sessions: [],
      ms,
      beliefs: judgeTiers(probe, tiers),
    };
  }

  async #pass({ after: { create, change } }: Probe): Promise<void> {
    this.#rest.shift();
    if (create) await this.#known.add(create);
    if (change) await this.#known.change(change);
  }
}
