import { expect, it } from 'vitest';
import { memoriesNamed, type Trace } from './trace.js';

const channel = { channel: 'context', weight: 1, rank: 1, score: 1, share: 1 };
const hit = { score: 1, fused: 1, source: 'note' };

/** With an id wherever one may stand. */
const trace: Trace = {
  query: {
    text: 'What colour is the lantern?',
    terms: [],
    phrases: [],
    times: [{ text: 'two weeks before the trip', from: null, to: null, event: 'id-1' }],
    as_of: null,
    known_at: null,
  },
  cubes: [],
  candidates: 9,
  filtered: null,
  filtered_by: null,
  coverage: 1,
  hits: [
    {
      ...hit,
      memory_id: 'id-2',
      via: 'order',
      put: { first: 'newest', before: 'id-3', after: 'id-4' },
      channels: [{ ...channel, lent: { score: 1, share: 1, by: ['id-5', 'id-6'] } }],
    },
    { ...hit, memory_id: 'id-7', via: 'hop', put: { from: 'id-8' }, channels: [channel] },
  ],
  channels: [
    {
      channel: 'words',
      found: 1,
      divided_by: 1,
      weights: { note: 1 },
      best: [{ memory_id: 'id-9', rank: 1, score: 1 }],
    },
  ],
  drops: [{ memory_id: 'id-10', score: 1, reason: 'limit' }],
  closed: [{ memory_id: 'id-11', words: 1, reason: 'ended', superseded_by: 'id-12' }],
  took_ms: {},
};

it('names every memory of a trace, so that an erasure finds it by each', () => {
  const all = JSON.stringify(trace).match(/id-\d+/g);
  expect(all).toHaveLength(12);
  expect(memoriesNamed(trace).toSorted()).toEqual(all?.toSorted());
});
