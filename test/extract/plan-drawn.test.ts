import { describe, expect, it } from 'vitest';
import { type Decided, planDrawn } from '../../src/facade/extract/plan-drawn.js';
import type { DrawnItem } from '../../src/ingest/extract/drawn.js';
import type { Verdict } from '../../src/ingest/reconcile/reconciler.js';
import type { Trust } from '../../src/model/trust.js';
import type { StoredMemory } from '../../src/store/port.js';
import { fingerprint } from '../../src/language/fingerprint.js';

const at = Date.parse('2024-05-08T10:00:00Z');
const scope = { cube: 'user:ada', user: 'ada', agent: null, app: null, run: null };
const index = {
  madeBy: { analyser: 1, space: 1 },
  fingerprint: '',
  terms: [],
  cues: 0,
  vectors: [],
};
const reviser = {
  indexer: { index: () => index, indexSame: () => index, fingerprint },
  timezone: 'UTC',
  at,
};

function kept(id: string, more: Partial<StoredMemory> = {}): StoredMemory {
  return {
    no: 1,
    id,
    scope,
    kind: 'fact',
    state: 'active',
    version: 1,
    text: 'Mia lives in Porto.',
    metadata: {},
    categories: [],
    tags: [],
    occurredAt: at - 1,
    validFrom: null,
    validTo: null,
    expiresAt: null,
    deletedAt: null,
    supersededBy: null,
    supersedes: [],
    mergedInto: null,
    createdAt: at - 1,
    updatedAt: at - 1,
    trust: 'user',
    importance: null,
    sources: [],
    ...more,
  };
}

const item: DrawnItem = {
  kind: 'fact',
  text: 'Mia lives in Lisbon.',
  scope,
  occurredAt: at,
  validFrom: null,
  validTo: null,
  importance: 0.5,
  trust: 'user',
  categories: [],
  tags: [],
  metadata: {},
  sources: [{ episode: 'e', start: 0, end: 19 }],
  entities: [{ name: 'Mia', kind: 'person' }],
  relations: [],
};

const decided = (
  verdict: Verdict,
  trust: Trust = 'user',
  more: Partial<DrawnItem> = {},
): Decided => ({
  item: { ...item, ...more },
  judgement: { action: 'keep', reasons: [], trust },
  verdict,
  expiresAt: null,
});

function plan(all: readonly Decided[], memories: readonly StoredMemory[] = [kept('old')]) {
  let next = 0;
  const byId = new Map(memories.map((memory) => [memory.id, memory]));
  return planDrawn(all, { kept: byId, newId: () => `new-${next++}`, reviser });
}

const supersedes: Verdict = { kind: 'supersedes', older: ['old'] };

describe('what becomes of what was drawn (T4, T8)', () => {
  it('remembers what is new, and who is named by it', () => {
    const { memories, graph, revisions } = plan([decided({ kind: 'new' })]);
    expect(memories).toMatchObject([{ id: 'new-0', trust: 'user', unlessSame: true }]);
    expect(graph).toEqual([{ memory: 'new-0', mentions: item.entities, relations: [] }]);
    expect(revisions).toEqual([]);
  });

  it('ends the validity of what it supersedes when it was said', () => {
    const { memories, revisions, links, superseded } = plan([decided(supersedes)]);
    expect(memories).toMatchObject([{ validFrom: at, unlessSame: false }]);
    expect(revisions).toMatchObject([{ memory: 'old', event: 'superseded', validTo: at }]);
    expect(links).toMatchObject([{ from: 'new-0', to: 'old', kind: 'supersedes' }]);
    expect(superseded).toEqual(['old']);
  });

  it.each<[string, Partial<StoredMemory>, Trust]>([
    ['what is trusted more', {}, 'outside'],
    ['what a person has looked at', { trust: 'verified' }, 'user'],
  ])('doubts %s in place of superseding it, and asks a person', (_, more, trust) => {
    const { revisions, links, reviews } = plan([decided(supersedes, trust)], [kept('old', more)]);
    expect(revisions).toEqual([]);
    expect(links).toMatchObject([{ kind: 'contradicts', to: 'old' }]);
    expect(reviews).toMatchObject([{ open: { kind: 'contradiction', other: 'old' } }]);
  });

  it.each<[string, Partial<StoredMemory>]>([
    ['of another user', { scope: { ...scope, user: 'bob' } }],
    ['of another cube', { scope: { ...scope, cube: 'shared' } }],
    ['superseded meanwhile', { supersededBy: 'other' }],
    ['merged', { mergedInto: 'other' }],
    ['deleted', { state: 'deleted' }],
  ])('leaves alone what is %s, whatever a model says', (_, more) => {
    const verdicts: Verdict[] = [
      supersedes,
      { kind: 'same', as: 'old' },
      { kind: 'contradicts', other: 'old' },
    ];
    for (const verdict of verdicts) {
      const { revisions, links, reviews, memories } = plan([decided(verdict)], [kept('old', more)]);
      expect([revisions, links, reviews]).toEqual([[], [], []]);
      expect(memories).toHaveLength(1);
    }
  });

  it('does not supersede what holds only since later', () => {
    const { revisions } = plan([decided(supersedes)], [kept('old', { validFrom: at + 1 })]);
    expect(revisions).toEqual([]);
  });

  it('trusts what a page said as the user, once the user has said it, too', () => {
    const outside = kept('old', { trust: 'outside' });
    const { revisions, before } = plan([decided({ kind: 'same', as: 'old' })], [outside]);
    expect(revisions).toMatchObject([{ memory: 'old', event: 'evidence', trust: 'user' }]);
    expect(before).toEqual({ old: { trust: 'outside' } });
    const lower = plan([decided({ kind: 'same', as: 'old' }, 'outside')]);
    expect(lower.revisions).toMatchObject([{ event: 'evidence' }]);
    expect(lower.revisions[0]).not.toHaveProperty('trust');
  });

  it('adds evidence to what says the same, and nothing that is known', () => {
    const same: Verdict = { kind: 'same', as: 'old' };
    const { memories, revisions, same: ids } = plan([decided(same)]);
    expect(memories).toEqual([]);
    expect(revisions).toMatchObject([{ event: 'evidence', addSources: item.sources }]);
    expect(ids).toEqual(['old']);
    const source = { memory: 'old', episode: 'e', start: 0, end: 19, quote: '' };
    const known = { ...source, speaker: null, role: null, occurredAt: at };
    expect(plan([decided(same)], [kept('old', { sources: [known] })]).revisions).toEqual([]);
  });

  it('changes a version once, whoever else wants to', () => {
    const { revisions, memories } = plan([
      decided(supersedes),
      decided(supersedes, 'user', { text: 'B' }),
    ]);
    expect(revisions).toHaveLength(1);
    expect(memories).toHaveLength(2);
  });

  it('lets nothing that waits for a person touch what is kept', () => {
    const waits = {
      action: 'quarantine' as const,
      reasons: ['instructs'],
      trust: 'outside' as const,
    };
    const { memories, revisions, links, reviews } = plan([
      { ...decided(supersedes), judgement: waits },
    ]);
    expect(memories).toMatchObject([{ state: 'paused', unlessSame: false }]);
    expect([revisions, links]).toEqual([[], []]);
    expect(reviews).toMatchObject([{ open: { kind: 'quarantine', reasons: ['instructs'] } }]);
  });
});
