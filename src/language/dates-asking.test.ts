import { describe, expect, it } from 'vitest';
import { asksForNow, asksForPast, asksWhen } from './dates-asking.js';

describe('language/dates-asking', () => {
  it.each([
    'When did Mia move?',
    'when is the wedding',
    'When Jon has lost his job?',
    'Since when has she lived there?',
    'Do you know when the shop opens?',
    'What date was the party?',
    'In which month did we meet?',
    'What year did Tim graduate?',
    'How long ago did he quit?',
    'How many weeks ago was it?',
    '我什么时候搬家的?',
    '她的生日是几月几号?',
    '他哪一年毕业的',
    '我們何時見面?',
    'いつ引っ越しましたか',
    '何月に行った?',
    '언제 이사했어?',
    '며칠이에요?',
    'Wann bist du umgezogen?',
    'Quand as-tu déménagé ?',
    '¿Cuándo te mudaste?',
  ])('%j asks when', (text) => expect(asksWhen(text)).toBe(true));

  it.each([
    'What did Mia do when she was young?',
    'When I was a child I lived in Oslo.',
    'Where does she live?',
    'How long did it take?',
    'What is your favourite day out?',
    '我住在哪里?',
    'いつもどこで食べますか',
    'いつか行きたい',
    '며칠 전에 뭐 했어?',
    '언제나 고마워',
    'Cuando llueve, leo.',
  ])('%j does not', (text) => expect(asksWhen(text)).toBe(false));

  it.each([
    'Where does Mia live now?',
    'What is her current job?',
    'the latest plan',
    'Does she still dance?',
    '我现在住在哪里?',
    '目前的工作',
    '今どこに住んでいますか',
    '지금 어디 살아?',
    'Wo wohnt sie jetzt?',
    'Où habite-t-elle maintenant ?',
    '¿Dónde vive ahora?',
  ])('%j asks for what holds', (text) => expect(asksForNow(text)).toBe(true));

  it.each([
    'Where did Mia live originally?',
    'Where did she use to work, and what did she used to earn?',
    'What was the plan at first?',
    'Where did I live before?',
    '我以前住在哪里?',
    '最初的计划是什么?',
    '以前はどこに住んでいましたか',
    '예전에 어디 살았어?',
    'Wo hat sie früher gewohnt?',
    'Où habitait-elle avant ?',
    '¿Dónde vivía antes?',
  ])('%j asks for what held', (text) => expect(asksForPast(text)).toBe(true));

  it.each([
    'What do I know about knowledge?',
    'Where does she live?',
    'Are you used to the cold?',
    'What happened before June?',
    'Who won in the beginning of June?',
    '2022年以前住在哪里?',
    '今年的计划',
    '今年の予定',
  ])('%j asks for neither', (text) => {
    expect(asksForNow(text)).toBe(false);
    expect(asksForPast(text)).toBe(false);
  });
});
