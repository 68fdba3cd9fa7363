import { describe, expect, it } from 'vitest';
import { junkTexts, keepTexts } from '../helpers/labelled-texts.js';
import { junkOf } from '../../src/ingest/gate/junk.js';

describe('junk among what is drawn (T8)', () => {
  it('finds 95 % of 60 kinds of it, in three languages', () => {
    const missed = junkTexts.filter((text) => !junkOf(text).isJunk);
    expect(junkTexts).toHaveLength(60);
    expect(missed.slice(3)).toEqual([]);
  });

  it('takes one at most of 60 that only look like it', () => {
    const lost = keepTexts.filter((text) => junkOf(text).isJunk);
    expect(keepTexts).toHaveLength(60);
    expect(lost.slice(1)).toEqual([]);
  });

  it('names why', () => {
    expect(junkOf('HEARTBEAT_OK').reasons).toContain('junk:heartbeat');
    expect(junkOf('The assistant explained it.').reasons).toEqual(['junk:meta']);
    expect(junkOf('Thanks, bye!').reasons).toContain('junk:greeting');
    expect(junkOf('Ada lives in Lisbon.')).toEqual({ score: 0, isJunk: false, reasons: [] });
  });

  it('reads the beginning of a text that never ends', () => {
    expect(junkOf('ignore '.repeat(1_000_000)).reasons).toContain('junk:repeated');
  });
});
