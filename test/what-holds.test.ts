import { describe, expect, it } from 'vitest';
import { changedEvents } from './helpers/changed-events.js';
import { temporaryMemory } from './helpers/temporary-memory.js';

/** What held, what was said later, and who asks. */
const changes = [
  [
    'English',
    'My manager is Dana.',
    'My new manager is Lee since the reorg.',
    'Who is my manager?',
  ],
  [
    'English',
    'The yoga class is on Wednesday evening.',
    'The yoga class was moved, now it is on Friday evening.',
    'When is the yoga class now?',
  ],
  ['zh-Hans', '我的主管是陈经理。', '公司改组，我的新主管是林经理。', '我的主管是谁？'],
  ['zh-Hans', '我的手机是 iPhone 12。', '我今天买了新手机，换成 Pixel 8。', '我现在用什么手机？'],
  [
    'zh-Hant',
    '我在台積電當工程師。',
    '我換工作了，現在在聯發科當工程師。',
    '我目前在哪家公司當工程師？',
  ],
  ['zh-Hant', '瑜伽課在週三晚上。', '瑜伽課改時間了，以後是週五晚上。', '瑜伽課在週幾？'],
  [
    'Japanese',
    '今の会社は富士通です。',
    '転職して、会社は日立になりました。',
    '今の会社はどこですか？',
  ],
  [
    'Korean',
    '우리 팀장은 김민수입니다.',
    '우리 팀장이 박지훈으로 바뀌었어요.',
    '지금 우리 팀장은 누구예요?',
  ],
] as const;

describe('what holds now comes first, with nothing told to supersede (T10, T4)', () => {
  it.each(changes)('%s: %s → %s', async (_, before, after, query) => {
    const memory = await temporaryMemory();
    await memory.add({ user_id: 'ada', text: before, occurred_at: '2026-01-10T09:00:00Z' });
    await memory.add({ user_id: 'ada', text: after, occurred_at: '2026-03-10T09:00:00Z' });
    const { results } = await memory.search({ user_id: 'ada', query });
    expect(results.map(({ text }) => text)).toEqual([after, before]);
  });

  it.each(Object.entries(changedEvents))(
    '%s: of many events, what holds now and what was first',
    async (_, events) => {
      const memory = await temporaryMemory();
      const note = (text: string, occurred_at: string) =>
        memory.add({ user_id: 'ada', text, occurred_at });
      for (const [before] of events) await note(before, '2026-01-10T09:00:00Z');
      for (const [, after] of events) await note(after, '2026-03-10T09:00:00Z');
      const firstOf = async (query: string) => {
        const { results } = await memory.search({ user_id: 'ada', query });
        return [query, results[0]?.text];
      };
      for (const [before, after, now, first] of events) {
        expect.soft(await firstOf(now)).toEqual([now, after]);
        expect.soft(await firstOf(first)).toEqual([first, before]);
      }
    },
  );

  it('puts notes that hold the same in order of time, in a language without tense', async () => {
    const memory = await temporaryMemory();
    const before = '水族箱放在玄關的鞋櫃上。';
    const after = '爸爸把水族箱放在陽台的小桌子上。';
    await memory.add({ user_id: 'ada', text: before, occurred_at: '2026-01-10T09:00:00Z' });
    await memory.add({ user_id: 'ada', text: after, occurred_at: '2026-03-10T09:00:00Z' });
    const firstOf = async (query: string) => {
      return (await memory.search({ user_id: 'ada', query })).results[0]?.text;
    };
    expect(await firstOf('水族箱放在哪裡?')).toBe(after);
    expect(await firstOf('水族箱起初放在哪裡?')).toBe(before);
  });

  it('leaves the order where the newer one tells of no change', async () => {
    const memory = await temporaryMemory();
    await memory.add({ user_id: 'ada', text: 'My manager is Dana.' });
    await memory.add({
      user_id: 'ada',
      text: 'My manager Dana likes to sail, her boat lies in Kiel.',
    });
    const { results } = await memory.search({ user_id: 'ada', query: 'Who is my manager?' });
    expect(results[0]?.text).toBe('My manager is Dana.');
  });

  it('takes of two notes of one moment the one that was kept later for the newer', async () => {
    const memory = await temporaryMemory();
    const occurred_at = '2026-03-10T09:00:00Z';
    const before = '管委會的會議訂在週四晚上八點。';
    const after = '主委出差,這次管委會的會議改到週日早上。';
    await memory.add({ user_id: 'ada', text: before, occurred_at });
    await memory.add({ user_id: 'ada', text: after, occurred_at });
    const query = '管委會的會議在什麼時候?';
    const { results } = await memory.search({ user_id: 'ada', query });
    expect(results[0]?.text).toBe(after);
  });

  it('puts the older one first where the query asks for what was first', async () => {
    const memory = await temporaryMemory();
    const old =
      'The yoga class with Mira is on Wednesday evening, in the room with the big windows by the river.';
    await memory.add({ user_id: 'ada', text: old, occurred_at: '2026-01-10T09:00:00Z' });
    const newer = 'The yoga class was moved, now it is on Friday evening.';
    await memory.add({ user_id: 'ada', text: newer, occurred_at: '2026-03-10T09:00:00Z' });
    const firstOf = async (query: string) => {
      return (await memory.search({ user_id: 'ada', query })).results[0]?.text;
    };
    expect(await firstOf('On which evening was the yoga class originally?')).toBe(old);
  });

  it('keeps people apart: what another one tells changes nothing', async () => {
    const memory = await temporaryMemory();
    const said = (speaker: string, content: string, day: string) =>
      memory.add({
        user_id: 'ada',
        messages: [{ speaker, content, occurred_at: `2026-0${day}T09:00:00Z` }],
      });
    await said('Mia', 'I work in Porto.', '1-10');
    await said('Tom', 'Now I work in Faro.', '3-10');
    const query = 'Where does Mia work these days?';
    const { results } = await memory.search({ user_id: 'ada', query });
    expect(results[0]?.text).toContain('Porto');
  });

  it('tells in the trace what put it first', async () => {
    const memory = await temporaryMemory();
    const [, before, after, query] = changes[0];
    await memory.add({ user_id: 'ada', text: before, occurred_at: '2026-01-10T09:00:00Z' });
    await memory.add({ user_id: 'ada', text: after, occurred_at: '2026-03-10T09:00:00Z' });
    const { trace } = await memory.search({ user_id: 'ada', query, explain: true });
    expect(trace?.hits.map(({ via }) => via)).toEqual(['order', 'channels']);
  });
});

