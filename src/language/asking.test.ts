import { describe, expect, it } from 'vitest';
import { endsAsking } from './asking.js';

describe('language/asking', () => {
  it.each([
    'Did the parcel come?',
    '“Is it far?”',
    '你吃饭了吗？',
    'did u find the keys',
    'hey what are you cooking tonight',
    'nice! how was the hike',
    'omg whats that in the corner',
    'so when did they move',
    "haven't you been there before",
    'im back. where r u',
    'why tho',
    'is it still raining there',
    'any plans for saturday',
    '明天你来吗',
    '去过那家店嗎～',
  ])('%j asks', (text) => expect(endsAsking(text)).toBe(true));

  it.each([
    'How was it? I loved mine.',
    'what a day',
    'how sweet of her',
    'what i like most is the garden',
    'when my sister moved to Porto we cried',
    'do the dishes first',
    'was the best pizza ever',
    'You are right, I should call her.',
    'Did you hear that!',
    'the place where we met is gone',
    '我还在忙呢',
    '',
  ])('%j does not ask', (text) => expect(endsAsking(text)).toBe(false));
});
