import { describe, expect, it } from 'vitest';
import { temporaryMemory } from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };

describe('what was said last comes first (T4)', () => {
  async function moved() {
    const memory = await temporaryMemory();
    const say = (text: string, occurred_at: string) => memory.add({ ...ada, text, occurred_at });
    await say('Mia lives in Lisbon with her cat, which she likes a lot.', '2026-01-05');
    await say('Mia lives in Porto.', '2026-03-05');
    await say('Mia lives in Faro.', '2026-02-05');
    await say('Mia sings in a choir.', '2026-04-05');
    await say('Where does anybody live? Mia does not say where.', '2026-05-05');
    const found = async (query: string, more: object = {}) =>
      (await memory.search({ ...ada, query, ...more })).results;
    return { memory, found };
  }

  it('among memories that say another thing of the same, without anything being told', async () => {
    const { found } = await moved();
    const texts = (await found('Where does Mia live?')).map(({ text }) => text);
    expect(texts.indexOf('Mia lives in Porto.')).toBeLessThan(texts.indexOf('Mia lives in Faro.'));
    const [porto, faro] = await found('Mia lives', { limit: 2 });
    expect([porto?.text, faro?.text]).toEqual(['Mia lives in Porto.', 'Mia lives in Faro.']);
    expect(porto?.score).toBeGreaterThanOrEqual(faro?.score ?? 1);
  });

  it('or first of all where the question asks what was first', async () => {
    const { found } = await moved();
    const texts = (await found('Where did Mia live originally?')).map(({ text }) => text);
    expect(texts.indexOf('Mia lives in Faro.')).toBeLessThan(texts.indexOf('Mia lives in Porto.'));
  });

  it.each([
    [{ query: 'Where did Mia live in February 2026?' }, 'Mia lives in Faro.'],
    [{ query: 'Where did Mia live before March 2026?' }, 'Mia lives in Faro.'],
    [{ query: 'Where does Mia live?', as_of: '2026-03-01' }, 'Mia lives in Faro.'],
    [{ query: 'Where does Mia live now?', as_of: '2026-03-06' }, 'Mia lives in Porto.'],
    [{ query: 'Where did Mia live in 2026?', as_of: '2026-03-01' }, 'Mia lives in Faro.'],
    [{ query: 'Where does Mia live now? I met her in February 2026.' }, 'Mia lives in Porto.'],
  ])(
    'as far as it was said in the time that is asked about: %o',
    async ({ query, ...more }, text) => {
      const { found } = await moved();
      const texts = (await found(query, more)).map((hit) => hit.text);
      const slot = ['Mia lives in Porto.', 'Mia lives in Faro.'];
      expect(texts.filter((one) => slot.includes(one))[0]).toBe(text);
    },
  );

  it.each([
    ['Where did I go hiking last May?', 'I went hiking near Chamonix with Lena.'],
    ['Where did I go hiking in July?', 'I went hiking near Zermatt with Tom.'],
    ['Where did I go hiking?', 'I went hiking near Zermatt with Tom.'],
  ])('of what happened, too: %s', async (query, text) => {
    const memory = await temporaryMemory();
    const went = (to: string, occurred_at: string) =>
      memory.add({ ...ada, text: `I went hiking near ${to}.`, occurred_at });
    await went('Chamonix with Lena', '2025-05-10');
    await went('Zermatt with Tom', '2025-07-22');
    const { results } = await memory.search({ ...ada, query, reference_time: '2025-08-10' });
    expect(results[0]?.text).toBe(text);
  });

  it('and what changed later does not count', async () => {
    const memory = await temporaryMemory();
    const say = (text: string, occurred_at: string) => memory.add({ ...ada, text, occurred_at });
    await say('我的主管是陈经理。', '2026-01-10');
    await say('公司改组，我的新主管是林经理。', '2026-06-10');
    const first = async (query: string) =>
      (await memory.search({ ...ada, query, reference_time: '2026-08-01' })).results[0]?.text;
    expect(await first('2026年3月我的主管是谁？')).toBe('我的主管是陈经理。');
    expect(await first('我的主管是谁？')).toBe('公司改组，我的新主管是林经理。');
  });

  it('and finds the newest also when it did not rank among those asked for', async () => {
    const memory = await temporaryMemory();
    for (let year = 2000; year < 2020; year += 1) {
      const text = `The head of the council is person${year}${year === 2019 ? ' the wise' : ''}.`;
      await memory.add({ ...ada, text, occurred_at: `${year}-01-01` });
    }
    const query = 'Who is the head of the council?';
    const { results } = await memory.search({ ...ada, query, limit: 1 });
    expect(results.map(({ text }) => text)).toEqual([
      'The head of the council is person2019 the wise.',
    ]);
  });

  it('but not what is asked by: another word of the same stem is another thing', async () => {
    const memory = await temporaryMemory();
    await memory.add({ ...ada, text: 'Note of servedb', occurred_at: '2026-01-05' });
    await memory.add({ ...ada, text: 'Note of servedbed', occurred_at: '2026-02-05' });
    const { results } = await memory.search({ ...ada, query: 'servedb' });
    expect(results[0]?.text).toBe('Note of servedb');
  });

  it('asks the words of the time that is asked about', async () => {
    const memory = await temporaryMemory();
    const { memories } = await memory.add({ ...ada, text: 'Mia lives in Lisbon.' });
    const known = new Date(Date.now() + 5).toISOString();
    await new Promise((resolve) => setTimeout(resolve, 10));
    await memory.update(memories[0]?.id ?? '', { text: 'Nobody knows where Mia is.' });
    await memory.add({ ...ada, text: 'Mia lives in Porto.' });
    const ask = { ...ada, query: 'Mia lives where?', known_at: known };
    expect((await memory.search(ask)).results.map(({ text }) => text)).toEqual([
      'Mia lives in Lisbon.',
    ]);
  });
});

