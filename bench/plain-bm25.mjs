// What plain BM25 finds in the sets that recall is measured on, counted by the same functions: the same turns and notes,
// both roles, the same gold. After a build: `node bench/plain-bm25.mjs <folder of the sets>`.
import { hitAt, ndcgAt, recallAt } from '../dist/evaluation/metrics.js';
import { analyse, analyseQuery } from '../dist/language/terms/analyse.js';
import { bm25Weight, idf } from '../dist/language/bm25.js';
import { readConversations, setsIn } from './sets.mjs';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Name the folder of the sets.');
const read = await readConversations(setsIn(folder));
for (const [set, conversations] of Object.entries(read)) {
  const counted = new Map();
  for (const conversation of conversations) count(conversation, counted);
  for (const [group, byMeasure] of counted) {
    const cells = Object.entries(byMeasure).map(([measure, values]) => {
      return `${measure} ${((100 * sumOf(values)) / values.length).toFixed(1)} of ${values.length}`;
    });
    console.log(`${[set, group].filter(Boolean).join(', ')}: ${cells.join(' | ')}`);
  }
}

function count({ id, sessions, notes = [], questions }, counted) {
  const items = [
    ...sessions.flatMap(({ id: session, turns }) => turns.map((turn) => ({ ...turn, session }))),
    ...notes,
  ];
  const search = indexOf(items.map(({ text }) => text));
  for (const { text, category, gold, newest, goldSessions = [] } of questions) {
    const found = search(text).map((at) => items[at]);
    const ranked = found.map((item) => item.id);
    const group = groupOf(id, category);
    if (!counted.has(group)) counted.set(group, {});
    const add = (measure, value) => (counted.get(group)[measure] ??= []).push(Number(value));
    if (goldSessions.length > 0) {
      const first = [...new Set(found.map(({ session }) => session))].slice(0, 5);
      add(
        'session all@5',
        goldSessions.every((session) => first.includes(session)),
      );
    }
    if (gold.length === 0) continue;
    const right = new Set(gold);
    add('recall@10', recallAt(10, ranked, right));
    add('all@10', recallAt(10, ranked, right) === 1);
    add('nDCG@10', ndcgAt(10, ranked, right));
    add('hit@5', hitAt(5, ranked, right));
    add('hit@10', hitAt(10, ranked, right));
    if (newest) add('newest first@1', hitAt(1, ranked, new Set(newest)));
  }
}

/** What has a line of its own. */
function groupOf(id, category) {
  if (id.startsWith('prefeval')) return id.endsWith('/all') ? 'all topics' : 'own topic';
  return id.startsWith('factconsolidation') ? category : '';
}

/** Of equal scores the older first. @returns a search that gives the places of the texts, best first */
function indexOf(texts) {
  const postings = new Map();
  const lengths = texts.map((text, at) => {
    const terms = analyse(text);
    for (const term of terms) {
      if (!postings.has(term)) postings.set(term, new Map());
      const held = postings.get(term);
      held.set(at, (held.get(at) ?? 0) + 1);
    }
    return terms.length;
  });
  const average = sumOf(lengths) / texts.length;
  return (query) => {
    const scores = new Float64Array(texts.length);
    for (const term of analyseQuery(query).terms) {
      const held = postings.get(term) ?? new Map();
      const weight = idf(texts.length, held.size);
      for (const [at, frequency] of held)
        scores[at] += weight * bm25Weight(frequency, lengths[at], average);
    }
    const found = [...scores.keys()].filter((at) => scores[at] > 0);
    return found.toSorted((one, other) => scores[other] - scores[one] || one - other);
  };
}

function sumOf(values) {
  return values.reduce((sum, value) => sum + value, 0);
}
