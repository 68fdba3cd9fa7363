// What Mastra's integration asks a memory for: two methods, each answering a text for a prompt.
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';

/** @param parts resolves packages of the folder; @param report `step(title, work)` */
export async function integration(parts, { host, key }, report) {
  const path = pathToFileURL(parts.resolve('@mastra/mem0')).href;
  const { Mem0Integration } = await import(path);
  const config = { apiKey: key, host, user_id: 'ada' };
  const mem0 = new Mem0Integration({ config });

  await report.step('createMemory, of a text and of messages', async () => {
    const told = await mem0.createMemory('I keep bees in Lisbon.\nMy sister is called Mia.');
    assert.match(told, /I keep bees in Lisbon\.\nMy sister is called Mia\.$/);
    const talk = [{ role: 'user', content: 'Mia plays chess.' }];
    assert.match(await mem0.createMemory(talk, { metadata: { place: 'Porto' } }), /chess/);
    return 'three memories';
  });
  await report.step('searchMemory', async () => {
    const told = await mem0.searchMemory('Who keeps bees?', { top_k: 1 });
    assert.match(told, /MEMORIES of the USER are: \n\nI keep bees in Lisbon\.$/);
    assert.equal(await mem0.searchMemory('bees', { user_id: 'bob' }), '');
    return told.slice(-30).trim();
  });
}
