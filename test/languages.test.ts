import { describe, expect, it } from 'vitest';
import { everydaySentences } from './helpers/everyday-sentences.js';
import { temporaryMemory } from './helpers/temporary-memory.js';

describe.each(everydaySentences)('$language (T4, T7)', ({ memories, questions }) => {
  it('answers what people ask of what they told', async () => {
    const memory = await temporaryMemory();
    for (const text of memories) await memory.add({ user_id: 'ada', text });
    const answers = await Promise.all(
      questions.map(async ([query]) => {
        const { results } = await memory.search({ user_id: 'ada', query });
        return [query, results[0]?.text];
      }),
    );
    expect(answers).toEqual(questions.map(([query, answer]) => [query, memories[answer]]));
  });
});
