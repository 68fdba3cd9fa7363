import { describe, expect, it } from 'vitest';
import { spansIn } from './dates.js';

const wednesday = Date.UTC(2023, 5, 14, 10);
const read = (text: string, reference = wednesday, timezone = 'UTC') =>
  spansIn(text, reference, timezone).map(({ from, to }) => [
    new Date(from).toISOString(),
    new Date(to).toISOString(),
  ]);
const HOUR = 3_600_000;

describe('language/dates/dates', () => {
  it('tells which words of the text it has read, how finely, and whether they need a reference', () => {
    const text = 'Mia called last Friday. Before May 2021 she lived in Oslo.';
    expect(spansIn(text, wednesday, 'UTC')).toEqual([
      {
        from: Date.UTC(2023, 5, 9),
        to: Date.UTC(2023, 5, 10),
        text: 'last Friday',
        grain: 'day',
        absolute: false,
        counted: true,
        bound: 'on',
      },
      {
        from: Date.UTC(2021, 4, 1),
        to: Date.UTC(2021, 5, 1),
        text: 'Before May 2021',
        grain: 'month',
        absolute: true,
        counted: false,
        bound: 'before',
      },
    ]);
  });

  it.each([
    ['in May 2023', 'month', true],
    ['in May', 'month', false],
    ['in May last year', 'month', false],
    ['two weeks before 9 June 2023', 'week', true],
    ['two weeks before 9 June', 'week', false],
    ['last summer', 'season', false],
    ['summer 2022', 'season', true],
    ['since 2016', 'year', true],
    ['yesterday at 3pm', 'hour', false],
    ['30 minutes ago', 'minute', false],
    ['2023-05-08T13:56Z', 'minute', true],
    ['去年', 'year', false],
    ['2023年6月9日', 'day', true],
  ] as const)('%s: grain %s, absolute %s', (text, grain, absolute) => {
    expect(spansIn(text, wednesday, 'UTC')).toMatchObject([{ grain, absolute }]);
  });

  it('reads a day without a year by the tense of its sentence, else the nearest', () => {
    expect(read('We went to Rome in August')).toEqual(read('in August 2022'));
    expect(read('We will go to Rome in August')).toEqual(read('in August 2023'));
    expect(read('The fair is on 20 June')).toEqual(read('20 June 2023'));
    expect(read('I was ill. We will meet on Friday')).toEqual(read('2023-06-16'));
    expect(read('我们八月去了罗马')).toEqual(read('2022年8月'));
  });

  it.each([
    ['last week', true],
    ['last year', true],
    ['two days ago', true],
    ['last Friday evening', true],
    ['上周', true],
    ['先週', true],
    ['지난주', true],
    ['letzte Woche', true],
    ['la semana pasada', true],
    ['last May', false],
    ['last Christmas', false],
    ['in May 2023', false],
    ['in May last year', false],
    ['去年夏天', false],
  ])('%s is counted from the moment of speaking alone: %s', (text, counted) => {
    expect(spansIn(text, wednesday, 'UTC')).toMatchObject([{ counted }]);
  });

  it('begins the day where the reader is', () => {
    const late = Date.UTC(2023, 5, 14, 20);
    expect(read('today', late, 'Asia/Shanghai')).toEqual([
      ['2023-06-14T16:00:00.000Z', '2023-06-15T16:00:00.000Z'],
    ]);
    expect(read('yesterday', late, 'America/New_York')).toEqual([
      ['2023-06-13T04:00:00.000Z', '2023-06-14T04:00:00.000Z'],
    ]);
  });

  it('gives days of 23 and of 25 hours where clocks change', () => {
    const [spring] = spansIn('on 26 March 2023', wednesday, 'Europe/Berlin');
    const [autumn] = spansIn('on 29 October 2023', wednesday, 'Europe/Berlin');
    expect((spring?.to ?? 0) - (spring?.from ?? 0)).toBe(23 * HOUR);
    expect((autumn?.to ?? 0) - (autumn?.from ?? 0)).toBe(25 * HOUR);
    const justAfter = Date.UTC(2023, 2, 26, 1);
    expect(read('yesterday', justAfter, 'Europe/Berlin')).toEqual([
      ['2023-03-24T23:00:00.000Z', '2023-03-25T23:00:00.000Z'],
    ]);
  });

  it('finds the first moment of a day whose midnight is skipped or comes twice', () => {
    expect(read('on 8 September 2019', wednesday, 'America/Santiago')).toEqual([
      ['2019-09-08T04:00:00.000Z', '2019-09-09T03:00:00.000Z'],
    ]);
    expect(read('on 5 November 2023', wednesday, 'America/Havana')).toEqual([
      ['2023-11-05T04:00:00.000Z', '2023-11-06T05:00:00.000Z'],
    ]);
  });

  it('knows weekends and weekdays from any day of the week', () => {
    const sunday = Date.UTC(2023, 5, 18, 10);
    expect(read('this weekend', sunday)).toEqual(read('17-18 June 2023'));
    expect(read('last weekend', sunday)).toEqual(read('10-11 June 2023'));
    expect(read('last Friday', sunday)).toEqual(read('2023-06-16'));
    expect(read('next Monday', sunday)).toEqual(read('2023-06-19'));
    expect(read('last Sunday', sunday)).toEqual(read('2023-06-11'));
  });

  it('counts winter from its December', () => {
    const january = Date.UTC(2023, 0, 20);
    expect(read('this winter', january)).toEqual([
      ['2022-12-01T00:00:00.000Z', '2023-03-01T00:00:00.000Z'],
    ]);
    expect(read('last winter', january)).toEqual([
      ['2021-12-01T00:00:00.000Z', '2022-03-01T00:00:00.000Z'],
    ]);
  });

  it('skips days that no month has, and finds the leap day', () => {
    expect(read('on 30 February 2023')).toEqual(read('February 2023'));
    expect(read('2023-02-30')).toEqual([]);
    expect(read('What happened on 29 February?')).toEqual(read('2020-02-29'));
    expect(read('one month ago', Date.UTC(2023, 2, 31))).toEqual(read('February 2023'));
  });

  it.each(['I may march on', 'Have a great day!', '2022 people', 'Route 66', '天天开心', ''])(
    '%j speaks of no time',
    (text) => expect(read(text)).toEqual([]),
  );
});

