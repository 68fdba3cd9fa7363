import { describe, expect, it } from 'vitest';
import { asksForReply } from './reply.js';

describe('asking what the assistant said (T5)', () => {
  it.each([
    'What was the name of the hostel that you recommended last time?',
    'I remember you told me about three refineries.',
    'Which hostel had you previously suggested?',
    'How did you recommend managing the flow of requests?',
    'Can you remind me of that dessert shop?',
    'What was the second point of your list?',
    'Welches Buch hast du mir letzte Woche empfohlen?',
    'Erinnere mich an das Restaurant.',
    'Quel livre m’as-tu recommandé ?',
    '¿Qué hotel me recomendaste?',
    '你上次推荐的餐厅叫什么？',
    '您說過的那本書是哪本？',
    '你推荐的餐厅在哪里？',
    'この前教えてくれた店の名前は？',
    '지난번에 추천해 준 식당이 어디야?',
  ])('%s', (question) => expect(asksForReply(question)).toBe(true));

  it.each([
    'What do you recommend for dinner?',
    'Can you suggest some accessories for my camera?',
    'Remind me to call Ada.',
    'When did I tell you about my sister?',
    'What degree did I graduate with?',
    'Welches Restaurant empfiehlst du?',
    'Wo habe ich gewohnt?',
    'Quel livre recommandes-tu ?',
    '¿Qué hotel recomiendas?',
    '你推荐什么餐厅？',
    '我说过我住在哪里吗？',
    'おすすめの店は？',
    '추천해 줄래?',
  ])('not: %s', (question) => expect(asksForReply(question)).toBe(false));
});
