import { describe, expect, it } from 'vitest';
import { otherSpellings } from './other-spellings.js';
import { beginningsOf, isOtherForm, lettersApart, mostApart } from './spelling.js';

describe('letters apart (T5)', () => {
  it.each([
    ['biscut', 'biscuit', 1],
    ['biscuitt', 'biscuit', 1],
    ['hamvurg', 'hamburg', 1],
    ['recieved', 'received', 1],
    ['mongo', 'mongo', 0],
    ['', 'ab', 2],
    ['vegitraian', 'vegetarian', 2],
    ['ключ', 'клуч', 1],
  ])('%s and %s: %i', (one, other, apart) => {
    expect(lettersApart(one, other, 2)).toBe(apart);
    expect(lettersApart(other, one, 2)).toBe(apart);
  });

  it('stops counting where it is more than is asked for', () => {
    expect(lettersApart('kitten', 'sitting', 1)).toBe(2);
    expect(lettersApart('kitten', 'sitting', 3)).toBe(3);
    expect(lettersApart('cat', 'category', 2)).toBe(3);
  });

  it('may be two in a long word', () => {
    expect([mostApart('biscuits'), mostApart('vegetarian')]).toEqual([1, 2]);
  });
});

describe('other forms of one word (T5)', () => {
  it.each([
    ['hermana', 'hermano', true],
    ['vecinas', 'vecinos', true],
    ['ragazze', 'ragazza', true],
    ['doctor', 'doctora', true],
    ['саша', 'саше', true],
    ['definate', 'definite', false],
    ['calender', 'calendar', false],
    ['kasse', 'klasse', false],
    ['vecinas', 'vecina', false],
    ['biscut', 'biscuit', false],
  ])('%s and %s: %s', (one, other, is) => {
    expect(isOtherForm(one, other)).toBe(is);
    expect(isOtherForm(other, one)).toBe(is);
  });
});

describe('how what is meant may begin (T5)', () => {
  it('is the first letter, the first two swapped, or another letter of the same sound', () => {
    expect(beginningsOf('maria')).toEqual(['m', 'am']);
    expect(beginningsOf('aaron')).toEqual(['a']);
    expect(beginningsOf('katherin')).toEqual(['k', 'ak', 'ca', 'qa']);
    expect(beginningsOf('filip')).toEqual(['f', 'if', 'ph']);
    expect(beginningsOf('philip')).toEqual(['p', 'hp', 'fi']);
  });
});

describe('other spellings (T5)', () => {
  it.each([
    ['colour', 'color'],
    ['favorite', 'favourite'],
    ['organise', 'organize'],
    ['recognized', 'recognised'],
    ['theater', 'theatre'],
    ['defence', 'defense'],
    ['traveling', 'travelling'],
    ['dialogue', 'dialog'],
  ])('of %s, %s is one', (word, other) => {
    expect(otherSpellings(word, false)).toContain(other);
    expect(otherSpellings(other, false)).toContain(word);
  });

  it.each([
    ['catherine', 'katherine'],
    ['stephen', 'steven'],
    ['philip', 'phillip'],
    ['sara', 'sarah'],
    ['thomas', 'tomas'],
    ['fernandez', 'fernandes'],
  ])('of the name %s, %s is one or the other way round', (name, other) => {
    const both = [
      otherSpellings(name, true).includes(other),
      otherSpellings(other, true).includes(name),
    ];
    expect(both).toContain(true);
  });

  it('of words with one letter or two are others only where they are names', () => {
    expect(otherSpellings('dessert', false)).not.toContain('desert');
    expect(otherSpellings('dinner', false)).not.toContain('diner');
    expect(otherSpellings('threat', false)).not.toContain('treat');
  });
});
