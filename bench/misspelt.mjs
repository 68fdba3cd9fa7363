// What it costs to spell otherwise: the questions of the sets, asked again with a typo in one word or in another
// spelling, with and without the step that looks for what is meant. After a build: `node bench/misspelt.mjs <folder of the sets>`.
// Takes some minutes; prints a table in Markdown.
import { inUse } from '../dist/recall/tuning.js';
import { Asker } from '../dist/evaluation/ask.js';
import { hitAt, ndcgAt, recallAt } from '../dist/evaluation/metrics.js';
import { stopWords } from '../dist/language/terms/stop-words.js';
import { readConversations, Remembered, setsIn } from './sets.mjs';
import { misspelt, randomOf } from './typos.mjs';

const draws = 3;
const recall = ({ ranked, gold }) => recallAt(10, ranked, new Set(gold));
const ndcg = ({ ranked, gold }) => ndcgAt(10, ranked, new Set(gold));
const hit = ({ ranked, gold }) => hitAt(5, ranked, new Set(gold));
const newest = ({ ranked, newest: gold, gold: all }) => hitAt(1, ranked, new Set(gold ?? all));
const hitAmongTen = ({ ranked, gold }) => hitAt(10, ranked, new Set(gold));

const measures = [
  { set: 'locomo', name: 'recall@10', of: recall },
  { set: 'locomo', name: 'nDCG@10', of: ndcg },
  { set: 'beam', name: 'recall@10', of: recall },
  { set: 'beam', name: 'nDCG@10', of: ndcg },
  { set: 'longmemeval', name: 'recall@10', of: recall },
  { set: 'longmemeval', name: 'nDCG@10', of: ndcg },
  { set: 'prefeval', name: 'hit@5', of: hit },
  { set: 'factconsolidation', name: 'newest@1', like: /^sh/, of: newest },
  { set: 'factconsolidation', name: 'multi-hop hit@10', like: /^mh/, of: hitAmongTen },
];

/** American and British, and names of one sound. Written down before the rules of `language/spelling/other-spellings.ts`. */
const british = pairsOf(
  `color:colour favorite:favourite neighbor:neighbour flavor:flavour behavior:behaviour honor:honour
  center:centre theater:theatre organiz:organis realize:realise recogniz:recognis prioritiz:prioritis
  specializ:specialis summariz:summaris customiz:customis optimiz:optimis traveling:travelling
  traveled:travelled jewelry:jewellery cozy:cosy`,
);
const sounds = pairsOf(
  `Thomas:Tomas Martin:Martyn Joseph:Josef Frank:Franck Alexander:Alexandre Sydney:Sidney Brian:Bryan
  Elizabeth:Elisabeth Anderson:Andersson Anthony:Antony Arthur:Artur Philip:Phillip Oscar:Oskar
  Douglas:Douglass Dennis:Denis Hillary:Hilary Matthew:Mathew Victor:Viktor Rodriguez:Rodrigues
  Gonzalez:Gonzales Hassan:Hasan Phillips:Philips Frederick:Frederic Catherine:Katherine Marcus:Markus
  Jacob:Jakob Martha:Marta Lucas:Lukas Carol:Karol Marco:Marko Stephen:Steven Sarah:Sara Eric:Erik
  Nicholas:Nicolas Mohammed:Mohamed Allison:Alison Theresa:Teresa Geoffrey:Jeffrey Caroline:Karoline
  Melanie:Melany Deborah:Debora Jolene:Joleen Joanna:Johanna Maria:Mariah Calvin:Kalvin Gina:Geena`,
);

/** How a question is spelt otherwise; undefined where it has no such word. */
const kinds = {
  'a name, typo': (text, random) =>
    misspelt(text, ({ word, at }) => at > 0 && /^[A-Z]/.test(word), random),
  'another word, typo': (text, random) =>
    misspelt(text, ({ word }) => /^[a-z]/.test(word) && !stopWords.has(word), random),
  'names of one sound': (text) => replaced(text, sounds),
  'British English': (text) => replaced(text, british),
};

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Name the folder of the sets.');
await main();

