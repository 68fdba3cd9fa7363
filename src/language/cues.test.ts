import { describe, expect, it } from 'vitest';
import { cue, cuesOf } from './cues.js';

const has = (text: string, bit: number) => (cuesOf(text) & bit) !== 0;

describe('language/cues', () => {
  it.each([
    'I moved here',
    'im on my way',
    'Im a nurse',
    'ok im training for it',
    'im 35',
    'ive seen it',
    'id love to',
    'ill bring the salad',
  ])('%j speaks of who says it', (text) => expect(has(text, cue.firstPerson)).toBe(true));

  it.each([
    'the id card is lost',
    'she fell ill',
    'imagine that',
    'Das Treffen ist im Büro',
    'Im Juni',
    'im Training',
    'im 3. Stock',
    'im nächsten Jahr',
  ])('%j does not speak of who says it', (text) => expect(has(text, cue.firstPerson)).toBe(false));

  it.each([
    'You were right',
    'love ur hat',
    'c u there',
    'youre late',
    'yall come over',
    'how are u.',
  ])('%j speaks of who listens', (text) => expect(has(text, cue.secondPerson)).toBe(true));

  it.each(['the U.S. team', 'She takes the U-Bahn', 'the E.U. said'])(
    '%j does not speak of who listens',
    (text) => expect(has(text, cue.secondPerson)).toBe(false),
  );

  it.each(['How Lee takes coffee: black now', 'Any parcel now goes to Lee', 'Who pays now: Lee'])(
    '%j tells of a change and does not ask',
    (text) => {
      expect(has(text, cue.changes)).toBe(true);
      expect(has(text, cue.asks)).toBe(false);
    },
  );

  it('knows a question with its mark and without', () => {
    expect(has('Is it far?', cue.asks)).toBe(true);
    expect(has('how far is it', cue.asks)).toBe(true);
    expect(has('It is far', cue.asks)).toBe(false);
  });
});
