import { describe, expect, it } from 'vitest';
import { cuesOf } from './cues.js';
import { fingerprint } from './fingerprint.js';
import { relations } from './kin/relation-words.js';
import { relationAsked, toldOf } from './kin/relations.js';
import { holdsPhrase } from './phrases.js';
import { cutStatement } from './sentences.js';
import { isSmallTalk } from './small-talk.js';
import { analyse } from './terms/analyse.js';

/** Texts that make a careless pattern try without end; each must come back within the runner's limit. */
describe('language on texts of 1 MB', () => {
  it.each([
    'a',
    '嗯',
    '好的',
    'ㅋ',
    "a'",
    'a_b-',
    '1,234,567',
    '."',
    '?" ',
    'Ab1',
    'xé',
    'c#',
    '\u0301',
    '👩‍👩',
    '\n ',
    'A. ',
    'สวัสดี',
    ':/',
  ])('%j', (piece) => {
    const text = `${piece.repeat(Math.ceil(1_000_000 / piece.length))}.`;
    expect(isSmallTalk(`${text}x`)).toBe(false);
    const spans = cutStatement(text);
    expect(spans.length).toBeGreaterThan(0);
    expect(analyse(text).length).toBeLessThanOrEqual(2 * text.length);
    expect(cuesOf(text)).toBeGreaterThanOrEqual(0);
    expect(fingerprint(text)).toBeTruthy();
    expect(relationAsked(text)).toBeUndefined();
    for (const relation of relations) expect(toldOf(relation, text).size).toBe(0);
    expect(holdsPhrase(text, { text: '', units: ['nowhere'], terms: [] })).toBe(false);
  });
});
