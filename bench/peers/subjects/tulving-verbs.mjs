/** The verbs of the library and of the client are the same. */
export function verbsOf(memory) {
  return {
    async add(user, text) {
      const { memories } = await memory.add({ user_id: user, text });
      return memories[0].id;
    },
    async addMany(items) {
      const lines = items.map(({ user, text }) => `${JSON.stringify({ user_id: user, text })}\n`);
      for await (const { status, error } of memory.addBatch([Buffer.from(lines.join(''))])) {
        if (status !== 'kept') throw new Error(error?.detail ?? status);
      }
    },
    addSessions: (sessions) => Promise.all(sessions.map((session) => memory.add(session))),
    async search(user, query) {
      return (await memory.search({ user_id: user, query, limit: 10 })).results.length;
    },
    async list(user, limit) {
      return (await memory.list({ user_id: user, limit })).data.length;
    },
    delete: (_, id) => memory.delete(id),
    deleteAll: (user) => memory.deleteScope({ user_id: user }),
  };
}
