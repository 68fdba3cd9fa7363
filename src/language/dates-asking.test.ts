import { describe, expect, it } from 'vitest';
import { asksForNow, asksForPast } from './dates-asking.js';

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
