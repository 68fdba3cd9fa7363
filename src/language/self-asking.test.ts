import { describe, expect, it } from 'vitest';
import { asksOfSelf } from './self-asking.js';

describe('language/self-asking', () => {
  it.each(['Which car do I drive?', 'where do we live', 'What is my shoe size?'])(
    '%j is about who asks',
    (question) => expect(asksOfSelf(question)).toBe(true),
  );

  it.each([
    'Which car does Tom drive?',
    'Where does my sister work?',
    'Who teaches me to dance?',
    'What did we give Tom?',
    'What car does he drive?',
  ])('%j is about somebody else, too', (question) => expect(asksOfSelf(question)).toBe(false));
});