/** Notes as people write them, with the day of 2026 that each is of. */
type Noted = readonly [text: string, day: string];

async function firstOf(notes: readonly Noted[], query: string): Promise<string | undefined> {
  const memory = await temporaryMemory();
  for (const [text, day] of notes) {
    await memory.add({ user_id: 'ada', text, occurred_at: `2026-${day}T09:00:00Z` });
  }
  const reference_time = '2026-11-10T09:00:00Z';
  const { results } = await memory.search({ user_id: 'ada', query, reference_time });
  return results[0]?.text;
}

describe('what holds now, in notes as people write them in English (T10)', () => {
  it.each([
    ['The choir is with Mr Osei.', 'Lena took over the choir.', 'Who has the choir?'],
    ['Rent is 880 euros.', 'Rent goes up to 940.', 'How much rent do I pay?'],
    ['My salary is 3800 euros.', 'Salary was raised to 4000 euros.', 'What is my salary?'],
    ['My office is on floor 2.', 'Office is now on floor 5.', 'Where is my office?'],
    [
      'Newsletter deadline is 3 May.',
      'Newsletter slipped to 17 May.',
      'When is the newsletter due?',
    ],
    ['I swim at the Badhaus on Mondays.', 'No more swimming, pilates it is!', 'Where do I swim?'],
  ])('%s → %s', async (before, after, query) => {
    expect(
      await firstOf(
        [
          [before, '01-10'],
          [after, '03-10'],
          ['The bins are collected on Thursdays.', '03-12'],
        ],
        query,
      ),
    ).toBe(after);
  });

  it.each([
    [
      "Tom's phone number is 0151 22.",
      'Tom started a new job at the bank.',
      "What is Tom's phone number?",
    ],
    ['My blood type is 0 negative.', 'My blood pressure is now fine.', 'What is my blood type?'],
    [
      "Leo's teacher is Mr Hahn.",
      "Leo's bike was stolen, he got a new one.",
      "Who is Leo's teacher?",
    ],
  ])('%s is not changed by: %s', async (asked, news, query) => {
    const notes = [
      [asked, '01-10'],
      [news, '03-10'],
    ] as const;
    expect(await firstOf(notes, query)).toBe(asked);
  });

  it('takes what is called the previous one for what is asked', async () => {
    const notes = [
      ['Chapter two of the book was dull.', '01-10'],
      ['The previous chapter was about whales.', '03-10'],
    ] as const;
    expect(await firstOf(notes, 'What was the previous chapter about?')).toBe(notes[1][0]);
  });

  it.each([
    ['Wer war mein früherer Chef?', 'Mein Chef heißt Tom.', 'Mein früherer Chef war Klaus.'],
    ['Wer war mein ehemaliger Chef?', 'Mein Chef heißt Tom.', 'Mein ehemaliger Chef war Klaus.'],
    ['我先前的老板是谁？', '我的老板是老李。', '我先前的老板是老王。'],
    ['Who was my former boss?', 'My boss is Tom.', 'My previous boss was Ann.'],
  ])('takes what is called the previous one for it: %s', async (query, now, previous) => {
    const notes = [
      [previous, '01-10'],
      [now, '03-10'],
    ] as const;
    expect(await firstOf(notes, query)).toBe(previous);
    const toldLater = [
      [now, '01-10'],
      [previous, '03-10'],
    ] as const;
    expect(await firstOf(toldLater, query)).toBe(previous);
  });

  const managers = [
    ['My manager is Dana.', '01-10'],
    ['My manager is Lee.', '03-10'],
    ['My manager is Kim.', '05-10'],
  ] as const;

  it.each([
    ['Who is my manager?', 2],
    ['Who was my previous manager?', 1],
    ['Who was my manager before Kim?', 1],
    ['Who was my manager before Lee?', 0],
    ['Who was my manager originally?', 0],
  ] as const)('%s', async (query, at) => {
    expect(await firstOf(managers, query)).toBe(managers[at][0]);
  });

  it('finds what held before what the question names, in other words each time', async () => {
    const notes = [
      ['Gym: McFit on the corner.', '01-10'],
      ['Changed gym, I go to the Kraftwerk.', '03-10'],
      ['Gym is over, kettlebells in the cellar.', '05-10'],
    ] as const;
    expect(await firstOf(notes, 'Which gym did I go to before the kettlebells?')).toBe(notes[1][0]);
    expect(await firstOf(notes, 'Which gym did I go to before the Kraftwerk?')).toBe(notes[0][0]);
  });
});

