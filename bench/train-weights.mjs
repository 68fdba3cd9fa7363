// Fits the weights of the channels for talk between people and for the log of an assistant, and tells what they find in
// conversations that they were not fitted on. After a build:
//   node bench/train-weights.mjs <folder of the sets> [--try] [--write]
// --try also tells what each channel adds, fitted anew without it or with it; --write writes src/recall/score/weights.ts.
import { parseArgs } from 'node:util';
import { channelNames } from '../dist/recall/score/channels.js';
import { weights as inPlace } from '../dist/recall/score/weights.js';
import { readConversations, Remembered, setsIn, together } from './sets.mjs';
import { collect } from './training/candidates.mjs';
import { fitLeftOut, measure, withParts } from './training/left-out.mjs';
import { fitWeights } from './training/softmax.mjs';
import { writeWeights } from './training/write-weights.mjs';

/** By kind of source: what is learnt from, what else is asked, and what each unit of weight costs. */
const lessons = {
  peers: { sets: ['locomo'], penalty: 3e-4 },
  assistant: { sets: ['beam', 'longmemeval'], asked: ['beam together'], penalty: 3e-3 },
};
/**
 * Nothing is learnt about these: no set quotes, and no model is asked here, so that its nearness counts what that of the
 * built-in embedder does.
 */
const given = ['phrase', 'meaning'];
/** The largest of these is 1. */
const ofWords = ['words', 'likelihood', 'context', 'session', 'after', 'best', 'answers'];
/** Pairs are looked for in what the weights put first, so that those have to be fitted once more. */
const ROUNDS = 2;

const { values: options, positionals } = parseArgs({
  options: { try: { type: 'boolean' }, write: { type: 'boolean' } },
  allowPositionals: true,
});
const [folder] = positionals;
if (!folder) throw new Error('Name the folder of the sets.');
await main();

async function main() {
  const { locomo, beam, longmemeval } = setsIn(folder);
  const read = await readConversations({ locomo, beam, longmemeval });
  const sets = { ...read, 'beam together': [together('beam together', read.beam)] };
  const remembered = await Remembered.all(Object.values(sets).flat());
  try {
    for (const [kind, lesson] of Object.entries(lessons)) {
      const fitted = await learn(kind, lesson, { remembered, sets });
      const { phrase } = inPlace[kind];
      if (options.write) writeWeights(kind, { ...fitted, meaning: fitted.vector, phrase });
    }
  } finally {
    remembered.remove();
  }
}

async function learn(kind, lesson, { remembered, sets }) {
  const names = Object.keys(inPlace[kind]).filter((name) => !given.includes(name));
  let weights = inPlace[kind];
  let rows;
  for (let round = 0; round < ROUNDS; round++) {
    // Weighed with nothing, they are filled in all the same.
    const tuned = { ...inPlace, [kind]: { pairs: 0, ...weights } };
    rows = await rowsOf(lesson, { remembered, sets, weights: tuned });
    if (round === 0) {
      console.log(`\n${kind}`);
      const before = names.map((name) => inPlace[kind][name]);
      report('in place', rows, names, () => before);
    }
    weights = scaled(names, fitWeights(rows.learnt, names, lesson.penalty));
  }
  reportLeftOut('fitted', rows, names, lesson.penalty);
  if (options.try) tryOthers(rows, names, lesson.penalty);
  console.log(weights);
  return weights;
}

async function rowsOf({ sets: learnt, asked = [] }, { remembered, sets, weights }) {
  const bySet = {};
  for (const name of [...learnt, ...asked]) {
    bySet[name] = withParts(await collect(remembered, sets[name], weights));
  }
  return { bySet, learnt: learnt.flatMap((name) => bySet[name]) };
}

function tryOthers(rows, names, penalty) {
  for (const name of names) {
    const others = names.filter((other) => other !== name);
    reportLeftOut(`without ${name}`, rows, others, penalty);
  }
  for (const name of channelNames) {
    if (given.includes(name) || names.includes(name)) continue;
    reportLeftOut(`with ${name}`, rows, [...names, name], penalty);
  }
}

/** Each conversation by weights that the others gave. */
function reportLeftOut(title, rows, names, penalty) {
  const byPart = fitLeftOut(rows.learnt, names, penalty);
  report(title, rows, names, ({ part }) => byPart.get(part));
}

function report(title, { bySet }, names, weightsOf) {
  const cells = Object.entries(bySet).map(([set, rows]) => {
    const { recall, ndcg } = measure(rows, names, weightsOf);
    return `${set} ${recall.toFixed(1)} ${ndcg.toFixed(1)}`;
  });
  console.log(`  ${title.padEnd(18)} recall@10, nDCG@10: ${cells.join(' | ')}`);
}

function scaled(names, fitted) {
  const most = Math.max(...fitted.filter((_, at) => ofWords.includes(names[at])));
  return Object.fromEntries(
    names.map((name, at) => [name, Number((fitted[at] / most).toFixed(2))]),
  );
}
