import { join } from 'node:path';
import { dimension, embed } from '../vectors.mjs';

/** As many as its own paths take at once. */
const batch = 100;

/** Its default stores in a folder, with embeddings of the stub. */
export async function openMemory({ folder, baseUrl }) {
  // No telemetry, nothing in the home folder; read when the library is loaded.
  Object.assign(process.env, { MEM0_TELEMETRY: 'false', MEM0_DIR: folder, HOME: folder });
  const { Memory } = await import('mem0ai/oss');
  const model = { apiKey: 'none', model: 'stub', baseURL: baseUrl };
  return new Memory({
    embedder: { provider: 'openai', config: { ...model, embeddingDims: dimension } },
    llm: { provider: 'openai', config: model },
    vectorStore: {
      provider: 'memory',
      config: { collectionName: 'bench', dimension, dbPath: join(folder, 'vectors.db') },
    },
    historyStore: { provider: 'sqlite', config: { historyDbPath: join(folder, 'history.db') } },
  });
}

/** @param options `vectors`: `http`, as its users have them, or `shared`, computed in this process */
export async function open({ vectors, ...where }) {
  const memory = await openMemory(where);
  if (vectors === 'shared') memory.embedder = sharedEmbedder;
  return {
    async add(user, text) {
      const { results } = await memory.add(text, { userId: user, infer: false });
      return results[0].id;
    },
    async addMany(items) {
      for (const [user, texts] of byUser(items)) {
        for (let first = 0; first < texts.length; first += batch) {
          const messages = texts.slice(first, first + batch).map((content) => {
            return { role: 'user', content };
          });
          await memory.add(messages, { userId: user, infer: false });
        }
      }
    },
    async addSessions(sessions) {
      for (const { user_id: userId, run_id: runId, messages } of sessions) {
        const turns = messages.map(({ content }) => ({ role: 'user', content }));
        await memory.add(turns, { userId, runId, infer: false });
      }
    },
    /** The messages of a user go together, a few users at a time. */
    async drawTogether(items, workers) {
      const rest = byUser(items).entries();
      const work = async () => {
        for (const [user, texts] of rest) {
          const messages = texts.map((content) => ({ role: 'user', content }));
          await memory.add(messages, { userId: user });
        }
      };
      await Promise.all(Array.from({ length: workers }, work));
    },
    draw: (user, text) => memory.add(text, { userId: user }),
    async search(user, query) {
      const found = await memory.search(query, { filters: { user_id: user }, topK: 10 });
      return found.results.length;
    },
    async list(user, limit) {
      return (await memory.getAll({ filters: { user_id: user }, topK: limit })).results.length;
    },
    delete: (_, id) => memory.delete(id),
    deleteAll: (user) => memory.deleteAll({ userId: user }),
    close() {},
  };
}

const sharedEmbedder = {
  embed: async (text) => Array.from(embed(text)),
  embedBatch: async (texts) => texts.map((text) => Array.from(embed(text))),
};

function byUser(items) {
  const users = new Map();
  for (const { user, text } of items) {
    if (!users.has(user)) users.set(user, []);
    users.get(user).push(text);
  }
  return users;
}
