import { describe, expect, it } from 'vitest';
import { spansIn } from './dates.js';
import { feastAt } from './feasts.js';

const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);
const DAY = 86_400_000;

/** The days, first and last, that a text said on Sunday, 22 November 2026, speaks of. */
const said = (text: string) =>
  spansIn(text, Date.UTC(2026, 10, 22, 21), 'UTC')
    .map(({ from, to }) => `${dayOf(from)}..${dayOf(to - 1)}`)
    .join(' ; ') || '-';

describe('language/dates/feasts', () => {
  it.each([
    [1818, '03-22'],
    [1954, '04-18'],
    [1981, '04-19'],
    [2000, '04-23'],
    [2008, '03-23'],
    [2024, '03-31'],
    [2025, '04-20'],
    [2038, '04-25'],
  ])('knows Easter Sunday of %d', (year, day) => {
    expect(dayOf(feastAt(3, year).from)).toBe(`${year}-${day}`);
  });

  // 2017, 2020, 2023 and 2025 have a leap month.
  it.each([
    [2017, '01-28', '05-30', '10-04'],
    [2020, '01-25', '06-25', '10-01'],
    [2023, '01-22', '06-22', '09-29'],
    [2024, '02-10', '06-10', '09-17'],
    [2025, '01-29', '05-31', '10-06'],
    [2026, '02-17', '06-19', '09-25'],
  ])('knows New Year, Dragon Boat and Mid-Autumn of China in %d', (year, newYear, boat, autumn) => {
    const days = [feastAt(20, year).from + DAY, feastAt(23, year).from, feastAt(25, year).from];
    expect(days.map(dayOf)).toEqual([newYear, boat, autumn].map((day) => `${year}-${day}`));
  });

  it('knows the feasts of Korea, where they are a day off those of China, too', () => {
    expect(dayOf(feastAt(50, 2024).from + DAY)).toBe('2024-02-10');
    expect(dayOf(feastAt(51, 2025).from + DAY)).toBe('2025-10-06');
    expect(dayOf(feastAt(50, 2028).from + DAY)).toBe('2028-01-27');
    expect(dayOf(feastAt(20, 2028).from + DAY)).toBe('2028-01-26');
  });

  it.each([
    ['What did we cook for Thanksgiving last year?', '2025-11-27..2025-11-27'],
    ['Where were we last Christmas?', '2025-12-25..2025-12-25'],
    ['What did I do around Easter?', '2026-03-27..2026-04-13'],
    ['Who came on Easter Sunday 2025?', '2025-04-20..2025-04-20'],
    ['Where were we at New Year 2025?', '2024-12-31..2025-01-01'],
    ['two weeks before Easter 2025', '2025-03-31..2025-04-06'],
    ['What did I read between Christmas and New Year 2025?', '2024-12-25..2025-01-01'],
    ['What happened on Christmas morning?', '2025-12-25..2025-12-25'],
    ['Was habe ich an Weihnachten gemacht?', '2025-12-24..2025-12-26'],
    ['Was haben wir letztes Ostern gemacht?', '2026-04-03..2026-04-06'],
    ['Was habe ich rund um Ostern gemacht?', '2026-03-27..2026-04-13'],
    ['Wo waren wir Silvester 2024?', '2024-12-31..2024-12-31'],
    ['¿Qué hicimos en Navidad?', '2025-12-24..2025-12-25'],
    ['¿Dónde estuve en Semana Santa?', '2026-03-29..2026-04-05'],
    ['Qu’ai-je offert à Léa pour Noël ?', '2025-12-24..2025-12-25'],
    ['Où étions-nous à Pâques l’année dernière ?', '2025-04-18..2025-04-21'],
    ['去年中秋我们吃了什么', '2025-10-06..2025-10-06'],
    ['去年中秋節我們吃了什麼', '2025-10-06..2025-10-06'],
    ['国庆去了哪里', '2026-10-01..2026-10-07'],
    ['去年國慶去了哪裡', '2025-10-01..2025-10-07'],
    ['今年春节回家了吗', '2026-02-16..2026-02-23'],
    ['去年過年在哪', '2025-01-28..2025-02-04'],
    ['五一去了哪里', '2026-05-01..2026-05-05'],
    ['2024年端午节吃了什么', '2024-06-10..2024-06-10'],
    ['去年清明去扫墓了', '2025-04-04..2025-04-06'],
    ['元旦做了什么', '2026-01-01..2026-01-01'],
    ['去年春节前后见了谁', '2025-01-21..2025-02-11'],
    ['中秋两天前', '2026-09-23..2026-09-23'],
    ['お正月に何をしましたか', '2026-01-01..2026-01-03'],
    ['去年のゴールデンウィークはどこに行った', '2025-04-29..2025-05-05'],
    ['お盆に帰った', '2026-08-13..2026-08-16'],
    ['설날에 뭐 했어?', '2026-02-16..2026-02-18'],
    ['추석 선물로 뭐 샀어?', '2026-09-24..2026-09-26'],
    ['추석 때 누구를 만났어?', '2026-09-24..2026-09-26'],
    ['国庆和谁一起去的西安？', '2026-10-01..2026-10-07'],
    ['我们国庆在哪里见的面？', '2026-10-01..2026-10-07'],
    ['国庆看的电影叫什么？', '2026-10-01..2026-10-07'],
    ['国庆期间谁值班？', '2026-10-01..2026-10-07'],
    ['国庆值班补贴发了吗？', '2026-10-01..2026-10-07'],
    ['李明国庆去了哪里', '2026-10-01..2026-10-07'],
    ['李国庆国庆去了哪里', '2026-10-01..2026-10-07'],
    ['过年吃了年糕', '2026-02-16..2026-02-23'],
    ['我们在哪过年了', '2026-02-16..2026-02-23'],
    ['What did we see at Easter?', '2026-04-03..2026-04-06'],
    ['What did I cook on Easter Monday?', '2026-04-06..2026-04-06'],
    ['What did you say at Christmas I would get?', '2025-12-25..2025-12-25'],
    ['Wo waren wir an Silvester?', '2025-12-31..2025-12-31'],
    ['Was haben wir zu Silvester gegessen?', '2025-12-31..2025-12-31'],
    ['zwei Tage nach Ostern 2025', '2025-04-23..2025-04-23'],
    ['작년 추석에 어디 갔어?', '2025-10-05..2025-10-07'],
  ])('%s: %s', (text, days) => {
    expect(said(text)).toBe(days);
  });

  it.each([
    'The Christmas tree is in the cellar',
    'Our Easter eggs are blue',
    'Happy New Year!',
    "What is my new year's resolution for work?",
    'Le père Noël est venu',
    'un sapin de Noël',
    '圣诞树放在哪里',
    '五一广场在哪',
    '李国庆的电话是多少？',
    '张国庆上哪去了',
    '王重阳的生日是哪天',
    '陈清明买了什么',
    '国庆值班补贴是多少？',
    '国庆回程票多少钱？',
    '国庆会议室是哪间？',
    '中秋月饼在哪里买？',
    'お正月の料理は何？',
    '추석 선물은 뭐야?',
    '추석 선물 어디 있어?',
    '我吃过年糕吗？',
    '我交过年费吗？',
    '谁去过年会？',
    'When did we fly to Easter Island?',
    'What did we see on Easter Island?',
    'Who flew to Christmas Island?',
    'Wo wohnt Silvester?',
    'Welche Telefonnummer hat Silvester Berger?',
  ])('%s speaks of no time', (text) => {
    expect(said(text)).toBe('-');
  });
});

