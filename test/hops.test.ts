import { describe, expect, it } from 'vitest';
import { temporaryMemory } from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };

/** A word of letters only that nothing else holds: `Bookzc`, `Townbf`. */
function name(kind: string, at: number): string {
  return `${kind}${String.fromCodePoint(122 - Math.floor(at / 8), 97 + (at % 8))}`;
}

describe('questions that one fact does not answer (T10)', () => {
  async function library() {
    const memory = await temporaryMemory();
    const ids = new Map<string, string>();
    const facts = [
      'The author of The Grey Harbour is Nora Finch.',
      'Nora Finch is married to Tomas Reed.',
      'Tomas Reed was born in the city of Faro.',
      ...Array.from({ length: 40 }, (_, at) => [
        `The author of The ${name('Book', at)} is ${name('Writer', at)}.`,
        `${name('Writer', at)} is married to ${name('Partner', at)}.`,
        `${name('Partner', at)} was born in the city of ${name('Town', at)}.`,
      ]).flat(),
    ];
    for (const text of facts) {
      const [kept] = (await memory.add({ ...ada, text })).memories;
      ids.set(text, kept?.id ?? '');
    }
    const found = async (query: string, limit = 6) =>
      (await memory.search({ ...ada, query, limit })).results.map(({ text }) => text);
    return { memory, ids, found };
  }
  const question = 'In which city was the spouse of the author of The Grey Harbour born?';

  it('are followed from fact to fact', async () => {
    const { found } = await library();
    const texts = await found(question);
    expect(texts[0]).toBe('The author of The Grey Harbour is Nora Finch.');
    expect(texts).toContain('Nora Finch is married to Tomas Reed.');
    expect(texts).toContain('Tomas Reed was born in the city of Faro.');
  });

  it('never over what no longer holds, or was deleted', async () => {
    const { memory, ids, found } = await library();
    const [married = ''] = [ids.get('Nora Finch is married to Tomas Reed.')];
    const text = `Nora Finch is married to ${name('Partner', 7)}.`;
    const newer = { text, supersedes: [married] };
    await memory.add({ ...ada, ...newer });
    const texts = await found(question);
    expect(texts).toContain(`${name('Partner', 7)} was born in the city of ${name('Town', 7)}.`);
    expect(texts).not.toContain('Tomas Reed was born in the city of Faro.');
  });

  it('bring nothing more where the first fact says it all', async () => {
    const { found } = await library();
    expect((await found('Who is the author of The Grey Harbour?')).slice(1, 3)).not.toContain(
      'Nora Finch is married to Tomas Reed.',
    );
  });

  it('are not followed over what somebody does: in a small store any word is rare', async () => {
    const memory = await temporaryMemory();
    const notes = [
      'I got a new bike from Ben.',
      'My dentist is Dr Patel.',
      'Tom got married in June.',
      'I got lost in Venice once.',
    ];
    for (const text of notes) await memory.add({ ...ada, text });
    const query = 'Which bike from Ben has a dentist?';
    const { results } = await memory.search({ ...ada, query, min_score: 0.05 });
    expect(results.map(({ text }) => text)).toEqual(notes.slice(0, 2));
  });
});
