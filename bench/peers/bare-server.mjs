// A server of node:http alone: reads JSON, and answers `bytes` of JSON, as many as the request says.
import { createServer } from 'node:http';

const server = createServer((request, response) => {
  const parts = [];
  request.on('data', (part) => parts.push(part));
  request.on('end', () => {
    const { bytes } = JSON.parse(Buffer.concat(parts));
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ text: 'x'.repeat(bytes) }));
  });
});
server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` }));
});
process.on('SIGTERM', () => process.exit(0));