describe('language/dates/dates reads parts of years', () => {
  it.each([
    ['What did we ship in Q3 2026?', '2026-07-01..2026-09-30'],
    ['What were our Q3 goals?', '2026-07-01..2026-09-30'],
    ['Q3?', '2026-07-01..2026-09-30'],
    ['What ships in Q3?', '2026-07-01..2026-09-30'],
    ['What must be done before Q3?', '2026-07-01..2026-09-30'],
    ['at the end of Q3', '2026-09-01..2026-09-30'],
    ['What did we ship between Q1 and Q3?', '2026-01-01..2026-09-30'],
    ['Qu’avons-nous vendu en T2 ?', '2026-04-01..2026-06-30'],
    ['第三季度做了什么', '2026-07-01..2026-09-30'],
    ['3분기에 뭐 했어?', '2026-07-01..2026-09-30'],
    ['from Q1 to Q3 2026', '2026-01-01..2026-09-30'],
    ['Q1/2026', '2026-01-01..2026-03-31'],
    ['in the third quarter of 2026', '2026-07-01..2026-09-30'],
    ['the third quarter of last year', '2025-07-01..2025-09-30'],
    ['the last quarter of 2025', '2025-10-01..2025-12-31'],
    ['last quarter', '2026-07-01..2026-09-30'],
    ['two quarters ago', '2026-04-01..2026-06-30'],
    ['H1 2025', '2025-01-01..2025-06-30'],
    ['the second half of 2025', '2025-07-01..2025-12-31'],
    ['in mid-2025', '2025-05-01..2025-08-31'],
    ['at the end of last year', '2025-09-01..2025-12-31'],
    ['im 3. Quartal 2026', '2026-07-01..2026-09-30'],
    ['im dritten Quartal 2026', '2026-07-01..2026-09-30'],
    ['Was war am Ende des Monats?', '2026-11-21..2026-11-30'],
    ['Wo war ich am Jahresende?', '2026-09-01..2026-12-31'],
    ['au troisième trimestre 2026', '2026-07-01..2026-09-30'],
    ['en el tercer trimestre de 2026', '2026-07-01..2026-09-30'],
    ['2026年第三季度做了什么', '2026-07-01..2026-09-30'],
    ['2026年三季度', '2026-07-01..2026-09-30'],
    ['上个季度', '2026-07-01..2026-09-30'],
    ['上半年做了什么', '2026-01-01..2026-06-30'],
    ['去年年底搬家了', '2025-09-01..2025-12-31'],
    ['年底要做什么', '2026-09-01..2026-12-31'],
    ['月初买了什么', '2026-11-01..2026-11-10'],
    ['2026年第3四半期', '2026-07-01..2026-09-30'],
    ['年末に何をした', '2026-09-01..2026-12-31'],
    ['2026년 3분기에 뭐 했어?', '2026-07-01..2026-09-30'],
    ['지난 분기', '2026-07-01..2026-09-30'],
    ['작년 연말에 뭐 했어?', '2025-09-01..2025-12-31'],
    ['¿Qué hice cerca de mayo?', '2026-05-01..2026-05-31'],
    ['¿Qué hice alrededor de mayo?', '2026-05-01..2026-05-31'],
    ['¿Dónde vivía alrededor de 2020?', '2020-01-01..2020-12-31'],
    ['Où étais-je vers mai ?', '2026-05-01..2026-05-31'],
    ['Was war um Mai herum?', '2026-05-01..2026-05-31'],
    ['Wo war ich um 2020 herum?', '2020-01-01..2020-12-31'],
    ['Was war Mitte des Jahres 2024?', '2024-05-01..2024-08-31'],
    ['Où étais-je à la fin de l’année 2024 ?', '2024-09-01..2024-12-31'],
    ['a finales del año 2024', '2024-09-01..2024-12-31'],
    ['in the year 2020', '2020-01-01..2020-12-31'],
    ['Was war Ende des Monats Mai?', '2026-05-21..2026-05-31'],
    ['¿Qué hice a finales del mes de mayo?', '2026-05-21..2026-05-31'],
    ['Was kam im Mai des letzten Jahres?', '2025-05-01..2025-05-31'],
    ['2015年初中毕业', '2015-01-01..2015-12-31'],
    ['今年初恋', '2026-01-01..2026-12-31'],
  ])('%s: %s', (text, days) => {
    expect(said(text)).toBe(days);
  });

  it.each([
    'the first quarter of the game was dull',
    'I ran for a quarter of an hour',
    'a quarter of the people',
    'an h2 heading',
    'What does the Audi Q3 cost?',
    'How much is the Audi Q3 at the dealer?',
    'What is the Q3 budget?',
    'Quel est le loyer du T2 à Lyon ?',
    'Combien coûte le T2 à Lyon ?',
    'the answer to question Q2',
    '第三季度预算是多少？',
    '3분기 예산은 얼마야?',
    '每月月底交房租',
    '少年初めての旅',
    '每年年底发奖金',
    '每年年初体检',
    '一年年末总结',
    '学年末考试',
    '當年初戀是誰',
    '万年初恋',
    'Había cerca de 2000 personas',
    'Das Rad ist um 2000 Euro billiger',
  ])('%s speaks of no time', (text) => {
    expect(said(text)).toBe('-');
  });
});
