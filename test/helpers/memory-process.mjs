// A memory in a process of its own: does what its parent sends, and answers with what came of it.
import { createMemory } from '../../dist/index.js';

const memory = await createMemory(JSON.parse(process.argv[2]));

async function answer({ no, verb, parameters }) {
  try {
    process.send({ no, result: await memory[verb](...parameters) });
  } catch (error) {
    process.send({ no, error: { code: error.code, message: error.message } });
  }
}

process.on('message', (request) => void answer(request));
process.send({ no: 0 });