describe('what is called first or old, or by a time, holds now where it is asked in the present (T10)', () => {
  it.each([
    [
      'My first meeting on Mondays is at 9:00.',
      'My first meeting on Mondays is at 10:30.',
      'When is my first meeting on Mondays?',
    ],
    [
      'Mi primer apellido es Gómez.',
      'Mi primer apellido es Weber.',
      '¿Cuál es mi primer apellido?',
    ],
    [
      'Meine erste Vorlesung ist um 8 Uhr.',
      'Meine erste Vorlesung ist um 10 Uhr.',
      'Wann ist meine erste Vorlesung?',
    ],
    ['合同第一部分由王芳负责', '合同第一部分由李强负责', '合同第一部分由谁负责？'],
    ['첫차는 5시 30분이다', '첫차는 6시 10분이다', '첫차는 몇 시야?'],
    [
      'My ex-husband lives in Bonn.',
      'My ex-husband moved to Cologne.',
      'Where does my ex-husband live?',
    ],
    [
      "My old boss's phone number is 0151 22.",
      "My old boss's phone number is 0170 99.",
      "What is my old boss's phone number?",
    ],
    ['我的公司是阿里巴巴', '我的公司是腾讯', '我的当前公司是哪家？'],
    ['晚上家里妈妈做饭', '晚上家里改由爸爸做饭', '晚上家里谁做饭？'],
    ['The Q3 budget is 40k.', 'The Q3 budget was raised to 55k.', 'What is the Q3 budget?'],
    ['国庆值班补贴每天200元', '国庆值班补贴改成每天300元', '国庆值班补贴是多少？'],
    ['李国庆的电话是 0151 22', '李国庆的电话换成 0170 99', '李国庆的电话是多少？'],
  ])('%s → %s', async (before, after, query) => {
    const notes = [
      [before, '02-10'],
      [after, '10-25'],
    ] as const;
    expect(await firstOf(notes, query)).toBe(after);
  });

  it.each([
    ['My first car was a Fiat.', 'My car is a Volvo.', 'What was my first car?'],
    ['Meine Adresse ist Ring 4.', 'Meine Adresse ist Kai 9.', 'Was war meine alte Adresse?'],
    ['我的公司是阿里巴巴', '我的公司是腾讯', '我的前公司是哪家？'],
    ['私の会社は富士通', '私の会社は日立', '私の前の会社は？'],
  ])('but not in the past: %s', async (before, after, query) => {
    const notes = [
      [before, '02-10'],
      [after, '10-25'],
    ] as const;
    expect(await firstOf(notes, query)).toBe(before);
  });

  it.each([
    'Where did I live before the current flat?',
    'Which city did I live in before my current one?',
  ])('takes what holds now for what came after: %s', async (query) => {
    const notes = [
      ['I live in Graz.', '02-10'],
      ['Moved to Linz.', '05-10'],
      ['Moved to Wels.', '09-10'],
    ] as const;
    expect(await firstOf(notes, query)).toBe(notes[1][0]);
  });
});

describe('whether something goes on (T4)', () => {
  it('is told of the thing itself, not by what still is another', async () => {
    const notes = [
      [
        'Started sertraline 25 mg with Dr Lindqvist, the first two weeks may feel jittery.',
        '01-22',
      ],
      ['Sertraline upset my stomach for some days, so now I take it after breakfast.', '02-19'],
      ['Ears still ringing.', '06-09'],
    ] as const;
    expect(await firstOf(notes, 'Am I still on sertraline?')).toMatch(/sertraline/i);
  });

  it('is not ended by what costs as much', async () => {
    const notes = [
      ['Running shoes Brooks Ghost 16, 130 pounds.', '03-29'],
      ['Locked myself out. The door was open in ten minutes, 130 pounds gone.', '06-27'],
    ] as const;
    expect(await firstOf(notes, 'What shoes am I running in?')).toBe(notes[0][0]);
  });
});
