import { describe, expect, it } from 'vitest';
import { spansIn } from './dates.js';

/**
 * What is said on Wednesday, 14 June 2023, at 10:00 UTC, and the span that it speaks of: a year, a
 * month, a day, or from..to (the end not in it), with its bound; several parted by `;`, none as `-`.
 */
const said: Readonly<Record<string, string>> = {
  English: `
    I went there last Friday | 2023-06-09
    We talked last Monday | 2023-06-12
    this past Saturday we hiked | 2023-06-10
    Last Wednesday was rough | 2023-06-07
    See you this Friday | 2023-06-16
    next Friday works for me | 2023-06-23
    I start next Monday | 2023-06-19
    We will meet on Friday | 2023-06-16
    I saw her on Friday | 2023-06-09
    I was there yesterday | 2023-06-13
    What's up today? | 2023-06-14
    Let's do it tomorrow | 2023-06-15
    It rained the day before yesterday | 2023-06-12
    I fly the day after tomorrow | 2023-06-16
    Last week I joined a club | 2023-06-05..2023-06-12
    It is busy this week | 2023-06-12..2023-06-19
    See you next week | 2023-06-19..2023-06-26
    I moved last month | 2023-05
    We travel next month | 2023-07
    Last year was hard | 2022
    this year | 2023
    I graduate next year | 2024
    We camped last weekend | 2023-06-10..2023-06-12
    Any plans this weekend? | 2023-06-17..2023-06-19
    two weekends ago we sailed | 2023-06-03..2023-06-05
    two days ago | 2023-06-12
    I saw it 3 weeks ago | 2023-05-22..2023-05-29
    a month ago | 2023-05
    It happened two months ago | 2023-04
    five years ago I quit | 2018
    I adopted him a few days ago | 2023-06-09..2023-06-13
    a couple of weeks ago | 2023-05-29..2023-06-05
    I was there an hour ago | 2023-06-14T09:00..2023-06-14T10:00
    See you in two weeks | 2023-06-26..2023-07-03
    in 3 days | 2023-06-17
    in the last two weeks I ran a lot | 2023-05-31..2023-06-15
    over the past 3 months | 2023-03-14..2023-06-15
    last night we danced | 2023-06-13T18:00..2023-06-14T06:00
    I ran this morning | 2023-06-14T06:00..2023-06-14T12:00
    See you tonight | 2023-06-14T18:00..2023-06-15T06:00
    yesterday morning | 2023-06-13T06:00..2023-06-13T12:00
    on 9 June 2023 | 2023-06-09
    on June 9th, 2023 | 2023-06-09
    the 9th of June | 2023-06-09
    Jan. 5, 2022 | 2022-01-05
    Friday, 9 June 2023 | 2023-06-09
    born on 25/12/2022 | 2022-12-25
    on 12/25/2022 | 2022-12-25
    due 9/6/2023 | -
    2023-06-09 is the date | 2023-06-09
    2023/06/09 | 2023-06-09
    What did Mia do in May 2023? | 2023-05
    What did she do in May? | 2023-05
    I will go to Rome in August | 2023-08
    We went to Rome in August | 2022-08
    I lived there in 2022 | 2022
    I have worked here since 2016 | 2016 @since
    the summer of 2022 | 2022-06-01..2022-09-01
    where did we go last summer? | 2022-06-01..2022-09-01
    last winter we skied | 2022-12-01..2023-03-01
    what will we do this fall | 2023-09-01..2023-12-01
    last May | 2023-05
    last June | 2022-06
    in May of last year | 2022-05
    the week before 9 June 2023 | 2023-06-02..2023-06-09
    two weeks before 9 June | 2023-05-22..2023-05-29
    The weekend before 1 September 2023 | 2023-08-26..2023-08-28
    the Friday before 15 July 2023 | 2023-07-14
    two days after 3 May 2023 | 2023-05-05
    the day before May 3rd | 2023-05-02
    between 3 and 5 May | 2023-05-03..2023-05-06
    from June to August | 2023-06-01..2023-09-01
    I lived there from 2016 to 2019 | 2016-01-01..2020-01-01
    3-5 May 2023 | 2023-05-03..2023-05-06
    May 3-5, 2023 | 2023-05-03..2023-05-06
    between May 2022 and March 2023 | 2022-05-01..2023-04-01
    in the first week of March | 2023-03-01..2023-03-08
    the last week of August 2022 | 2022-08-25..2022-09-01
    the first weekend of August 2023 | 2023-08-05..2023-08-07
    early May 2023 | 2023-05-01..2023-05-11
    in mid-June | 2023-06-11..2023-06-21
    late 2022 | 2022-09-01..2023-01-01
    at the end of May | 2023-05-21..2023-06-01
    What happened before June 2022? | 2022-06 @before
    after 3 May 2023 | 2023-05-03 @after
    until last year | 2022 @until
    What did I do on Christmas 2022? | 2022-12-25
    last Christmas | 2022-12-25
    back in the 1990s | 1990-01-01..2000-01-01
    yesterday at 3pm | 2023-06-13T15:00..2023-06-13T16:00
    on 8 May, 2023 at 1:56 pm | 2023-05-08T13:56..2023-05-08T13:57
    I may go and see | -
    2022 people came | -
    the sun was out | -
    on second thought | -
    we march on | -
    see you at 3pm | -
    he is 25 years old | -
    I stayed for two weeks | -
    I need 1/2 cup, open 24/7 | -
    version 2.10.3 of it | -
    call 2023-555-1234 | -
    I do yoga every Monday | -
    she sat down and may fall | -
    I got engaged on Valentine's Day | 2023-02-14
    the month before last | 2023-04
    We leave on the 20th of July | 2023-07-20
    The party was on Saturday, June 3 | 2023-06-03
    What happened in the second half of 2022? | 2022-07-01..2023-01-01
    I have been vegan since last March | 2023-03 @since
    She was born on 4 July 1990. | 1990-07-04
    meeting on Monday morning | 2023-06-12T06:00..2023-06-12T12:00
    I will be back in a couple of days | 2023-06-16
    We met about 6 months ago | 2022-12
    The Friday before 23January, 2022 | 2022-01-21
    the week before last | 2023-05-29..2023-06-05
    by the end of next month | 2023-07-21..2023-08-01 @until
    Who came over on New Year's Eve? | 2022-12-31
    In June 2021, I moved to Oslo. In 2022 I left. | 2021-06 ; 2022
    Sept 5th, 2021 | 2021-09-05
    from 10 to 12 March 2022 | 2022-03-10..2022-03-13
    what did i say on may 5 | 2023-05-05
    what happened in may? | 2023-05
    3 weeks later we split | -
    It took 5 days | -
    I may be 30 in two years' time | 2025
    Windows 2000 and Office 2019 are old | -
    April is my best friend | -
    It's a once in a lifetime thing, 10 out of 10 | -
    she lives at 1950 Main Street | -
    the last day of school | -
    we had the time of our lives this time | -
    The May Fourth movement | 2023-05-04
    I've been there in the past | -
    this year's budget | 2023
    next week's meeting | 2023-06-19..2023-06-26
    What did Mia do a week after 3 May 2023? | 2023-05-08..2023-05-15
    later that day | -
    end of the day | -
    at the beginning of the year | 2023-01-01..2023-05-01
    earlier this week I ran | 2023-06-12..2023-06-19
    on Fri 9 June | 2023-06-09
    in the early 2000s | 2000-01-01..2010-01-01
    the 5th | -
    10 years from now | 2033
    half a year ago | 2022-12
    in 2 weeks I will | 2023-06-26..2023-07-03
  `,
  'Chinese, simplified': `
    我昨天去了医院 | 2023-06-13
    今天下雨 | 2023-06-14
    明天见面吧 | 2023-06-15
    前天我们吃了火锅 | 2023-06-12
    后天出发 | 2023-06-16
    上周我感冒了 | 2023-06-05..2023-06-12
    这周很忙 | 2023-06-12..2023-06-19
    下个星期开会 | 2023-06-19..2023-06-26
    上周五去看了电影 | 2023-06-09
    下周三有考试 | 2023-06-21
    这周日去爬山 | 2023-06-18
    上个月搬到了上海 | 2023-05
    下个月结婚 | 2023-07
    去年换了工作 | 2022
    明年毕业 | 2024
    前年我在北京 | 2021
    去年夏天去了哪里? | 2022-06-01..2022-09-01
    去年五月开始学琴 | 2022-05
    三天前 | 2023-06-11
    两周前买的 | 2023-05-29..2023-06-05
    3个月前 | 2023-03
    五年前 | 2018
    几天前见过她 | 2023-06-09..2023-06-13
    三天后出发 | 2023-06-17
    2023年5月做了什么 | 2023-05
    民國112年5月做了什麼 | 2023-05
    民国一一一年去了哪里 | 2022
    2023年6月9日 | 2023-06-09
    6月9号 | 2023-06-09
    五月三号开会了 | 2023-05-03
    二〇二二年 | 2022
    2022年我在读书 | 2022
    上周末去露营了 | 2023-06-10..2023-06-12
    昨晚没睡好 | 2023-06-13T18:00..2023-06-14T06:00
    今天早上跑步 | 2023-06-14T06:00..2023-06-14T12:00
    过去两周 | 2023-05-31..2023-06-15
    5月3日到5月5日 | 2023-05-03..2023-05-06
    6月到8月 | 2023-06-01..2023-09-01
    2022年5月上旬 | 2022-05-01..2022-05-11
    2022年以前住在哪里 | 2022 @before
    5月3日之后 | 2023-05-03 @after
    2016年以来 | 2016 @since
    2022年春天 | 2022-03-01..2022-06-01
    五月天的演唱会 | -
    路上周围的人 | -
    住了三年 | -
    天天开心 | -
    上周三下午 | 2023-06-07T12:00..2023-06-07T18:00
    我们下下周出发 | 2023-06-26..2023-07-03
    今年春天 | 2023-03-01..2023-06-01
    大前天 | 2023-06-11
    上个月15号 | 2023-05-15
    6月初 | 2023-06-01..2023-06-11
    去年年底 | 2022-09-01..2023-01-01
    十二月二十五日 | 2022-12-25
    2021年9月1日至2022年7月1日 | 2021-09-01..2022-07-02
    一个月前 | 2023-05
    半年前 | 2022-12
    两年前的夏天 | 2021-06-01..2021-09-01
    我周末去钓鱼 | -
    他一天到晚工作 | -
    三月份去旅行 | 2023-03
    近几年 | 2020-06-14..2023-06-15
    上学期 | -
    一年级 | -
    我今年30岁 | 2023
    1ヶ月前 | 2023-05
  `,
  'Chinese, traditional': `
    上個月搬到台北 | 2023-05
    這週很忙 | 2023-06-12..2023-06-19
    後天出發 | 2023-06-16
    兩週前 | 2023-05-29..2023-06-05
    上週五看了電影 | 2023-06-09
    下個禮拜三考試 | 2023-06-21
    6月9號 | 2023-06-09
    三年後 | 2026
    2022年以後 | 2022 @after
  `,
  Japanese: `
    昨日、病院に行きました | 2023-06-13
    今日は雨です | 2023-06-14
    明日会いましょう | 2023-06-15
    一昨日の夜 | 2023-06-12T18:00..2023-06-13T06:00
    おととい会った | 2023-06-12
    先週 | 2023-06-05..2023-06-12
    来週の金曜日 | 2023-06-23
    先週の土曜日に映画を見た | 2023-06-10
    先月引っ越した | 2023-05
    来月 | 2023-07
    去年の夏 | 2022-06-01..2022-09-01
    昨年の5月 | 2022-05
    来年 | 2024
    一昨年 | 2021
    再来週 | 2023-06-26..2023-07-03
    3日前 | 2023-06-11
    二週間前に買った | 2023-05-29..2023-06-05
    2か月前 | 2023-04
    三年前 | 2020
    数日前 | 2023-06-09..2023-06-13
    三日後 | 2023-06-17
    2023年5月 | 2023-05
    6月9日 | 2023-06-09
    2023年6月9日に何をした? | 2023-06-09
    令和5年6月9日に何をした? | 2023-06-09
    先週末 | 2023-06-10..2023-06-12
    昨夜 | 2023-06-13T18:00..2023-06-14T06:00
    今朝 | 2023-06-14T06:00..2023-06-14T12:00
    5月3日から5日まで | 2023-05-03..2023-05-06
    6月から8月まで | 2023-06-01..2023-09-01
    5月上旬 | 2023-05-01..2023-05-11
    2022年以前 | 2022 @before
    2016年から | 2016 @since
    金曜日に会った | 2023-06-09
    三年間住んだ | -
    日本に住んでいます | -
    来週の月曜日に会議があります | 2023-06-19
    今週末 | 2023-06-17..2023-06-19
    去年の12月25日 | 2022-12-25
    今年の春 | 2023-03-01..2023-06-01
    5年前の夏 | 2018-06-01..2018-09-01
    先月の15日 | 2023-05-15
    おとといの朝 | 2023-06-12T06:00..2023-06-12T12:00
    来月から | 2023-07 @since
    今度の日曜日 | 2023-06-18
  `,
  Korean: `
    어제 병원에 갔어요 | 2023-06-13
    오늘은 비가 와요 | 2023-06-14
    내일 만나요 | 2023-06-15
    그저께 | 2023-06-12
    모레 출발해요 | 2023-06-16
    지난주에 아팠어요 | 2023-06-05..2023-06-12
    이번 주 | 2023-06-12..2023-06-19
    다음 주 월요일 | 2023-06-19
    지난주 금요일에 | 2023-06-09
    지난 금요일 | 2023-06-09
    지난달 이사했어요 | 2023-05
    다음 달 | 2023-07
    작년에 | 2022
    내년 | 2024
    재작년 | 2021
    작년 여름에 어디 갔어? | 2022-06-01..2022-09-01
    3일 전 | 2023-06-11
    2주 전에 | 2023-05-29..2023-06-05
    두 달 전 | 2023-04
    5년 전 | 2018
    며칠 전에 | 2023-06-09..2023-06-13
    3일 후 | 2023-06-17
    2023년 5월에 뭐 했어? | 2023-05
    6월 9일 | 2023-06-09
    2023년 6월 9일 | 2023-06-09
    어젯밤 | 2023-06-13T18:00..2023-06-14T06:00
    오늘 아침에 | 2023-06-14T06:00..2023-06-14T12:00
    지난 주말에 | 2023-06-10..2023-06-12
    5월 3일부터 5일까지 | 2023-05-03..2023-05-06
    2022년 이전 | 2022 @before
    2016년부터 | 2016 @since
    어제오늘 일이 아니다 | -
    삼 년 동안 살았다 | -
    지난달 15일 | 2023-05-15
    다음 주말 | 2023-06-24..2023-06-26
    일주일 전에 | 2023-06-05..2023-06-12
    올해 봄 | 2023-03-01..2023-06-01
    작년 12월 | 2022-12
    이번 주 토요일 | 2023-06-17
    내년 여름에 갈 예정이에요 | 2024-06-01..2024-09-01
    한국은 좋아요 | -
  `,
  German: `
    Gestern war ich beim Arzt | 2023-06-13
    Was habe ich vorgestern gemacht? | 2023-06-12
    Wir treffen uns morgen | 2023-06-15
    Guten Morgen, wie geht es dir? | -
    übermorgen fliege ich | 2023-06-16
    Letzten Freitag war ich im Kino | 2023-06-09
    letzte Woche war ich krank | 2023-06-05..2023-06-12
    Letzten Monat bin ich umgezogen | 2023-05
    letztes Jahr | 2022
    nächste Woche habe ich Zeit | 2023-06-19..2023-06-26
    vor zwei Wochen | 2023-05-29..2023-06-05
    vor 3 Tagen habe ich sie gesehen | 2023-06-11
    in zwei Wochen fahre ich | 2023-06-26..2023-07-03
    am 9. Juni 2023 | 2023-06-09
    am 09.06.2023 | 2023-06-09
    Was war im Mai 2023? | 2023-05
    letzten Sommer | 2022-06-01..2022-09-01
    seit 2016 wohne ich hier | 2016 @since
    zwischen dem 3. und 5. Mai | 2023-05-03..2023-05-06
    von Juni bis August | 2023-06-01..2023-09-01
    Hier ist es schön | -
    Ich war im Sommer 2022 dort | 2022-06-01..2022-09-01
    am 3. Oktober | 2023-10-03
    nächsten Dienstag | 2023-06-20
    Ende Mai war ich krank | 2023-05-21..2023-06-01
    zwei Wochen vor dem 9. Juni | 2023-05-22..2023-05-29
    am Tag vor dem 9. Juni | 2023-06-08
    Heute Abend gehe ich aus | 2023-06-14T18:00..2023-06-15T00:00
  `,
  French: `
    Hier, je suis allé au cinéma | 2023-06-13
    Que fais-tu demain ? | 2023-06-15
    avant-hier j'étais malade | 2023-06-12
    Je suis parti vendredi dernier | 2023-06-09
    la semaine dernière | 2023-06-05..2023-06-12
    J'ai déménagé le mois dernier | 2023-05
    l'année dernière | 2022
    la semaine prochaine | 2023-06-19..2023-06-26
    il y a deux semaines | 2023-05-29..2023-06-05
    il y a 3 jours | 2023-06-11
    dans trois jours | 2023-06-17
    le 9 juin 2023 | 2023-06-09
    en mai 2023 | 2023-05
    l'été dernier | 2022-06-01..2022-09-01
    J'habite ici depuis 2016 | 2016 @since
    en 2022 | 2022
    entre le 3 et le 5 mai | 2023-05-03..2023-05-06
    de juin à août | 2023-06-01..2023-09-01
    Il y a trois chats | -
    en été 2021 | 2021-06-01..2021-09-01
    mardi prochain | 2023-06-20
    début mai 2022 | 2022-05-01..2022-05-11
    le 1er janvier 2020 | 2020-01-01
    à la fin de l'année dernière | 2022-09-01..2023-01-01
  `,
  Spanish: `
    Ayer fui al médico | 2023-06-13
    Nos vemos mañana | 2023-06-15
    Corro por la mañana | -
    anteayer | 2023-06-12
    pasado mañana salgo | 2023-06-16
    El viernes pasado fui al cine | 2023-06-09
    la semana pasada | 2023-06-05..2023-06-12
    Me mudé el mes pasado | 2023-05
    el año pasado | 2022
    la próxima semana | 2023-06-19..2023-06-26
    hace dos semanas | 2023-05-29..2023-06-05
    hace 3 días | 2023-06-11
    dentro de tres días | 2023-06-17
    el 9 de junio de 2023 | 2023-06-09
    en mayo de 2023 | 2023-05
    el verano pasado | 2022-06-01..2022-09-01
    Vivo aquí desde 2016 | 2016 @since
    en 2022 | 2022
    entre el 3 y el 5 de mayo | 2023-05-03..2023-05-06
    de junio a agosto | 2023-06-01..2023-09-01
    el lunes que viene | 2023-06-19
    a principios de mayo | 2023-05-01..2023-05-11
    ayer por la noche | 2023-06-13T18:00..2023-06-14T06:00
    el 25 de diciembre de 2022 | 2022-12-25
    hace unos días | 2023-06-09..2023-06-13
  `,
};
const reference = Date.UTC(2023, 5, 14, 10);

