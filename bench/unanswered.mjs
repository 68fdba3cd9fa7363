// Questions of public sets with an answer, and others that their memory does not answer.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { remember } from '../dist/evaluation/remember.js';
import { readConversations, setsIn } from './sets.mjs';

const own = fileURLToPath(new URL('own', import.meta.url));

/** What `askAll` asks, of a folder of the sets. */
export async function readSets(folder) {
  const sets = setsIn(folder);
  const read = { ...(await readConversations(sets)), everyday: await readOwn() };
  const speakers = speakersOf(JSON.parse(readFileSync(sets.locomo.path, 'utf8')));
  return { read, speakers, abstention: (chat) => abstentionOf(sets.beam.path, chat) };
}

/** Notes of our own, of several people in one set. */
async function readOwn() {
  const files = readdirSync(own).filter((name) => name.endsWith('.json'));
  const all = await Promise.all(
    files.map(async (name) => {
      const read = await readConversations({ own: { path: join(own, name) } });
      return read.own.map((one) => ({ ...one, id: `${name}/${one.id}` }));
    }),
  );
  return all.flat();
}

function speakersOf(samples) {
  return new Map(
    samples.flatMap(({ sample_id: id, conversation: { speaker_a: one, speaker_b: other } }) =>
      ['locomo', 'locomo-observations'].map((set) => [`${set}/${id}`, [one, other]]),
    ),
  );
}

function abstentionOf(folder, chat) {
  const path = join(folder, chat.split('/')[1], 'probing_questions', 'probing_questions.json');
  return JSON.parse(readFileSync(path, 'utf8')).abstention.map(({ question }) => ({
    text: question,
    gold: [],
  }));
}

/** Every question of multi-hop facts: its gold is the last step alone, which the first hit seldom is. */
const isMultiHop = ({ id }) => id.startsWith('factconsolidation/mh');

/**
 * Asks them all.
 *
 * @yields `{ set, asked, hits }`: `asked` is `answered`, `elsewhere` (of the memory of somebody else),
 *   `removed` (its answer was deleted) or `abstention`; `hits` hold whether each is right
 */
export async function* askAll(memory, { read, speakers, abstention }) {
  const places = new Map();
  for (const conversation of Object.values(read).flat()) {
    places.set(conversation.id, await remember(memory, conversation));
  }
  for (const [set, all] of Object.entries(read)) {
    const conversations = all.filter((one) => !isMultiHop(one));
    for (const [index, conversation] of conversations.entries()) {
      const { id: user } = conversation;
      const questions = conversation.questions.filter(({ gold }) => gold.length > 0);
      const ask = (asked, about, question) =>
        askOne(memory, { set, asked, user: about, question, places: places.get(about) });
      for (const question of questions) yield ask('answered', user, question);
      const others = elsewhere(set, { conversations, index, read });
      for (const question of others ? questions : []) {
        yield ask('elsewhere', others, renamed(question, speakers.get(user), speakers.get(others)));
      }
      if (set === 'everyday') {
        for (const question of conversation.questions.filter(({ gold }) => gold.length === 0)) {
          yield ask('abstention', user, question);
        }
      }
      if (set === 'beam')
        for (const question of abstention(user)) yield ask('abstention', user, question);
      // Of facts that contradict each other, the others would still answer.
      if (set === 'factconsolidation') continue;
      const held = await memoriesByPlace(memory, user, places.get(user));
      for (const question of questions.filter(
        (_, at) => at % (questions.length > 60 ? 3 : 1) === 0,
      )) {
        const ids = new Set(question.gold.flatMap((place) => held.get(place) ?? []));
        for (const id of ids) await memory.delete(id);
        yield ask('removed', user, question);
        for (const id of ids) await memory.restore(id);
      }
    }
  }
}

/** Whose memory knows nothing of it. */
function elsewhere(set, { conversations, index, read }) {
  const alike = { longmemeval: read.beam, factconsolidation: read.prefeval }[set] ?? conversations;
  const own = conversations.filter(({ id }) => id !== 'prefeval/all');
  if (conversations[index]?.id === 'prefeval/all') return undefined;
  return set in { longmemeval: 1, factconsolidation: 1 }
    ? alike[index % alike.length].id
    : own[(index + 1) % own.length].id;
}

function renamed(question, from, to) {
  if (!from || !to) return question;
  const text = from.reduce(
    (words, name, at) => words.replaceAll(name, `\u0001${at}`),
    question.text,
  );
  return {
    ...question,
    text: to.reduce((words, name, at) => words.replaceAll(`\u0001${at}`, name), text),
  };
}

async function memoriesByPlace(memory, user, places) {
  const held = new Map();
  let cursor;
  do {
    const page = await memory.list({ user_id: user, limit: 500, ...(cursor && { cursor }) });
    for (const { id, sources } of page.data) {
      for (const { episode_id: episode } of sources) {
        const place = places.get(episode);
        if (place) held.set(place, [...(held.get(place) ?? []), id]);
      }
    }
    cursor = page.next_cursor;
  } while (cursor);
  return held;
}

async function askOne(memory, { set, asked, user, question, places }) {
  const { results, trace } = await memory.search({
    user_id: user,
    query: question.text,
    limit: 10,
    explain: true,
    ...(question.askedAt && { reference_time: question.askedAt }),
  });
  const gold = new Set(asked === 'answered' ? question.gold : []);
  const hits = results.map(({ score, sources }, at) => ({
    score,
    fused: trace.hits[at].fused,
    right: sources.some(({ episode_id: episode }) => gold.has(places.get(episode))) ? 1 : 0,
  }));
  return { set, asked, source: trace.hits[0]?.source, coverage: trace.coverage, hits };
}
