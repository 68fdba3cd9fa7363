import { randomUUID } from 'node:crypto';
import { dimension, embed } from '../vectors.mjs';

const batch = 100;

/** @param options `vectors`: `http` or `shared`, computed in this process */
export async function open({ baseUrl, vectors }) {
  const { InMemoryStore } = await import('@langchain/langgraph-checkpoint');
  const embedTexts = vectors === 'shared' ? embedHere : (texts) => embedThere(baseUrl, texts);
  const store = new InMemoryStore({
    index: {
      dims: dimension,
      embeddings: {
        embedDocuments: embedTexts,
        embedQuery: async (text) => (await embedTexts([text]))[0],
      },
      fields: ['text'],
    },
  });
  return {
    async add(user, text) {
      const id = randomUUID();
      await store.put([user], id, { text });
      return id;
    },
    async addMany(items) {
      for (let first = 0; first < items.length; first += batch) {
        const puts = items.slice(first, first + batch).map(({ user, text }) => {
          return { namespace: [user], key: randomUUID(), value: { text } };
        });
        await store.batch(puts);
      }
    },
    async search(user, query) {
      return (await store.search([user], { query, limit: 10 })).length;
    },
    async list(user, limit) {
      return (await store.search([user], { limit })).length;
    },
    delete: (user, id) => store.delete([user], id),
    /** It has no such verb. */
    async deleteAll(user) {
      for (;;) {
        const found = await store.search([user], { limit: 1000 });
        if (found.length === 0) return;
        await store.batch(
          found.map(({ namespace, key }) => {
            return { namespace, key, value: null };
          }),
        );
      }
    },
    close() {},
  };
}

async function embedHere(texts) {
  return texts.map((text) => Array.from(embed(text)));
}

async function embedThere(baseUrl, texts) {
  const response = await fetch(`${baseUrl}/embeddings`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'stub', input: texts }),
  });
  if (!response.ok) throw new Error(`the stub answered ${response.status}`);
  return (await response.json()).data.map(({ embedding }) => embedding);
}
