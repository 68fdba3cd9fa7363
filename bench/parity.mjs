// Whether SQLite, PGlite and PostgreSQL rank the questions of LoCoMo alike, up to equal scores:
//   node bench/parity.mjs FOLDER [postgres://… of an empty database]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { areSameAnswers } from '../dist/cli/copy/same-answers.js';
import { createMemory } from '../dist/compose.js';
import { overPglite } from '../dist/store/postgres/driver-pglite.js';
import { readConversations, setsIn } from './sets.mjs';

const [folder, databaseUrl] = process.argv.slice(2);
if (!folder) throw new Error('Usage: node bench/parity.mjs FOLDER [URL]');
const data = mkdtempSync(join(tmpdir(), 'tulving-parity-'));

const engines = {
  sqlite: (options) => createMemory({ ...options, data }),
  pglite: async (options) =>
    createMemory({ ...options, data }, { database: await overPglite(await startPglite()) }),
  ...(databaseUrl && { postgres: (options) => createMemory({ ...options, data, databaseUrl }) }),
};

/** Ids and times are the same in every engine. */
function sameEverywhere() {
  let [ids, now] = [0, Date.UTC(2026, 2, 4)];
  const newId = () => `01950000-0000-7000-8000-${(ids++).toString(16).padStart(12, '0')}`;
  return { newId, clock: () => (now += 1_000), timezone: 'UTC', tracesMegabytes: 0 };
}

async function startPglite() {
  const { PGlite } = await import('@electric-sql/pglite');
  const { vector } = await import('@electric-sql/pglite-pgvector');
  return PGlite.create({ extensions: { vector } });
}

async function answersOf(open, conversations) {
  const memory = await open(sameEverywhere());
  const answers = [];
  for (const conversation of conversations) {
    for (const session of conversation.sessions)
      await rememberInOrder(memory, conversation, session);
    for (const { text } of conversation.questions) {
      const request = { user_id: conversation.id, query: text, limit: 50, rerank: false };
      answers.push((await memory.search(request)).results);
    }
  }
  await memory.close();
  return answers;
}

/** One after the other: whoever adds at once draws ids in any order. */
async function rememberInOrder(memory, { id: user_id }, { id: run_id, turns }) {
  const messages = turns.map(({ speaker, role, text, occurredAt }) => ({
    ...(speaker === undefined ? { role } : { speaker }),
    content: text,
    ...(occurredAt !== undefined && { occurred_at: occurredAt }),
  }));
  await memory.add({ user_id, run_id, messages });
}

const { locomo } = await readConversations({ locomo: setsIn(folder).locomo });
const answers = {};
for (const [name, open] of Object.entries(engines)) {
  const started = performance.now();
  answers[name] = await answersOf(open, locomo);
  const alike = answers[name].filter((one, at) => areSameAnswers(answers.sqlite[at], one)).length;
  const exact = answers[name].filter(
    (one, at) => JSON.stringify(one.map(idOf)) === JSON.stringify(answers.sqlite[at].map(idOf)),
  ).length;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(
    `${name.padEnd(9)} ${answers[name].length} questions, ${alike} ranked as by sqlite, ${exact} in the very same order (${seconds} s)`,
  );
  if (alike < answers[name].length) process.exitCode = 1;
}
rmSync(data, { recursive: true });

function idOf({ id }) {
  return id;
}
