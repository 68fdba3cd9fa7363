import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createMemory } from '../src/compose.js';
import { temporaryApi } from './helpers/api.js';
import { temporaryDirectory, temporaryMemory } from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };
// Put together here, so that no scanner takes this file for a leak.
const SECRET = ['ghp', 'q7Rt2LmZx9Kc4VbN8wYs3HdF6gJp1AeU5oTi'].join('_');
const MARK = '[REDACTED:github_token]';

function holdsSecret(directory: string): boolean {
  return readdirSync(directory).some((name) =>
    readFileSync(join(directory, name))
      .toString('latin1')
      .toLowerCase()
      .includes(SECRET.toLowerCase()),
  );
}

describe('redaction before the first write (T8)', () => {
  it('keeps a secret in no file, no answer and no log', async () => {
    const data = temporaryDirectory();
    const api = await temporaryApi({}, { data });
    const note = await api.call('POST', '/v1/memories', {
      text: `Deploy with ${SECRET} please.`,
      metadata: { env: { GH: SECRET, list: [SECRET] }, password: 'Tr0ub4dor&3xyz' },
      tags: [SECRET],
      categories: [`about ${SECRET}`],
    });
    expect(note.body.memories[0]).toMatchObject({
      text: `Deploy with ${MARK} please.`,
      metadata: {
        env: { GH: MARK, list: [MARK] },
        password: '[REDACTED:generic_secret]',
      },
      tags: [MARK],
      categories: [`about ${MARK}`],
    });
    expect(note.body.redacted).toEqual(['generic_secret', 'github_token']);
    const [quote] = note.body.memories[0].sources;
    expect(quote.quote).toBe(`Deploy with ${MARK} please.`);
    const talk = await api.call('POST', '/v1/memories', {
      messages: [{ role: 'user', content: `Here you are: ${SECRET}` }, { content: 'Thanks!' }],
    });
    const id = talk.body.memories[0].id;
    await api.call('PATCH', `/v1/memories/${id}`, { text: `Now it is ${SECRET}.` });
    const got = await api.call('GET', `/v1/memories/${id}`);
    expect(got.body.text).toBe(`Now it is ${MARK}.`);
    expect(JSON.stringify([note, talk, got, api.log])).not.toContain(SECRET);
    expect(holdsSecret(data)).toBe(false);
    await api.memory.close();
    expect(holdsSecret(data)).toBe(false);
  });

  it('refuses a name that is a secret, and redacts a title', async () => {
    const memory = await temporaryMemory();
    await expect(memory.add({ ...ada, run_id: SECRET, text: 'x' })).rejects.toMatchObject({
      code: 'secret_found',
      message: 'run_id holds github_token.',
    });
    const { memories, redacted } = await memory.addDocument({
      ...ada,
      title: SECRET,
      text: 'Tea.',
    });
    expect(memories[0]?.metadata['title']).toBe(MARK);
    expect(redacted).toEqual(['github_token']);
  });

  it('finds what stands around the secret, and the mark', async () => {
    const memory = await temporaryMemory();
    await memory.add({ ...ada, text: `The deploy token is ${SECRET}` });
    const { results } = await memory.search({ ...ada, query: 'deploy token' });
    expect(results[0]?.text).toBe(`The deploy token is ${MARK}`);
    expect((await memory.search({ ...ada, query: 'github_token' })).results).toHaveLength(1);
  });

  it('refuses when it is told to, and writes nothing', async () => {
    const memory = await temporaryMemory({ secrets: 'refuse' });
    const before = await memory.status();
    await expect(memory.add({ ...ada, text: `It is ${SECRET}` })).rejects.toMatchObject({
      code: 'secret_found',
      message: 'The text holds github_token.',
    });
    expect(await memory.status()).toEqual(before);
  });

  it('takes a hook for what only the user knows', async () => {
    const memory = await temporaryMemory({
      redact: (text) => text.replaceAll('Project Nightjar', '[REDACTED:project]'),
    });
    const { memories } = await memory.add({
      ...ada,
      messages: [{ content: 'Project Nightjar ships in May.', speaker: 'Ada' }],
      metadata: { about: 'Project Nightjar' },
    });
    expect(memories[0]).toMatchObject({
      text: '[REDACTED:project] ships in May.',
      metadata: { about: '[REDACTED:project]' },
    });
    const emptying = await temporaryMemory({ redact: () => '' });
    await expect(emptying.add({ ...ada, text: 'x' })).rejects.toMatchObject({
      issues: [{ pointer: '/text' }],
    });
  });
});

describe('scan (T8)', () => {
  it('tells where secrets lie, never what they are, and takes them out when asked', async () => {
    const data = temporaryDirectory();
    const careless = await createMemory({ data, timezone: 'UTC', secrets: 'keep' });
    const { memories, episodes } = await careless.add({
      ...ada,
      text: `The deploy token is ${SECRET}. Mia lives in Lisbon.`,
    });
    const other = await careless.add({ ...ada, text: 'Tea is ready.', metadata: { at: 'noon' } });
    const keyed = await careless.add({
      ...ada,
      text: 'The door.',
      metadata: { password: 'Tr0ub4dor&3xyz' },
    });
    const corrected = other.memories[0]?.id ?? '';
    await careless.update(corrected, { text: `Tea ${SECRET}` });
    await careless.update(corrected, { text: 'Tea is cold.' });
    const id = memories[0]?.id ?? '';
    const first = await careless.scan({ redact: false });
    expect(first).toEqual({
      scanned: 6,
      redacted: false,
      found: [
        { kind: 'episode', id: episodes[0]?.id, secrets: ['github_token'] },
        { kind: 'memory', id, secrets: ['github_token'] },
        { kind: 'memory', id: corrected, secrets: ['github_token'] },
        { kind: 'memory', id: keyed.memories[0]?.id, secrets: ['generic_secret'] },
      ],
    });
    await careless.scan({ redact: true });
    expect((await careless.scan({ redact: false })).found).toEqual([]);
    expect(await careless.get(id)).toMatchObject({
      text: `The deploy token is ${MARK}. Mia lives in Lisbon.`,
    });
    expect((await careless.episode(episodes[0]?.id ?? '')).text).toMatch(
      /^The deploy token is \u2588{40}\. Mia lives in Lisbon\.$/,
    );
    expect((await careless.get(corrected)).text).toBe('Tea is cold.');
    await careless.compact();
    await careless.close();
    expect(holdsSecret(data)).toBe(false);
  });
});
