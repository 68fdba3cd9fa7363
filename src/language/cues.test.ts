import { describe, expect, it } from 'vitest';
import { cue, cuesOf } from './cues.js';

const has = (text: string, bit: number) => (cuesOf(text) & bit) !== 0;

describe('language/cues', () => {
  it.each(['I moved here', 'im on my way', 'ive seen it', 'id love to', 'ill bring the salad'])(
    '%j speaks of who says it',
    (text) => expect(has(text, cue.firstPerson)).toBe(true),
  );

  it.each(['the id card is lost', 'she fell ill', 'imagine that'])(
    '%j does not speak of who says it',
    (text) => expect(has(text, cue.firstPerson)).toBe(false),
  );

  it.each(['You were right', 'love ur hat', 'c u there', 'youre late', 'yall come over'])(
    '%j speaks of who listens',
    (text) => expect(has(text, cue.secondPerson)).toBe(true),
  );

  it('knows a question with its mark and without', () => {
    expect(has('Is it far?', cue.asks)).toBe(true);
    expect(has('how far is it', cue.asks)).toBe(true);
    expect(has('It is far', cue.asks)).toBe(false);
  });
});
