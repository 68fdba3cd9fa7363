import { describe, expect, it } from 'vitest';
import { isSmallTalk } from './small-talk.js';

describe('language/small-talk', () => {
  it.each([
    'hi!',
    'Thanks so much :)',
    'ok',
    'lol',
    'Good morning',
    'bye, talk soon',
    'Sounds good!',
    'Yeah, sure',
    'hahahahaha omg',
    'lololol yesss',
    'jajajaja',
    'awww so niceee',
    '👍',
    '...',
    "You're welcome!",
    '你好',
    '好的谢谢',
    'ありがとうございます',
    '네, 감사합니다',
  ])('%j says nothing to remember', (text) => expect(isSmallTalk(text)).toBe(true));

  it.each([
    'Thanks for the Thai recipe',
    'Good morning from Lisbon',
    'ok at 5',
    'Hi, I am Mia',
    'How are you?',
    'So good',
    'omg my kayak sank',
    'hahaha at 5',
    'No meat for me',
    '谢谢你的书',
    '明天见面吧',
    'ありがとう、田中さん',
    '네, 서울에 살아요',
    'No.  I moved',
  ])('%j may matter', (text) => expect(isSmallTalk(text)).toBe(false));
});
