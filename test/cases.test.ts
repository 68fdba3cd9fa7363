import { describe, expect, it } from 'vitest';
import { temporaryMemory } from './helpers/temporary-memory.js';

const user_id = 'desk';

async function remembering(notes: readonly [text: string, occurredAt: string][]) {
  const memory = await temporaryMemory();
  for (const [text, occurred_at] of notes) await memory.add({ user_id, text, occurred_at });
  return async (query: string, more: object = {}) =>
    (await memory.search({ user_id, query, ...more })).results;
}

const others: [string, string][] = [
  ['Kessler GmbH, Stuttgart: Ulrike Kessler runs it.', '2026-01-02'],
  ['Single sign-on ordered by Kessler GmbH.', '2026-01-03'],
  ['FD-1340 Alpina: search is slow.', '2026-04-20'],
];

describe('what was told last of a case (T4)', () => {
  const reported: [string, string] = ['FD-1302 Kessler GmbH: nobody can log in.', '2026-04-15'];
  const resolved: [string, string] = [
    'FD-1302 resolved, the SAML certificate had expired.',
    '2026-04-16',
  ];

  it.each([
    'Can people at Kessler log in, is that solved?',
    'Why could nobody log in at Kessler?',
    'What happened when nobody could log in?',
  ])('answers "%s"', async (query) => {
    const ask = await remembering([...others, reported, resolved]);
    const [first, second] = await ask(query);
    expect(first?.text).toBe(resolved[0]);
    expect(second?.text).toBe(reported[0]);
    expect(first?.score).toBe(second?.score);
  });

  it('is no answer to who reported it', async () => {
    const ask = await remembering([...others, reported, resolved]);
    const [first] = await ask('Who at Kessler could not log in?');
    expect(first?.text).toBe(reported[0]);
  });

  it('counts by the time that is asked about', async () => {
    const ask = await remembering([...others, reported, resolved]);
    const [first] = await ask('Is the login problem solved, can they log in?', {
      as_of: '2026-04-15T12:00:00Z',
    });
    expect(first?.text).toBe(reported[0]);
  });

  it('is not told by a number that many hold', async () => {
    const many = Array.from({ length: 13 }, (_, at): [string, string] => [
      `Depot DE-55 got pallet ${at}.`,
      `2026-05-${10 + at}`,
    ]);
    const ask = await remembering([['Depot DE-55 has a leaking roof.', '2026-05-01'], ...many]);
    const [first] = await ask('Is the leaking roof mended?');
    expect(first?.text).toBe('Depot DE-55 has a leaking roof.');
  });
});

describe('a number where one is asked for (T4)', () => {
  it('goes before what only speaks of the matter', async () => {
    const ask = await remembering([
      ['Wim dislikes label printing in winter.', '2026-09-16'],
      ['Label printing is 32 EUR for Wim since autumn.', '2026-09-15'],
    ]);
    const [first] = await ask('What does label printing cost Wim?');
    expect(first?.text).toBe('Label printing is 32 EUR for Wim since autumn.');
  });
});
