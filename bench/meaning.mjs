// What the vectors of a model add, and how much they are to weigh: every set is asked without them and with several weights
// of the channel `meaning`, as shares of that of `vector`.
// After a build: `node bench/meaning.mjs <folder of the sets> --embedder provider:model [--embedder-url URL]`; the key comes from
// TULVING_EMBEDDER_API_KEY. Every text is sent to the model once. Prints a table in Markdown.
import { parseArgs } from 'node:util';
import { Asker } from '../dist/evaluation/ask.js';
import { hitAt, ndcgAt, recallAt } from '../dist/evaluation/metrics.js';
import { createEmbedder } from '../dist/models/embedders/create.js';
import { inUse } from '../dist/recall/tuning.js';
import { readConversations, Remembered, setsIn } from './sets.mjs';

const shares = [0, 0.5, 1, 1.5, 2, 3, 4];
const measures = {
  'R@10': ({ ranked, gold }) => recallAt(10, ranked, gold),
  'nDCG@10': ({ ranked, gold }) => ndcgAt(10, ranked, gold),
  'hit@5': ({ ranked, gold }) => hitAt(5, ranked, gold),
};
/** By set, what tells most of it. */
const columns = [
  ['locomo', 'R@10'],
  ['locomo', 'nDCG@10'],
  ['locomo-observations', 'R@10'],
  ['locomo-observations', 'nDCG@10'],
  ['longmemeval', 'R@10'],
  ['longmemeval', 'nDCG@10'],
  ['beam', 'R@10'],
  ['beam', 'nDCG@10'],
  ['prefeval', 'hit@5'],
  ['factconsolidation', 'hit@5'],
];

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { embedder: { type: 'string' }, 'embedder-url': { type: 'string' } },
});
const [folder] = positionals;
if (!folder || !options.embedder) throw new Error('Name the folder of the sets and --embedder.');
await main();

async function main() {
  const sets = await readConversations(setsIn(folder));
  const conversations = Object.values(sets).flat();
  print(
    '',
    columns.map(([set, measure]) => `${set} ${measure}`),
  );
  print(
    '---',
    columns.map(() => '---'),
  );
  const plain = await Remembered.all(conversations, {});
  try {
    print('no model', await scoresIn(plain, sets, inUse));
  } finally {
    plain.remove();
  }
  const embedder = askedOnce(
    createEmbedder({
      embedder: options.embedder,
      embedderUrl: options['embedder-url'],
      embedderApiKey: process.env.TULVING_EMBEDDER_API_KEY,
    }),
  );
  const remembered = await Remembered.all(
    conversations,
    {},
    { embedder, embedderDeadline: 15_000 },
  );
  try {
    for (const share of shares) {
      const tuning = { ...inUse, weights: withMeaning(share) };
      print(`${share} of \`vector\``, await scoresIn(remembered, sets, tuning));
    }
  } finally {
    remembered.remove();
  }
}

/** The same questions are asked with every weight. */
function askedOnce(embedder) {
  const made = new Map();
  return {
    ...embedder,
    identity: embedder.identity,
    async embed(texts, purpose, signal) {
      if (purpose !== 'query') return embedder.embed(texts, purpose, signal);
      const [text] = texts;
      if (!made.has(text)) made.set(text, await embedder.embed(texts, purpose, signal));
      return made.get(text);
    },
  };
}

function withMeaning(share) {
  return Object.fromEntries(
    Object.entries(inUse.weights).map(([kind, row]) => [
      kind,
      { ...row, meaning: share * (row.vector ?? 0) },
    ]),
  );
}

async function scoresIn(remembered, sets, tuning) {
  const outcomes = {};
  await remembered.open({ tuning }, async (memory) => {
    for (const [set, conversations] of Object.entries(sets)) {
      outcomes[set] = await askAll(memory, conversations, remembered.places);
    }
  });
  return columns.map(([set, measure]) => {
    const scores = outcomes[set].map(measures[measure]);
    return (100 * (scores.reduce((sum, score) => sum + score, 0) / scores.length)).toFixed(1);
  });
}

async function askAll(memory, conversations, places) {
  const outcomes = [];
  for (const conversation of conversations) {
    const asker = new Asker(memory, conversation, places.get(conversation.id), { minScore: 0 });
    for (const question of conversation.questions.filter(({ gold }) => gold.length > 0)) {
      const { outcome } = await asker.ask(question);
      outcomes.push({ ranked: outcome.ranked, gold: new Set(outcome.gold) });
    }
  }
  return outcomes;
}

function print(title, cells) {
  console.log(`| ${[title, ...cells].join(' | ')} |`);
}