describe('language/dates/dates takes anything', () => {
  const pieces =
    '1 12 2023 999 99999 - / : . , ; ? % last next may May Sunday week of the before after in ago from to between and 1st 3pm 2023-05-08T13:56Z \ud800 \u0000 上 个 月 三 年 前 から 지난 주 전 é ’'.split(
      ' ',
    );
  let seed = 7;
  const random = (below: number) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };

  it('answers ordered spans of the text, whatever words follow one another', () => {
    const wrong: unknown[] = [];
    for (let turn = 0; turn < 3_000; turn += 1) {
      const words = Array.from({ length: 1 + random(12) }, () => pieces[random(pieces.length)]);
      const text = words.join(random(3) === 0 ? '' : ' ');
      for (const span of spansIn(text, wednesday, 'America/New_York')) {
        if (span.from >= span.to || !text.includes(span.text)) wrong.push({ text, span });
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each([Number.NaN, Infinity, -8.64e15, 8.64e15, Date.UTC(1, 0, 1), Date.UTC(9999, 11, 31)])(
    'a reference of %d',
    (reference) =>
      expect(() => spansIn('999 years ago and next year', reference, 'UTC')).not.toThrow(),
  );

  it('an unknown time zone, as UTC', () =>
    expect(read('yesterday', wednesday, 'Mars/Olympus')).toEqual(read('yesterday')));

  it.each([
    'last week on May 3 ',
    '1 ',
    '1',
    '1.',
    'a',
    'may ',
    '上',
    '三月',
    '지난',
    '12:',
    'last ',
    '. ',
    'week before ',
    '5月3日到',
    '1 am',
    '2022-',
  ])('1 MB of %j', (piece) => {
    const text = piece.repeat(Math.ceil(1_000_000 / piece.length));
    expect(spansIn(text, wednesday, 'Europe/Berlin').length).toBeLessThanOrEqual(64);
  });
});
