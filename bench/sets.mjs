// The public sets that measurements ask: each in a folder of its own that begins with its name.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMemory } from '../dist/compose.js';
import { readDataset } from '../dist/evaluation/datasets.js';
import { remember } from '../dist/evaluation/remember.js';

/** What `readDataset` wants to know of each. */
export function setsIn(folder) {
  const inside = (name) => {
    const found = readdirSync(folder).find((entry) => entry.startsWith(name));
    if (!found) throw new Error(`${folder} has no folder ${name}`);
    return join(folder, found);
  };
  const file = (name, like = '') => {
    const names = readdirSync(inside(name)).filter(
      (one) => one.endsWith('.json') && one.includes(like),
    );
    return join(inside(name), names.toSorted()[0]);
  };
  return {
    locomo: { path: file('locomo') },
    'locomo-observations': { path: file('locomo') },
    longmemeval: {
      path: file('longmemeval', 'oracle'),
      fillers: file('longmemeval', 'filler'),
    },
    beam: { path: inside('beam') },
    prefeval: { path: inside('prefeval') },
    factconsolidation: { path: file('factconsolidation') },
  };
}

/** The conversations of each set, under ids that no other set has. */
export async function readConversations(sets) {
  const read = {};
  for (const [dataset, options] of Object.entries(sets)) {
    const { conversations } = await readDataset({ dataset, ...options });
    read[dataset] = conversations.map((one) => ({ ...one, id: `${dataset}/${one.id}` }));
  }
  return read;
}

/** All conversations as one history, as somebody has it who has talked for long. */
export function together(id, conversations) {
  const of = (conversation, turn) => `${conversation.id}/${turn}`;
  return {
    id,
    sessions: conversations.flatMap((one) =>
      one.sessions.map((session) => ({
        id: of(one, session.id),
        turns: session.turns.map((turn) => ({ ...turn, id: of(one, turn.id) })),
      })),
    ),
    questions: conversations.flatMap((one) =>
      one.questions.map((question) => ({
        ...question,
        from: one.id,
        gold: question.gold.map((turn) => of(one, turn)),
      })),
    ),
  };
}

/** Conversations in a directory of their own, to be opened with one tuning after another. */
export class Remembered {
  #directory = mkdtempSync(join(tmpdir(), 'tulving-bench-'));
  #models;
  /** By conversation: ids of turns by ids of episodes. */
  places = new Map();

  /** With the `embedder` of `models` memories have its vectors, too. */
  static async all(conversations, engines, models = {}) {
    const remembered = new Remembered();
    remembered.#models = models;
    await remembered.open(engines, async (memory) => {
      for (const one of conversations) {
        remembered.places.set(one.id, await remember(memory, one));
      }
      if (models.embedder) await memory.vectors.make();
    });
    return remembered;
  }

  get directory() {
    return this.#directory;
  }

  async open(engines, work) {
    const options = {
      data: this.#directory,
      timezone: 'UTC',
      tracesMegabytes: 0,
      ...this.#models,
    };
    const memory = await createMemory(options, engines);
    try {
      return await work(memory);
    } finally {
      await memory.close();
    }
  }

  remove() {
    rmSync(this.#directory, { recursive: true, force: true });
  }
}