async function main() {
  const read = await readConversations(setsIn(folder));
  read.prefeval = read.prefeval.filter(({ id }) => id !== 'prefeval/all');
  const remembered = await Remembered.all(Object.values(read).flat());
  try {
    const without = { ...inUse, without: new Set(['spelling']) };
    const before = await remembered.open({ tuning: without }, (memory) =>
      askAll(memory, read, remembered.places),
    );
    const after = await remembered.open({ tuning: inUse }, (memory) =>
      askAll(memory, read, remembered.places),
    );
    print(before, after);
  } finally {
    remembered.remove();
  }
}

/** By set and kind, for each question and draw the outcomes as it is and misspelt. */
async function askAll(memory, read, places) {
  const found = {};
  for (const [set, conversations] of Object.entries(read)) {
    found[set] = Object.fromEntries(['clean', ...Object.keys(kinds)].map((kind) => [kind, []]));
    for (const conversation of conversations) {
      const asker = new Asker(memory, conversation, places.get(conversation.id), { minScore: 0 });
      for (const question of conversation.questions.filter(({ gold }) => gold.length > 0)) {
        const { outcome } = await asker.ask(question);
        found[set].clean.push({ outcome });
        for (const [kind, change] of Object.entries(kinds)) {
          const texts = Array.from({ length: draws }, (_, draw) =>
            change(question.text, randomOf(`${conversation.id} ${question.text} ${draw}`)),
          );
          const own = [];
          for (const text of new Set(texts)) {
            if (text !== undefined) own.push((await asker.ask({ ...question, text })).outcome);
          }
          if (own.length > 0) found[set][kind].push({ outcome, own });
        }
      }
    }
  }
  return found;
}

function print(before, after) {
  console.log('| set | spelt otherwise | questions | measure | as it is | before | now | change |');
  console.log('| --- | --- | --- | --- | --- | --- | --- | --- |');
  for (const { set, name, like = /^/, of } of measures) {
    const found = [before, after].map((all) =>
      Object.fromEntries(
        Object.entries(all[set]).map(([kind, list]) => [
          kind,
          list.filter(({ outcome }) => like.test(outcome.category)),
        ]),
      ),
    );
    const clean = found.map((all) => all.clean.map(({ outcome }) => of(outcome)));
    row({ set, name, kind: 'nothing', clean: clean[0], scores: clean });
    for (const kind of Object.keys(kinds)) {
      if (found[0][kind].length === 0) continue;
      const scores = found.map((all) => all[kind].map(({ own }) => meanOf(own.map(of))));
      row({ set, name, kind, clean: found[0][kind].map(({ outcome }) => of(outcome)), scores });
    }
  }
}

function row({ set, name, kind, clean, scores: [before, now] }) {
  const changes = now.map((score, at) => score - before[at]);
  const change = `${percent(meanOf(changes))} ± ${percent(errorOf(changes))}`;
  const cells = [
    set,
    kind,
    clean.length,
    name,
    ...[clean, before, now].map((all) => percent(meanOf(all))),
  ];
  console.log(`| ${[...cells, change].join(' | ')} |`);
}

function pairsOf(table) {
  return table.split(/\s+/).map((pair) => pair.split(':'));
}

function replaced(text, pairs) {
  const changed = pairs.reduce((words, [one, other]) => {
    const isName = /^[A-Z]/.test(one);
    return words.replaceAll(new RegExp(isName ? String.raw`\b${one}\b` : one, 'g'), other);
  }, text);
  return changed === text ? undefined : changed;
}

function meanOf(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function errorOf(values) {
  const mean = meanOf(values);
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)) / values.length);
}

function percent(share) {
  return (100 * share).toFixed(1);
}
