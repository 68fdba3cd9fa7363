import { describe, expect, it } from 'vitest';
import { spansIn } from '../dates/dates.js';
import { eventAsked } from './event.js';

const reference = Date.parse('2025-08-10T12:00:00Z');

/** What happened, and the first day of the time where it was on 28 June 2025. */
function told(question: string): [string, string | undefined] | undefined {
  const asked = eventAsked(question);
  if (!asked) return undefined;
  const span = spansIn(asked.on('2025-06-28'), reference, 'UTC').at(-1);
  return [asked.event, span && new Date(span.from).toISOString().slice(0, 10)];
}

describe('language/asking/event', () => {
  it.each([
    ['What did I do two weeks before the trip to Rome?', 'the trip to Rome', '2025-06-09'],
    ['The day after we flew home, what did I eat?', 'we flew home', '2025-06-29'],
    ['Who called 3 days after surgery', 'surgery', '2025-07-01'],
    ['the weekend before the marathon', 'the marathon', '2025-06-21'],
    ['Qu’ai-je fait deux semaines avant le mariage ?', 'le mariage', '2025-06-09'],
    ['¿Qué hice dos semanas antes del viaje?', 'viaje', '2025-06-09'],
    ['旅行前两周我做了什么？', '旅行', '2025-06-09'],
    ['去日本之前三天买了什么', '去日本', '2025-06-25'],
    ['搬家後兩個月我在哪裡？', '搬家', '2025-08-01'],
    ['婚禮前三天我們在哪', '婚禮', '2025-06-25'],
    ['去年结婚前两个月住在哪', '去年结婚', '2025-04-01'],
    ['公司重组之后两天谁来了', '公司重组', '2025-06-30'],
    ['学完游泳后的三天做了什么', '学完游泳', '2025-07-01'],
    ['我去看小王前两天买了什么', '我去看小王', '2025-06-26'],
    ['去成都的两周前我做了什么', '去成都', '2025-06-09'],
    ['去成都的兩週前我做了什麼', '去成都', '2025-06-09'],
    ['去成都两周前买了什么', '去成都', '2025-06-09'],
    ['婚礼的三天前我们在哪', '婚礼', '2025-06-25'],
    ['搬家一个月后住在哪里', '搬家', '2025-07-01'],
    ['旅行の2週間前に何をしましたか', '旅行', '2025-06-09'],
    ['結婚式の3日後に何をしましたか', '結婚式', '2025-07-01'],
    ['여행 2주 전에 뭐 했어?', '여행', '2025-06-09'],
    ['누나 결혼식 3일 전에 어디 갔어?', '누나 결혼식', '2025-06-25'],
    ['이사 한 달 후에 뭐 샀어?', '이사', '2025-07-01'],
    ['부산에 가기 이틀 전에 뭐 했어?', '부산에 가기', '2025-06-26'],
    ['Was war zwei Wochen vor der Reise?', 'Reise', '2025-06-09'],
    ['Wer kam am Tag nach der Hochzeit?', 'Hochzeit', '2025-06-29'],
    ['Wo war ich einen Monat nach dem Umzug', 'Umzug', '2025-07-01'],
    ['The photos of two weeks before the wedding', 'the wedding', '2025-06-09'],
  ])('%s: %s', (question, event, day) => {
    expect(told(question)).toEqual([event, day]);
  });

  it.each([
    'How many days before the trip did I pack?',
    'a few weeks before the wedding',
    'What happened two weeks ago?',
    '两周前我做了什么',
    '2週間前に何をした？',
    'I was there before the rain',
    'What do I take every day before bed?',
    'What do I do every two weeks after payday?',
    'What do I do each day after work?',
    'My salary per year before tax',
    'What time of the day before lunch do I walk?',
    'What do I take twice a day after meals?',
    'What is the best day after Christmas?',
    'Que fais-je tous les deux jours après le travail ?',
    '¿Qué hago cada dos días después de correr?',
    'What did I do the week before last?',
    'Who came two days after that?',
    '妈妈前两天说了什么',
    '媽媽前兩天說了什麼',
    '我妈妈之前两天说了什么',
    '小王前两周借了什么',
    '老板后两天去哪里',
    '李总之后两天去哪里',
    '王先生以前三年住在哪里',
    '她之前的两年住在哪里',
    '我在之前的两周做了什么',
    '我目前的两个月',
    '去年前两个月做了什么',
    '你提到小王前两天病了',
    '妈妈到底前两天说了什么',
    '去北京的前两天',
    '田中さんの3年前の仕事',
    '山田君の2年前の家',
    '彼女の3年前の仕事',
    '两周前去成都买了什么',
    '我们两周前去成都',
    '小王的两年前的工作',
    '去年两周前',
    '나는 2주 전에 여행을 갔어',
    '감기 2주 전에 걸렸어',
    '우리 회사 3년 후에',
    'Was war vor zwei Wochen?',
    'Was nehme ich zweimal am Tag nach dem Essen?',
    'Was mache ich jeden Tag vor der Arbeit?',
    'Wie viele Tage vor der Reise packe ich?',
    `two weeks before ${'the trip '.repeat(80)}`,
  ])('%s tells none', (question) => {
    expect(told(question)).toBeUndefined();
  });
});
