// What mem0's provider for the AI SDK asks a memory for, without a model to wrap.
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';

/** @param parts resolves packages of the folder; @param report `step(title, work)` */
export async function provider(parts, { host, key }, report) {
  const path = pathToFileURL(parts.resolve('@mem0/vercel-ai-provider')).href;
  const imported = await import(path);
  const library = { ...imported.default, ...imported };
  const config = { user_id: 'ada', mem0ApiKey: key, host };
  const say = (text) => [{ role: 'user', content: [{ type: 'text', text }] }];

  await report.step('addMemories', async () => {
    const { status, results } = await library.addMemories(say('I keep bees in Lisbon.'), config);
    assert.deepEqual([status, results[0].memory], ['SUCCEEDED', 'I keep bees in Lisbon.']);
    return results[0].id;
  });
  await report.step('getMemories, searchMemories', async () => {
    for (const ask of [library.getMemories, library.searchMemories]) {
      const answer = await ask(say('Who keeps bees?'), config);
      const [found] = Array.isArray(answer) ? answer : answer.results;
      assert.equal(found.memory, 'I keep bees in Lisbon.');
    }
    return 'found';
  });
  await report.step('retrieveMemories', async () => {
    const text = await library.retrieveMemories(say('Who keeps bees?'), config);
    assert.match(text, /I keep bees in Lisbon/);
    return text.slice(-40).trim();
  });
}