describe('when a question asks about (T4)', () => {
  async function diary() {
    const memory = await temporaryMemory({ timezone: 'UTC' });
    const days = ['2026-03-04', '2026-04-08', '2026-05-09', '2026-06-10'];
    for (const day of days) {
      const messages = [
        { speaker: 'Ada', content: 'I went out with Mia and had a good time.' },
        { speaker: 'Bob', content: 'Nice. We painted the old door.' },
      ];
      await memory.add({
        ...ada,
        run_id: day,
        messages: messages.map((message) => ({ ...message, occurred_at: `${day}T12:00:00Z` })),
      });
    }
    return async (query: string, reference_time?: string) => {
      const { results } = await memory.search({
        ...ada,
        query,
        ...(reference_time && { reference_time }),
      });
      return results[0]?.occurred_at.slice(0, 10);
    };
  }

  it.each([
    ['What did Ada do on 8 April 2026?', undefined, '2026-04-08'],
    ['What did Ada do in May 2026?', undefined, '2026-05-09'],
    ['What did Ada do last month?', '2026-04-20', '2026-03-04'],
    ['What did Ada do yesterday?', '2026-06-11', '2026-06-10'],
    ['阿达2026年4月8日做了什么？', undefined, '2026-04-08'],
    ['What did Ada do after June 1st, 2026?', '2026-07-01', '2026-06-10'],
  ])('%s (asked %s) is answered from %s', async (query, asked, day) => {
    const first = await diary();
    expect(await first(query, asked)).toBe(day);
  });

  it.each(['What was the wifi password in March 2026?', '2026年3月的 wifi password'])(
    'takes nothing from the score of what does not say so itself: %s',
    async (query) => {
      const memory = await temporaryMemory();
      for (const text of ['The wifi password is banana.', 'The garden gate is blue.']) {
        await memory.add({ ...ada, text, occurred_at: '2026-01-10' });
      }
      const { results } = await memory.search({ ...ada, query, min_score: 0.3 });
      expect(results.map(({ text }) => text)).toEqual(['The wifi password is banana.']);
    },
  );

  describe('tells the time by what happened', () => {
    async function journal() {
      const memory = await temporaryMemory({ timezone: 'UTC' });
      const note = async (text: string, occurred_at: string) =>
        (await memory.add({ ...ada, text, occurred_at })).memories[0]?.id;
      const flight = await note('We flew to Lisbon for the trip to Portugal.', '2025-06-28');
      await note('Had my wisdom tooth pulled.', '2025-06-14');
      await note('Watched a film with Tom.', '2025-08-03');
      await note('The wedding of Eva is on 4 October 2025.', '2025-05-02');
      await note('Picked up the suit.', '2025-10-03');
      const ask = (query: string, more: object = {}) =>
        memory.search({ ...ada, query, reference_time: '2025-12-01', explain: true, ...more });
      return { memory, note, ask, flight };
    }

    it('and looks for when that was', async () => {
      const { ask, flight } = await journal();
      const { results, trace } = await ask('What did I do two weeks before the trip?');
      expect(results.slice(0, 2).map(({ text }) => text)).toEqual([
        'Had my wisdom tooth pulled.',
        'We flew to Lisbon for the trip to Portugal.',
      ]);
      expect(trace?.query.times).toEqual([
        {
          text: 'two weeks before the trip',
          from: '2025-06-09T00:00:00.000Z',
          to: '2025-06-16T00:00:00.000Z',
          first_day: '2025-06-09',
          last_day: '2025-06-15',
          event: flight,
        },
      ]);
    });

    it.each([
      ['我们去成都玩了五天', '拔了智齿', '去成都的两周前我做了什么？'],
      ['부산 여행을 갔다', '사랑니를 뽑았다', '부산 여행 2주 전에 뭐 했어?'],
      ['京都へ旅行に行った', '親知らずを抜いた', '旅行の2週間前に何をしましたか'],
      ['Die Reise nach Rom begann', 'Weisheitszahn gezogen', 'Was war zwei Wochen vor der Reise?'],
    ])('%s, %s: %s', async (event, before, query) => {
      const { note, ask } = await journal();
      const id = await note(event, '2025-09-20');
      await note(before, '2025-09-03');
      const { results, trace } = await ask(query);
      expect(trace?.query.times).toMatchObject([{ first_day: '2025-09-01', event: id }]);
      expect(results.slice(0, 2).map(({ text }) => text)).toContain(before);
    });

    it('and means nothing else by its own words', async () => {
      const { note, ask } = await journal();
      await note('Two weeks of rain, and the week was long.', '2024-03-03');
      await note('Bought new boots.', '2025-06-13');
      const { results } = await ask('What did I buy two weeks before the trip?');
      expect(results[0]?.text).toBe('Bought new boots.');
      const texts = results.map(({ text }) => text);
      expect(texts.slice(0, 3)).not.toContain('Two weeks of rain, and the week was long.');
    });

    it('by the date that it names itself', async () => {
      const { ask } = await journal();
      const { results } = await ask('What did I do the day before the wedding of Eva?');
      expect(results.slice(0, 2).map(({ text }) => text)).toContain('Picked up the suit.');
    });

    it('and leaves the filter of the question in force', async () => {
      const { memory, ask } = await journal();
      const told = async (text: string, user_id: string) =>
        memory.add({ cube: 'ours', user_id, text, occurred_at: '2025-07-20' });
      await told('The graduation of my cousin was great.', 'bob');
      await told('Had lunch with Tom.', 'ada');
      const timesFor = async (user_id: string) => {
        const { trace } = await ask('What did I do two days before the graduation?', {
          cube: 'ours',
          user_id: undefined,
          filters: { user_id },
        });
        return trace?.query.times.map(({ from }) => from);
      };
      expect(await timesFor('ada')).toEqual([]);
      expect(await timesFor('bob')).toEqual(['2025-07-18T00:00:00.000Z']);
    });

    it('as it was known then', async () => {
      const { memory, note, ask } = await journal();
      const id = await note('The graduation of Lea is on 20 July 2025.', '2025-05-02');
      const known_at = new Date(Date.now() + 5).toISOString();
      await new Promise((resolve) => setTimeout(resolve, 10));
      await memory.update(id ?? '', { text: 'The graduation of Lea is on 9 August 2025.' });
      const query = 'What did I do the day before the graduation of Lea?';
      const dayOf = async (more?: object) =>
        (await ask(query, more)).trace?.query.times.map(({ from }) => from?.slice(0, 10));
      expect(await dayOf()).toEqual(['2025-08-08']);
      expect(await dayOf({ known_at })).toEqual(['2025-07-19']);
    });

    it('of a long text by what it names at its beginning', async () => {
      const { memory, note, ask } = await journal();
      const id = await note('Lea.', '2025-07-20');
      const long = `The graduation of Lea. ${'We sang and sang. '.repeat(150)} Back on 9 August 2025.`;
      await memory.update(id ?? '', { text: long });
      const { trace } = await ask('What did I do the day before the graduation of Lea?');
      expect(trace?.query.times.map(({ from }) => from?.slice(0, 10))).toEqual(['2025-07-19']);
    });

    it('but not where its words name a time themselves', async () => {
      const { note, ask } = await journal();
      await note('Went swimming with Eva at last.', '2025-07-20');
      const { trace } = await ask('What did I do the weekend before last with Eva?');
      expect(trace?.query.times.every(({ event }) => event === undefined)).toBe(true);
    });

    it('and is not sure of an answer for knowing the words of something like it', async () => {
      const { ask } = await journal();
      const coverageOf = async (query: string) => (await ask(query)).trace?.coverage ?? 1;
      const told = await coverageOf('Three weeks before the trip to Portugal with Zelda');
      const asked = await coverageOf('The trip to Portugal with Zelda');
      expect(told).toBeCloseTo(asked, 1);
    });

    it('and changes nothing where nobody knows of it', async () => {
      const { ask } = await journal();
      const { trace } = await ask('What did I do two weeks before the earthquake?');
      expect(trace?.query.times).toEqual([]);
    });
  });

  describe('asks for all of it', () => {
    async function diary() {
      const memory = await temporaryMemory({ timezone: 'UTC' });
      const note = (text: string, occurred_at: string) => memory.add({ ...ada, text, occurred_at });
      await note('I spent last week painting the fence.', '2024-05-06');
      await note('上周我在家刷了篱笆。', '2024-05-06');
      await note('Letzte Woche habe ich den Zaun gestrichen.', '2024-05-06');
      await note('La semana pasada pinté la valla.', '2024-05-06');
      await note('先週は柵にペンキを塗った。', '2024-05-06');
      await note('지난주에 울타리를 칠했다.', '2024-05-06');
      await note('Something happened at the office.', '2025-03-03');
      await note('Climbed the Rax with Mia.', '2026-11-12');
      await note('Baked bread with rye flour.', '2026-11-14');
      const ask = async (query: string, min_score = 0.3) => {
        const found = { query, min_score, reference_time: '2026-11-20' };
        const { results } = await memory.search({ ...ada, ...found });
        return results.map(({ text }) => text).toSorted();
      };
      return { note, ask };
    }

    it.each([
      'What did I do last week?',
      'What happened in November 2026?',
      'What changed in November 2026?',
      'Was habe ich letzte Woche gemacht?',
      '¿Qué hice la semana pasada?',
      '上周我做了什么？',
      '先週何をしましたか',
      '지난주에 뭐 했어?',
    ])('%s: its notes are the answer, not one whose own last week was another', async (query) => {
      const { ask } = await diary();
      expect(await ask(query)).toEqual([
        'Baked bread with rye flour.',
        'Climbed the Rax with Mia.',
      ]);
    });

    it('and not by a number that is part of a date', async () => {
      const { note, ask } = await diary();
      await note('Bought the ID 3.', '2024-02-01');
      await note('The review of sales went well.', '2025-08-15');
      expect(await ask('What happened in Q3 2025?')).toEqual(['The review of sales went well.']);
    });

    it('and not by other words for the beginning of a month', async () => {
      const { note, ask } = await diary();
      await note('The night train starts at ten past four.', '2026-06-01');
      await note('The dam broke.', '2026-10-02');
      expect(await ask('What happened at the beginning of October?')).toEqual(['The dam broke.']);
    });

    it('and finds the note of this week that tells of last week', async () => {
      const { note, ask } = await diary();
      await note('Last week I met Tom.', '2026-11-17');
      expect(await ask('What did I do last week?', 0.1)).toContain('Last week I met Tom.');
    });

    it.each(['What happened in April 2023?', 'Who repaired the boiler last week?'])(
      '%s: is not sure where nothing tells of it',
      async (query) => {
        const { ask } = await diary();
        expect(await ask(query, 0.1)).toEqual([]);
      },
    );

    it('and words that tell more than the time still find', async () => {
      const { ask } = await diary();
      expect(await ask('Who painted the fence last week?', 0.1)).toContain(
        'I spent last week painting the fence.',
      );
    });
  });

  it('is told by the trace', async () => {
    const memory = await temporaryMemory({ timezone: 'Asia/Shanghai' });
    await memory.add({ ...ada, text: 'Mia came by.', occurred_at: '2026-04-08T10:00:00Z' });
    const { trace, results } = await memory.search({
      ...ada,
      query: 'What happened on 8 April 2026?',
      explain: true,
    });
    expect(trace?.query.times).toEqual([
      {
        text: expect.stringContaining('8 April 2026'),
        from: '2026-04-07T16:00:00.000Z',
        to: '2026-04-08T16:00:00.000Z',
        first_day: '2026-04-08',
        last_day: '2026-04-08',
      },
    ]);
    expect(results).toHaveLength(1);
    expect(trace?.hits[0]?.channels.map(({ channel }) => channel)).toContain('date');
  });
});
