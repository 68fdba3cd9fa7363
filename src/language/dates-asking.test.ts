import { describe, expect, it } from 'vitest';
import { asksForFirst, asksForNow, asksForPast } from './dates-asking.js';

describe('language/dates-asking', () => {
  it.each([
    'Where does Mia live now?',
    'What is her current job?',
    'the latest plan',
    'Does she still dance?',
    '我现在住在哪里?',
    '目前的工作',
    '今どこに住んでいますか',
    '지금 어디 살아?',
    '沙發最後買了哪一張?',
    '結局どのホテルにした?',
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
    '保母一開始是誰?',
    '漲價前的管理費是多少?',
    '搬家之前住哪?',
    '集合場所は元はどこ?',
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
    '猫の名前は?',
    '地元のお店',
  ])('%j asks for neither', (text) => {
    expect(asksForNow(text)).toBe(false);
    expect(asksForPast(text)).toBe(false);
  });

  it.each([
    'Where did I live originally?',
    '我以前住在哪里?',
    '尾牙原先訂在哪間餐廳?',
    '原計畫是誰去驗收?',
    '第一次約看屋是哪天?',
    '最初の担当は誰?',
    '담당자는 원래 누구였어?',
  ])('%j asks for what was first', (text) => expect(asksForFirst(text)).toBe(true));

  it.each([
    'Have I run a marathon before?',
    'What did you tell me earlier?',
    '我以前有沒有去過釜山?',
    '原本訂的餐廳後來改到哪裡?',
  ])('%j asks for what happened, or holds now', (text) => expect(asksForFirst(text)).toBe(false));
});
