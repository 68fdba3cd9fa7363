import { describe, expect, it } from 'vitest';
import { asksWhether } from './whether-asking.js';

describe('language/whether-asking', () => {
  it.each([
    'Have I told you where Mia lives before?',
    'Did I mention earlier where Mia lives?',
    'Is it the same dentist as before?',
    'Hast du das vor kurzem gehört?',
    '我以前跟你说过 Mia 住在哪里吗',
    '我之前提過要換牙醫嗎？',
  ])('%s', (question) => expect(asksWhether(question)).toBe(true));

  it.each([
    'Where did she live before?',
    'What was the wifi password before',
    'Which bank was I with previously?',
    '我以前住在哪里',
    'Wo wohnte Mia früher?',
    'Did Mia originally live in Berlin?',
    '原本是訂週五嗎？',
  ])('not: %s', (question) => expect(asksWhether(question)).toBe(false));
});
