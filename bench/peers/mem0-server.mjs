// mem0's library behind the routes of its hosted API, as thin as can be: `node mem0-server.mjs FOLDER EMBEDDINGS`.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { json } from 'node:stream/consumers';
import { openMemory } from './subjects/mem0.mjs';

const [folder, baseUrl] = process.argv.slice(2);
const memory = await openMemory({ folder, baseUrl });

const routes = [
  [
    'POST',
    /^\/v3\/memories\/add\/$/,
    ({ body: { messages, user_id: userId, infer } }) => memory.add(messages, { userId, infer }),
  ],
  [
    'POST',
    /^\/v3\/memories\/search\/$/,
    ({ body: { query, filters, top_k: topK } }) => memory.search(query, { filters, topK }),
  ],
  [
    'POST',
    /^\/v3\/memories\/$/,
    ({ body: { filters }, query }) =>
      memory.getAll({ filters, topK: Number(query.get('page_size')) }),
  ],
  [
    'DELETE',
    /^\/v1\/memories\/$/,
    ({ query }) => memory.deleteAll({ userId: query.get('user_id') }),
  ],
  ['DELETE', /^\/v1\/memories\/([^/]+)\/$/, ({ match }) => memory.delete(match[1])],
];

const server = createServer((request, response) => {
  answer(request).then(
    (found) => send(response, 200, found),
    (error) => send(response, 500, { error: error.message }),
  );
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` }));

async function answer(request) {
  const { pathname, searchParams: query } = new URL(request.url, 'http://bench');
  for (const [method, pattern, handle] of routes) {
    const match = request.method === method && pattern.exec(pathname);
    if (!match) continue;
    const body = method === 'POST' ? await json(request) : {};
    return handle({ body, query, match });
  }
  throw new Error(`no route ${request.method} ${pathname}`);
}

function send(response, status, body) {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(body));
}
