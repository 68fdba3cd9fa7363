// The process of one subject: does what its parent sends, and tells how long it took and what it cost.
import { usage } from './usage.mjs';

let subject;

const verbs = {
  async open({ module, ...options }) {
    const { open } = await import(module);
    subject = await open(options);
  },
  addMany: ({ items }) => timed(() => subject.addMany(items)),
  addSessions: ({ sessions }) => timed(() => subject.addSessions(sessions)),
  addEach: ({ items }) => each(items, ({ user, text }) => subject.add(user, text)),
  addByWriters: ({ items, writers }) =>
    timed(() => byWriters(items, writers, ({ user, text }) => subject.add(user, text))),
  drawTogether: ({ items, writers }) => timed(() => subject.drawTogether(items, writers)),
  async drawEach({ items, writers }) {
    await subject.beginDrawing?.();
    return timed(() => byWriters(items, writers, ({ user, text }) => subject.draw(user, text)));
  },
  searchTogether: ({ items, writers }) =>
    timed(() => byWriters(items, writers, ({ user, text }) => subject.search(user, text))),
  listTogether: ({ items, writers, limit }) =>
    timed(() => byWriters(items, writers, ({ user }) => subject.list(user, limit))),
  search: ({ items }) => each(items, ({ user, text }) => subject.search(user, text)),
  list: ({ items, limit }) => each(items, ({ user }) => subject.list(user, limit)),
  async delete({ items }) {
    const added = [];
    for (const { user, text } of items) added.push({ user, id: await subject.add(user, text) });
    return each(added, ({ user, id }) => subject.delete(user, id));
  },
  deleteAll: ({ users }) =>
    timed(async () => {
      for (const user of users) await subject.deleteAll(user);
    }),
  async close() {
    await subject.close();
    subject = undefined;
  },
};

process.on('message', (request) => void answer(request));

async function answer({ verb, ...options }) {
  try {
    const before = await usageNow();
    const result = await verbs[verb](options);
    const after = await usageNow();
    process.send({ result, cpu: after.cpu - before.cpu, memory: after.memory });
  } catch (error) {
    process.send({ error: error.stack ?? String(error) });
  }
}

/** Of the server where the subject is one in another process. */
async function usageNow() {
  return subject?.usage ? subject.usage() : usage();
}

/** One iterator for all: each writer takes the next item when it has done one. */
async function byWriters(items, writers, write) {
  const rest = items.values();
  const work = async () => {
    for (const item of rest) await write(item);
  };
  await Promise.all(Array.from({ length: writers }, work));
}

/** @returns what `work` took for each, in ms */
async function each(items, work) {
  const times = [];
  for (const item of items) times.push(await timed(() => work(item)));
  return times;
}

async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
