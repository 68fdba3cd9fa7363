import { describe, expect, it } from 'vitest';
import { type Caller, LOCAL } from '../../src/model/caller.js';
import { type Api, temporaryApi } from '../helpers/api.js';

const cursor = { 'x-tulving-client': 'cursor' };
const once = { idempotencyKey: 'spare-key' };
const metadata = { confidence: 0.3 };
const fact = (text: string) => {
  return { user_id: 'ada', text, kind: 'fact' as const, metadata };
};
const shown = fact('Mia keeps the spare key of the boat house in the blue kitchen drawer.');
const near = fact('The spare key of the boat house Mia keeps in the kitchen, blue drawer.');
const denied = fact('Zanzibar is what the alarm of the boat house asks for.');

/** A memory that may be read, near another one, with what was merged into it and may not. */
async function merged() {
  const api = await temporaryApi();
  const { memory } = api;
  const first = await memory.add(shown, LOCAL, once);
  const id = first.memories[0]?.id ?? '';
  const other = (await memory.add(near)).memories[0]?.id ?? '';
  await memory.consolidation.run({ user_id: 'ada', wait: true });
  const review = (await memory.reviews.list({ kind: 'duplicate' })).data[0]?.id ?? '';
  const { memories, episodes } = await memory.add(denied);
  const part = memories[0]?.id ?? '';
  await memory.merge(part, { into: id });
  await memory.access.add({ subject: 'app:cursor', object: `memory:${part}`, effect: 'deny' });
  const secrets = ['Zanzibar', part, episodes[0]?.id ?? ''];
  return { api, id, other, review, episode: first.episodes[0]?.id, secrets };
}

type Merged = Awaited<ReturnType<typeof merged>>;
type Asked = Parameters<Api['call']>;

describe('what may be read tells nothing of what was merged into it and is denied (D5)', () => {
  it.each<[string, (of: Merged) => Asked]>([
    ['a memory', ({ id }) => ['GET', `/v1/memories/${id}`]],
    ['a list', () => ['GET', '/v1/memories?user_id=ada']],
    ['a search', () => ['POST', '/v1/search', { user_id: 'ada', query: 'spare key' }]],
    ['the timeline', () => ['GET', '/v1/timeline?user_id=ada']],
    ['doubts', () => ['GET', '/v1/doubts?user_id=ada']],
    ['related memories', ({ other }) => ['GET', `/v1/memories/${other}/related`]],
    ['what rests on an episode', ({ episode }) => ['GET', `/v1/episodes/${episode}/memories`]],
    ['reviews', () => ['GET', '/v1/reviews']],
    ['a review', ({ review }) => ['GET', `/v1/reviews/${review}`]],
    ['an export', () => ['POST', '/v1/export', { user_id: 'ada' }]],
  ])('%s', async (_, ask) => {
    const of = await merged();
    const [method, path, body] = ask(of);
    const answer = async (headers: Record<string, string>) => {
      const reply = await of.api.call(method, path, body, headers);
      expect(reply.status).toBeLessThan(300);
      return JSON.stringify(reply.body);
    };
    expect(await answer({})).toContain('Zanzibar');
    const narrow = await answer(cursor);
    expect(narrow).toContain(of.id);
    expect(of.secrets.filter((secret) => narrow.includes(secret))).toEqual([]);
  });

  it('an add that was done before', async () => {
    const { api, id, secrets } = await merged();
    const { memory } = api;
    const again = async (caller: Caller) =>
      JSON.stringify(await memory.add(shown, await memory.access.of(caller), once));
    expect(await again(LOCAL)).toContain('Zanzibar');
    const narrow = await again({ ...LOCAL, app: 'cursor' });
    expect(narrow).toContain(id);
    expect(secrets.filter((secret) => narrow.includes(secret))).toEqual([]);
  });
});
