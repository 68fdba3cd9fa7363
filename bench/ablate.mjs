// What each part of recall is worth: every set is asked with one part after another left out, and nothing fitted anew.
// After a build: `node bench/ablate.mjs <folder of the sets>`. Takes some minutes; prints a table in Markdown.
import { channelNames } from '../dist/recall/score/channels.js';
import { inUse } from '../dist/recall/tuning.js';
import { Asker } from '../dist/evaluation/ask.js';
import { hitAt, ndcgAt, recallAt } from '../dist/evaluation/metrics.js';
import { hashedNgrams } from '../dist/models/hashed-ngrams.js';
import { readConversations, Remembered, setsIn, together } from './sets.mjs';

const recall = ({ ranked, gold }) => recallAt(10, ranked, new Set(gold));
const ndcg = ({ ranked, gold }) => ndcgAt(10, ranked, new Set(gold));
const newest = ({ ranked, newest: gold, gold: all }) => hitAt(1, ranked, new Set(gold ?? all));

/** A column a row: which questions it asks, and what is counted. */
const measures = [
  { title: 'LoCoMo recall@10', set: 'locomo', of: recall },
  { title: 'nDCG@10', set: 'locomo', of: ndcg },
  { title: 'BEAM recall@10', set: 'beam', of: recall },
  { title: 'nDCG@10', set: 'beam', of: ndcg },
  { title: 'BEAM, chats as one, recall@10', set: 'beam together', of: recall },
  { title: 'LongMemEval recall@10', set: 'longmemeval', of: recall },
  { title: 'observations recall@10', set: 'locomo-observations', of: recall },
  { title: 'nDCG@10', set: 'locomo-observations', of: ndcg },
  {
    title: 'PrefEval hit@5',
    set: 'prefeval',
    of: ({ ranked, gold }) => hitAt(5, ranked, new Set(gold)),
  },
  { title: 'FactConsolidation newest@1', set: 'factconsolidation', like: /^sh/, of: newest },
  {
    title: 'multi-hop hit@10',
    set: 'factconsolidation',
    like: /^mh/,
    of: ({ ranked, gold }) => hitAt(10, ranked, new Set(gold)),
  },
];

/** What stands in for what is left out, by row of the table. */
const variants = [
  ...channelNames.filter(isWeighed).map((name) => ({
    title: `channel \`${name}\``,
    tuning: { ...inUse, weights: changed((row) => ({ ...row, [name]: 0 })) },
  })),
  {
    title: 'context: own words in its place',
    tuning: {
      ...inUse,
      weights: changed(({ context = 0, words = 0, ...row }) => ({
        ...row,
        words: words + context,
      })),
    },
  },
  { title: 'nearness beyond the nearest', tuning: without('estimates') },
  { title: 'candidates by date', tuning: without('dated') },
  { title: 'everyday words of what is asked', tuning: without('everyday') },
  { title: 'newest of a slot first', tuning: without('newest-first') },
  { title: 'hops', tuning: without('hops') },
  { title: 'what is spelt otherwise', tuning: without('spelling') },
];

/** Spelling alone: no meaning of words. */
const spelling = {
  identity: { provider: 'bench', model: 'ngrams', dimension: hashedNgrams('').length, floor: 0.25 },
  embedNow: hashedNgrams,
};

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Name the folder of the sets.');
await main();

async function main() {
  const read = await readConversations(setsIn(folder));
  const prefeval = read.prefeval.filter(({ id }) => id !== 'prefeval/all');
  const sets = { ...read, prefeval, 'beam together': [together('beam together', read.beam)] };
  const all = await scoresIn(sets, [{ title: 'all', tuning: inUse }, ...variants]);
  const spelt = await scoresIn(sets, [{ title: 'meaning of words', tuning: inUse }], spelling);
  const [whole, ...rest] = [...all, ...spelt];
  const lines = [
    ['left out', ...measures.map(({ title }) => title)],
    ['', ...measures.map(() => '---')].fill('---'),
    ['nothing', ...whole.scores.map((scores) => (100 * meanOf(scores)).toFixed(1))],
    ...rest.map(({ title, scores }) => [
      title,
      ...scores.map((own, at) => changeOf(own, whole.scores[at])),
    ]),
  ];
  for (const line of lines) console.log(`| ${line.join(' | ')} |`);
}

/** For each variant and measure the scores of the questions, in their order. */
async function scoresIn(sets, wanted, embedder) {
  const remembered = await Remembered.all(Object.values(sets).flat(), { embedder });
  try {
    const found = [];
    for (const { title, tuning } of wanted) {
      const outcomes = await remembered.open({ embedder, tuning }, (memory) =>
        askSets(memory, sets, remembered.places),
      );
      console.error(title);
      found.push({ title, scores: measures.map((measure) => scoresOf(measure, outcomes)) });
    }
    return found;
  } finally {
    remembered.remove();
  }
}

async function askSets(memory, sets, places) {
  const outcomes = {};
  for (const [set, conversations] of Object.entries(sets)) {
    outcomes[set] = [];
    for (const conversation of conversations) {
      const asker = new Asker(memory, conversation, places.get(conversation.id), { minScore: 0 });
      for (const question of conversation.questions.filter(({ gold }) => gold.length > 0)) {
        outcomes[set].push((await asker.ask(question)).outcome);
      }
    }
  }
  return outcomes;
}

function scoresOf({ set, like = /^/, of }, outcomes) {
  return outcomes[set].filter(({ category }) => like.test(category)).map(of);
}

/** In points, bold where it is more than twice the standard error of the change. */
function changeOf(scores, whole) {
  const changes = scores.map((score, at) => 100 * (score - whole[at]));
  const mean = meanOf(changes);
  if (changes.every((change) => change === 0)) return '·';
  const spread = Math.sqrt(meanOf(changes.map((change) => (change - mean) ** 2)) / changes.length);
  const shown = `${mean > 0 ? '+' : mean < 0 ? '−' : ''}${Math.abs(mean).toFixed(1)}`;
  return Math.abs(mean) > 2 * spread ? `**${shown}**` : shown;
}

function meanOf(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function isWeighed(name) {
  return name !== 'phrase' && Object.values(inUse.weights).some((row) => row[name]);
}

function changed(change) {
  return Object.fromEntries(
    Object.entries(inUse.weights).map(([kind, row]) => [kind, change(row)]),
  );
}

function without(step) {
  return { ...inUse, without: new Set([step]) };
}
