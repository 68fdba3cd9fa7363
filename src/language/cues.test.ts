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

  it.each([
    'Lena took over the choir in autumn',
    'No more swimming on Tuesdays',
    'We gave up the allotment',
    'Pilates it is! Mondays at eight',
    'The launch slipped by a week',
    'Deadline extended to 3 May',
    'Rehearsal put off until the hall is free',
    'She left teaching',
    'I left the band',
    "We're back to paper lists",
    'The account is closed',
    'Down to 68 kg',
    'Signed up at the climbing hall',
    'Rent goes up to 940 in March',
    'As of July the invoices go to Porto',
    'He drives a van these days',
    'Oat milk in place of cream',
    'The choir is on a break till next spring',
  ])('%j tells of a change', (text) => expect(has(text, cue.changes)).toBe(true));

  it.each([
    'My left shoe is wet',
    'The key is in the drawer on the left',
    'Roses grow in the back garden',
    'They sat back to back',
    'No more than three guests',
    'It took over an hour',
    'Pay up to 50 euros in cash',
    'Two raised beds behind the house',
    'She slipped on the ice',
    'We stopped at a petrol station',
    'The shop is closed on Mondays',
    'The film started at 8',
    'The extended family came',
    'The library is open until Friday',
  ])('%j tells of no change', (text) => expect(has(text, cue.changes)).toBe(false));

  it('knows a question with its mark and without', () => {
    expect(has('Is it far?', cue.asks)).toBe(true);
    expect(has('how far is it', cue.asks)).toBe(true);
    expect(has('It is far', cue.asks)).toBe(false);
  });
});
