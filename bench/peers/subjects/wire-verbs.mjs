/** As mem0's clients ask a server: the same requests for whoever serves them. */
export function wireVerbs(base) {
  const ask = async (method, path, body) => {
    const response = await fetch(`${base}${path}`, {
      method,
      headers: { Authorization: 'Token bench', 'Content-Type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
    const answer = await response.json();
    if (!response.ok)
      throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const add = (user, texts) => {
    const messages = texts.map((content) => ({ role: 'user', content }));
    return ask('POST', '/v3/memories/add/', { messages, user_id: user, infer: false });
  };
  return {
    add: async (user, text) => (await add(user, [text])).results[0].id,
    async addMany(items) {
      for (const [user, texts] of byUser(items)) {
        for (let first = 0; first < texts.length; first += atOnce) {
          await add(user, texts.slice(first, first + atOnce));
        }
      }
    },
    async search(user, query) {
      const body = { query, filters: { user_id: user }, top_k: 10 };
      return (await ask('POST', '/v3/memories/search/', body)).results.length;
    },
    async list(user, limit) {
      const body = { filters: { user_id: user } };
      return (await ask('POST', `/v3/memories/?page=1&page_size=${limit}`, body)).results.length;
    },
    delete: (_, id) => ask('DELETE', `/v1/memories/${id}/`),
    deleteAll: (user) => ask('DELETE', `/v1/memories/?user_id=${user}`),
  };
}

/** Messages in one request. */
const atOnce = 100;

function byUser(items) {
  const users = new Map();
  for (const { user, text } of items) {
    if (!users.has(user)) users.set(user, []);
    users.get(user).push(text);
  }
  return users;
}
