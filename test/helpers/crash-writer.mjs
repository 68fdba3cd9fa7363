// Writes without pause until it is killed. A line for each acknowledged step: id, word, stage.
import { writeSync } from 'node:fs';
import { createMemory } from '../../dist/index.js';

const [place, round] = process.argv.slice(2);
const onServer = place.startsWith('postgres:');
const where = onServer ? { databaseUrl: place } : { data: place };
const memory = await createMemory({ ...where, timezone: 'UTC' });
let count = 0;

async function write() {
  for (;;) {
    try {
      await remember();
    } catch (error) {
      // While a server is away a write may be refused; what then came of it is not acknowledged.
      if (!onServer || !error.code?.startsWith('store_')) throw error;
    }
  }
}

async function remember() {
  // Letters only: a word that stands in one memory alone, and is the beginning of no other.
  const word = `w${round}x${count++}z`.replaceAll(/\d/g, (digit) => 'abcdefghij'[digit]);
  const run = { user_id: 'ada', run_id: `round ${round}` };
  const turns = [`The first ${word} stands.`, 'Thanks!', `The second ${word} falls.`];
  const messages = turns.map((content) => ({ content, speaker: 'Ada' }));
  const { memories } = await memory.add({ ...run, messages });
  const [{ id }] = memories;
  const tell = (stage) => writeSync(1, `${JSON.stringify({ id, word, stage })}\n`);
  tell(0);
  if (count % 3 === 0) return;
  await memory.update(id, { text: `The corrected ${word} stands.` });
  tell(1);
  if (count % 3 === 1) return;
  await memory.delete(id);
  tell(2);
}

await Promise.all(Array.from({ length: 6 }, write));
