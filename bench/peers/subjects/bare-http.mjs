import { fileURLToPath } from 'node:url';
import { startServer } from '../served.mjs';

const program = fileURLToPath(new URL('../bare-server.mjs', import.meta.url));

/** As long as Tulving's answers at 10,000 memories are: to an add, to a search of ten, and each of a list. */
const bytes = { add: 1_002, search: 9_293, each: 925 };

/** What a request and its answer cost where nothing is done between: the floor of "HTTP". */
export async function open() {
  const server = await startServer(program, []);
  const ask = async (more) => {
    const response = await fetch(server.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(more),
    });
    JSON.parse(await response.text());
  };
  return {
    ...server,
    add: (user, text) => ask({ user_id: user, text, bytes: bytes.add }),
    async addMany() {},
    search: (user, query) => ask({ user_id: user, query, limit: 10, bytes: bytes.search }),
    list: (user, limit) => ask({ user_id: user, limit, bytes: bytes.each * limit }),
    delete: () => ask({ bytes: 0 }),
    deleteAll: () => ask({ bytes: 0 }),
  };
}
