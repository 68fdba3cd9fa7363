import { describe, expect, it } from 'vitest';
import { slotOf, wordingOf } from './wording.js';

const same = (one: string, other: string) =>
  slotOf(wordingOf(one) ?? [], wordingOf(other) ?? []) !== undefined;

describe('the same slot', () => {
  it.each([
    ['Mia lives in Lisbon.', 'Mia lives in Porto now.'],
    ['The capital of Elbonia is Mudville.', 'The capital of Elbonia is Drytown.'],
    ['My favourite colour is blue', 'my favourite colour is GREEN!'],
    ['Blue is my favourite colour.', 'Green is my favourite colour.'],
    ['米娅住在里斯本。', '米娅住在波尔图。'],
    ['ミアはリスボンに住んでいます', 'ミアはポルトに住んでいます'],
  ])('is filled by "%s" and "%s"', (one, other) => {
    expect(same(one, other)).toBe(true);
    expect(same(other, one)).toBe(true);
  });

  it.each([
    ['My sister Mia lives in Lisbon.', 'My sister Ana works in Porto.'],
    ['Mia lives in Lisbon.', 'Lisbon is where Mia lives.'],
    ['Tea.', 'Coffee.'],
    ['', ''],
    ['Mia lives in Lisbon.', 'Mia lives in Lisbon and works as a baker in the old town.'],
  ])('is not filled by "%s" and "%s"', (one, other) => {
    expect(same(one, other)).toBe(false);
  });

  it('tells what stands around it, and what each says there', () => {
    expect(
      slotOf(wordingOf('Mia lives in Rome.') ?? [], wordingOf('Mia lives in Porto now.') ?? []),
    ).toEqual({ around: [['mia', 'lives', 'in'], []], said: [['rome'], ['porto', 'now']] });
  });

  it('is not looked for in what is longer than a statement', () => {
    expect(wordingOf('word '.repeat(100))).toBeUndefined();
  });
});
