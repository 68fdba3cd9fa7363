import { describe, expect, it } from 'vitest';
import { temporaryMemory } from './helpers/temporary-memory.js';

/** A month apart, oldest first. */
async function firstOf(notes: readonly string[], query: string): Promise<string | undefined> {
  const memory = await temporaryMemory();
  for (const [month, text] of notes.entries()) {
    await memory.add({ user_id: 'ada', text, occurred_at: `2026-0${month + 1}-10T09:00:00Z` });
  }
  return (await memory.search({ user_id: 'ada', query })).results[0]?.text;
}

describe('a change told in other words than what it changes (T10)', () => {
  it.each([
    ['I live in Hamburg.', 'I moved to Leipzig last week.', 'Where do I live?'],
    ['I live in Oslo with my dog.', 'Finally relocated to Bergen.', 'Where do I live?'],
    ['My sister lives in Faro.', 'My sister moved to Braga.', 'Where does my sister live?'],
    ['Mia works at Lidl.', 'Mia was hired by Aldi.', 'Where does Mia work?'],
    ['I work at Siemens.', 'I started at Bosch on Monday.', 'Who do I work for?'],
    ['I drive a VW Golf.', 'Sold it and bought a Skoda Octavia.', 'Which car do I drive?'],
    ['My phone number is 0151 2233.', 'New number: 0170 998877.', 'What is my phone number?'],
    ['My girlfriend is Judith.', "I've been dating Hanne since March.", 'Who is my girlfriend?'],
    ['I eat meat every day.', 'I have been vegan since March.', 'Do I eat meat?'],
    [
      'Our project is called Falcon.',
      'We renamed the project to Osprey.',
      'What is our project called?',
    ],
    ['Ich wohne in Hamburg.', 'Letzte Woche bin ich nach Leipzig gezogen.', 'Wo wohne ich?'],
    ['Ich fahre einen Golf.', 'Ich habe mir einen Skoda gekauft.', 'Welches Auto fahre ich?'],
    ['Vivo en Madrid.', 'Me mudé a Valencia el mes pasado.', '¿Dónde vivo?'],
    ["J'habite à Lyon.", "J'ai déménagé à Nantes.", "Où est-ce que j'habite ?"],
    ['我住在北京。', '我上个月搬到了上海。', '我住在哪里？'],
    ['我住在台北。', '我上個月搬到高雄了。', '我住在哪裡？'],
    ['我在腾讯上班。', '我跳槽到了字节跳动。', '我在哪家公司工作？'],
    ['私は東京に住んでいます。', '先月大阪に引っ越しました。', '私はどこに住んでいますか？'],
    ['富士通で働いています。', '転職して日立に入社しました。', 'どこで働いていますか？'],
    ['저는 서울에 살아요.', '지난달에 부산으로 이사했어요.', '저는 어디에 살아요?'],
  ])('%s → %s', async (before, after, query) => {
    expect(await firstOf([before, after, 'The bins go out on Thursday.'], query)).toBe(after);
  });

  it.each([
    ['I live in Hamburg.', 'My boss moved to Berlin.', 'Where do I live?'],
    ['I live in Hamburg.', 'The office moved to Altona.', 'Where do I live?'],
    ['I live in Hamburg.', 'The meeting moved to Friday.', 'Where do I live?'],
    ['I live in Hamburg.', 'We moved to Slack for chat.', 'Where do I live?'],
    ['I live in Hamburg.', 'I will move to Munich next year.', 'Where do I live?'],
    ['I live in Hamburg.', 'I used to live in Rome.', 'Where do I live?'],
    ['I work at Siemens.', 'I joined the tennis club.', 'Where do I work?'],
    ['My wife works at the museum.', 'I started at Bosch on Monday.', 'Where does my wife work?'],
    ['I drive a Golf.', 'My neighbour bought a Tesla.', 'Which car do I drive?'],
    ['I drive a Golf.', 'Tom drives a Dacia.', 'Which car do I drive?'],
    ['Tom drives a Dacia.', 'I drive a Golf.', 'Which car does Tom drive?'],
    ['My boss is Dana.', "Tom's boss is now Lee.", 'Who is my boss?'],
    ['I weigh 83 kg.', 'The suitcase weighs 21 kg now.', 'How much do I weigh?'],
    ['我住在北京。', '我妹妹搬到上海了。', '我住在哪里？'],
    ['我住在北京。', '我想搬到杭州。', '我住在哪里？'],
    ['私は東京に住んでいます。', '姉が大阪に引っ越しました。', '私はどこに住んでいますか？'],
    ['Ich wohne in Hamburg.', 'Tom ist nach Leipzig gezogen.', 'Wo wohne ich?'],
  ])('%s is not changed by: %s', async (asked, news, query) => {
    expect(await firstOf([asked, news, 'The bins go out on Thursday.'], query)).toBe(asked);
  });

  const homes = [
    'I live in Hamburg.',
    'I moved to Leipzig.',
    'I have relocated to Bergen.',
  ] as const;

  it.each([
    ['Where do I live now?', 2],
    ['Where did I live before?', 1],
    ['Which city did I live in before Leipzig?', 0],
    ['Where did I live first?', 0],
    ['Where did I live at the very beginning?', 0],
  ] as const)('%s', async (query, at) => {
    expect(await firstOf(homes, query)).toBe(homes[at]);
  });

  it.each([
    ['The door code is 4711.', 'The new door code is 8822.', 'What was the old door code?'],
    ['I live at Elm Road 3.', 'I moved to Oak Street 9.', 'What is my old address?'],
    ['I drive a VW Golf.', 'I bought a Skoda.', 'What was my first car?'],
    ['Ich fahre einen Golf.', 'Ich habe mir einen Skoda gekauft.', 'Was war mein erstes Auto?'],
    ['我住在北京。', '我上个月搬到了上海。', '我最早住在哪里？'],
    [
      'Ich arbeite bei Siemens in Erlangen.',
      'Ich habe zu Bosch gewechselt.',
      'Wo habe ich früher gearbeitet?',
    ],
    ['门禁密码是4711。', '门禁密码换成8822了。', '旧的门禁密码是多少？'],
  ])('what held before: %s ← %s', async (before, after, query) => {
    expect(await firstOf([before, after], query)).toBe(before);
  });

  // The Volvo is told of before.
  it.each([
    ['My first car was a Fiat Panda.', 'What was my first car?'],
    ['Mein erstes Auto war ein Panda.', 'Was war mein erstes Auto?'],
  ])('%s: what is called the first is', async (first, query) => {
    const before = query.startsWith('Was') ? 'Ich fahre einen Volvo.' : 'I drive a Volvo.';
    expect(await firstOf([before, first], query)).toBe(first);
  });

  it.each(["Tom's first car was a Dacia.", 'My first dog was called Rex.'])(
    '%s: is not the first car of who asks',
    async (other) => {
      const first = 'I bought a Fiat Panda.';
      expect(await firstOf([first, other], 'What was my first car?')).toBe(first);
    },
  );

  it('tells in the trace what put it first', async () => {
    const memory = await temporaryMemory();
    const add = (text: string, occurred_at: string) =>
      memory.add({ user_id: 'ada', text, occurred_at });
    await add('I live in Hamburg.', '2026-01-10T09:00:00Z');
    await add('I moved to Leipzig.', '2026-02-10T09:00:00Z');
    const query = 'Where do I live?';
    const { trace } = await memory.search({ user_id: 'ada', query, explain: true });
    expect(trace?.hits.map(({ via }) => via)).toEqual(['order', 'channels']);
  });
});