const rows = Object.entries(said).flatMap(([language, table]) =>
  table
    .trim()
    .split('\n')
    .map((line) => {
      const at = line.lastIndexOf('|');
      return { language, text: line.slice(0, at).trim(), spans: line.slice(at + 1).trim() };
    }),
);

/** The shortest of the notations above that says the same. */
function notation(from: number, to: number): string {
  const [start, end] = [from, to].map((at) => new Date(at).toISOString().slice(0, 16));
  const [day = '', clock] = start?.split('T') ?? [];
  const next = (years: number, months: number, days: number) =>
    Date.UTC(
      Number(day.slice(0, 4)) + years,
      Number(day.slice(5, 7)) - 1 + months,
      Number(day.slice(8)) + days,
    );
  if (clock === '00:00' && to === next(0, 0, 1)) return day;
  if (day.endsWith('-01-01') && to === next(1, 0, 0)) return day.slice(0, 4);
  if (day.endsWith('-01') && clock === '00:00' && to === next(0, 1, 0)) return day.slice(0, 7);
  const whole = clock === '00:00' && end?.endsWith('T00:00');
  return whole ? `${day}..${end?.slice(0, 10)}` : `${start}..${end}`;
}

describe('language/dates/dates reads what people say', () => {
  it.each(rows)('$language: $text | $spans', ({ text, spans }) => {
    const read = spansIn(text, reference, 'UTC').map(
      ({ from, to, bound }) => notation(from, to) + (bound === 'on' ? '' : ` @${bound}`),
    );
    expect(read.join(' ; ') || '-').toBe(spans);
  });
});
