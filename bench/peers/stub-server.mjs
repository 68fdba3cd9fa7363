// OpenAI's embeddings endpoint on loopback, with the vectors of `vectors.mjs`.
import { createServer } from 'node:http';
import { once } from 'node:events';
import { embed } from './vectors.mjs';

/** @returns the base URL, and how to end it */
export async function startStub() {
  const server = createServer((request, response) => {
    const parts = [];
    request.on('data', (part) => parts.push(part));
    request.on('end', () => {
      const { input, model, encoding_format: format } = JSON.parse(Buffer.concat(parts));
      const data = [input].flat().map((text, index) => ({
        object: 'embedding',
        index,
        embedding: encode(embed(text), format),
      }));
      const usage = { prompt_tokens: 0, total_tokens: 0 };
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ object: 'list', model, data, usage }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    baseUrl: `http://127.0.0.1:${server.address().port}/v1`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function encode(vector, format) {
  return format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : Array.from(vector);
}
