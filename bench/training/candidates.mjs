// What recall finds for each question before it weighs it: what weights are fitted on.
import { channelNames } from '../../dist/recall/score/channels.js';
import { openSqliteStore } from '../../dist/store/sqlite/store.js';

/** More than the best are not asked for: all candidates are seen. */
const LIMIT = 1;

/**
 * Asks every question of the conversations.
 *
 * @param weights which the texts are chosen by that are read for pairs of words
 * @returns for each question, `turns` of its candidates, which of them are `right`, and their `columns` by channel,
 *   divided as recall divides them
 */
export async function collect(remembered, conversations, weights) {
  const rows = [];
  const seen = [];
  const tuning = { weights, without: new Set(), observe: (observed) => seen.push(observed) };
  const store = await openSqliteStore({ directory: remembered.directory });
  try {
    await remembered.open({ tuning }, async (memory) => {
      for (const conversation of conversations) {
        const turnsOf = turnReader(store, remembered.places.get(conversation.id));
        for (const question of conversation.questions.filter(({ gold }) => gold.length > 0)) {
          seen.length = 0;
          await memory.search({
            user_id: conversation.id,
            query: question.text,
            limit: LIMIT,
            ...(question.askedAt && { reference_time: question.askedAt }),
          });
          rows.push(await rowOf(question, conversation, seen[0], turnsOf));
        }
      }
    });
  } finally {
    await store.close();
  }
  return rows;
}

async function rowOf(question, { id }, { candidates, highest }, turnsOf) {
  const memories = candidates.flatMap(({ evidence, slots }) =>
    Array.from(slots, (slot) => evidence.outline.memories[slot]),
  );
  const turns = await turnsOf(memories);
  const gold = new Set(question.gold);
  const columns = channelNames.map((name, channel) => [
    name,
    Float64Array.from(
      // A column is empty where the query asks nothing of the channel.
      candidates.flatMap(({ slots, values }) =>
        Array.from(slots, (_, at) => values[channel][at] ?? 0),
      ),
      (value) => (highest[channel] === 0 ? 0 : value / highest[channel]),
    ),
  ]);
  const right = turns.flatMap((own, at) => (own.some((turn) => gold.has(turn)) ? [at] : []));
  const conversation = question.from ?? id;
  const { id: name, gold: wanted } = question;
  return {
    question: name,
    conversation,
    gold: wanted,
    memories,
    turns,
    right,
    columns: Object.fromEntries(columns),
  };
}

/** The turns that memories quote, by number, each read once. */
function turnReader(store, places) {
  const known = new Map();
  return async (numbers) => {
    const missing = numbers.filter((number) => !known.has(number));
    for (const { no, sources } of await store.memories.byNumbers(missing)) {
      known.set(no, [...new Set(sources.flatMap(({ episode }) => places.get(episode) ?? []))]);
    }
    return numbers.map((number) => known.get(number) ?? []);
  };
}
