import { describe, expect, it } from 'vitest';
import {
  drawFrequentQuery,
  drawNaturalQuery,
  randomFrom,
  sessionsOf,
} from '../../bench/corpus.mjs';
import { areSameAnswers } from '../../src/cli/copy/same-answers.js';
import { createMemory } from '../../src/compose.js';
import type { Memory } from '../../src/memory.js';
import type { SearchRequest } from '../../src/model/requests.js';
import { everydaySentences } from '../helpers/everyday-sentences.js';
import { ada, keepNotes } from '../helpers/indexed-notes.js';
import { onPglite, temporaryDirectory, temporaryMemory } from '../helpers/temporary-memory.js';

const USERS = onPglite ? 50 : 200;
const TURNS = 20;

/** Ids and times are the same in every engine, so that all that may differ is the engine. */
function sameEverywhere() {
  let [ids, now] = [0, Date.parse('2026-03-04T09:30:00Z')];
  return {
    timezone: 'UTC',
    newId: () => `01950000-0000-7000-8000-${(ids++).toString(16).padStart(12, '0')}`,
    clock: () => (now += 1_000),
  };
}

interface Corpus {
  fill(memory: Memory): Promise<unknown>;
  queries: SearchRequest[];
}

/** Chinese is in the notes below, too. */
const told = everydaySentences.filter((_, at) => !onPglite || at % 4 === 0);

const everyday: Corpus = {
  async fill(memory) {
    for (const { language, memories } of told) {
      for (const text of memories) await memory.add({ user_id: language, text });
    }
  },
  queries: told.flatMap(({ language, questions }) =>
    questions.map(([query]) => ({ user_id: language, query })),
  ),
};

const notes: Corpus = {
  fill: keepNotes,
  queries: [
    'Where does my sister live?',
    '花生过敏',
    '我搬到了哪里？',
    'Which cat steals socks?',
    'life jackets for kayaking',
    'On which floors is my office?',
    'the broken kettles',
  ].flatMap((query) => [
    { ...ada, query },
    { ...ada, query, include_superseded: true },
    { ...ada, query, known_at: '2026-03-04T09:30:20Z' },
  ]),
};

function synthetic(): Corpus {
  const random = randomFrom(7);
  const users = Array.from({ length: USERS }, (_, at) => `user ${at}`);
  const queries = users.flatMap((user_id, at) =>
    at % 5 === 0
      ? [
          { user_id, query: drawNaturalQuery(random) },
          { user_id, query: drawFrequentQuery(random), limit: 20 },
        ]
      : [],
  );
  return {
    async fill(memory) {
      for (const [at, user] of users.entries()) {
        for (const session of sessionsOf(user, TURNS, at)) await memory.add(session);
      }
    },
    queries,
  };
}

describe('the same corpus ranks the same as on SQLite, up to equal scores (T12)', () => {
  it.each([
    ['what people tell and ask, in many languages', everyday],
    ['notes in English and Chinese, corrected, superseded and deleted', notes],
    [`${USERS} users with ${TURNS} turns each`, synthetic()],
  ])(
    '%s',
    async (_, { fill, queries }) => {
      const sqlite = await createMemory({ data: temporaryDirectory(), ...sameEverywhere() });
      const other = await temporaryMemory(sameEverywhere());
      await fill(sqlite);
      await fill(other);
      const different = [];
      let results = 0;
      for (const request of queries) {
        const one = await sqlite.search(request);
        const two = await other.search(request);
        if (!areSameAnswers(one.results, two.results)) different.push({ request, one, two });
        results += one.results.length;
      }
      expect(different).toEqual([]);
      expect(results).toBeGreaterThan(queries.length);
      await sqlite.close();
    },
    120_000,
  );
});
