import { describe, expect, it } from 'vitest';
import type { Memory } from 'tulving/client';
import { isOfAnotherDay, speakerOf } from './said';

const source = (speaker: string | null) => [{ speaker }] as unknown as Memory['sources'];

describe('what a memory says, in a list', () => {
  it('names who said a turn, and nobody for notes and for what a model drew of a turn', () => {
    expect(speakerOf({ kind: 'statement', sources: source('Mia') })).toBe('Mia');
    expect(speakerOf({ kind: 'fact', sources: source('Mia') })).toBeUndefined();
    expect(speakerOf({ kind: 'statement', sources: source(null) })).toBeUndefined();
    expect(speakerOf({ kind: 'statement', sources: [] })).toBeUndefined();
  });

  it('tells when it happened where that is not the day beside it', () => {
    const added = '2026-11-23T08:38:00.000Z';
    expect(isOfAnotherDay({ occurred_at: '2023-05-20T00:00:00.000Z' }, added)).toBe(true);
    expect(isOfAnotherDay({ occurred_at: '2026-12-24T00:00:00.000Z' }, added)).toBe(true);
    expect(isOfAnotherDay({ occurred_at: '2026-11-23T00:00:00.000Z' }, added)).toBe(false);
    expect(isOfAnotherDay({ occurred_at: added }, added)).toBe(false);
  });
});
