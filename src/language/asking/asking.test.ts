import { describe, expect, it } from 'vitest';
import { endsAsking } from './asking.js';

describe('language/asking/asking', () => {
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
    'any luck with the keys',
    'any chance you saw the keys',
    'any good tips for beginners',
    'how was it :)',
    'what time, 10:30',
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
    'How Lee takes coffee: black now',
    'Any parcel now goes to Lee',
    'Any mail for Lee now goes to Mia',
    'Who pays now: Lee',
    '',
  ])('%j does not ask', (text) => expect(endsAsking(text)).toBe(false));
});
