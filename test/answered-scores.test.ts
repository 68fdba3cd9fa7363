import { describe, expect, it } from 'vitest';
import { temporaryMemory } from './helpers/temporary-memory.js';

const ada = { user_id: 'ada' };

async function remembering(texts: readonly string[]) {
  const memory = await temporaryMemory();
  for (const text of texts) await memory.add({ ...ada, text });
  return memory;
}

/** What people tell, what they ask of it, and what nothing of it answers: written for these tests. */
const told = [
  {
    language: 'English',
    notes: [
      'We bought a red Skoda.',
      'I live in Porto.',
      'My dentist is Dr Patel.',
      'Tom got married in June.',
      'I got lost in Venice once.',
      'The rent is 900 euros a month.',
      'My sister Mia plays the violin.',
      'I run on Sundays.',
    ],
    asked: [
      ['Which vehicle did we buy?', 'Skoda'],
      ['Where do I currently live?', 'Porto'],
      ['Where am I living nowadays?', 'Porto'],
      ['Do I still live in Porto?', 'Porto'],
      ['What do I usually do on Sundays?', 'run'],
      ['How much is the rent at the moment?', '900'],
    ],
    unanswered: ['Who is my lawyer?', 'Which guitar do I own?', 'When is the meeting with Lukas?'],
  },
  {
    language: 'Spanish',
    notes: [
      'Vivo en Valencia.',
      'Trabajo como enfermera en el hospital La Fe.',
      'Mi hermana toca el violín.',
      'Mi dentista es el doctor Ruiz.',
      'Los martes voy a nadar.',
      'La llave está debajo de la maceta.',
    ],
    asked: [
      ['¿Dónde vivo?', 'Valencia'],
      ['¿Dónde vive actualmente?', 'Valencia'],
      ['¿Dónde trabajaba?', 'enfermera'],
      ['¿Dónde trabajas?', 'enfermera'],
      ['¿Cuándo nado?', 'nadar'],
      ['¿Dónde está la llave?', 'llave'],
    ],
    unanswered: ['¿De qué color es mi sofá?', '¿Cuándo viajamos a Lisboa?'],
  },
  {
    language: 'French',
    notes: [
      "J'habite à Lyon.",
      'Je travaille comme infirmière.',
      'Ma sœur joue du violon.',
      'Mon dentiste est le docteur Morel.',
      'La clé est sous le pot de fleurs.',
    ],
    asked: [
      ["Où est-ce que j'habite ?", 'Lyon'],
      ['Où habites-tu actuellement ?', 'Lyon'],
      ['Où travaillais-tu ?', 'infirmière'],
      ['Où est la clé ?', 'pot'],
    ],
    unanswered: ['De quelle couleur est mon canapé ?', 'Quand as-tu voyagé ?'],
  },
  {
    language: 'Italian',
    notes: [
      'Abito a Torino.',
      'Lavoro come infermiera.',
      'Mia sorella suona il violino.',
      'La chiave è sotto il vaso.',
    ],
    asked: [
      ['Dove abito?', 'Torino'],
      ['Dove lavoravo?', 'infermiera'],
      ["Dov'è la chiave?", 'vaso'],
    ],
    unanswered: ['Quando parte il treno?'],
  },
  {
    language: 'Portuguese',
    notes: ['Moro em Lisboa.', 'Trabalho como enfermeira.', 'A chave está debaixo do vaso.'],
    asked: [
      ['Onde você mora atualmente?', 'Lisboa'],
      ['Onde trabalhava?', 'enfermeira'],
    ],
    unanswered: ['Quando parte o comboio?'],
  },
  {
    language: 'Chinese',
    notes: [
      '我喜欢喝乌龙茶。',
      '我住在杭州。',
      '我姐姐是护士。',
      '钥匙在花盆下面。',
      '我每周二去游泳。',
    ],
    asked: [
      ['我愛喝什麼茶', '乌龙'],
      ['我目前還住在杭州嗎？', '杭州'],
      ['鑰匙在哪裡？', '花盆'],
      ['我通常什麼時候游泳', '游泳'],
    ],
    unanswered: ['沙发是什么颜色？', '我的律师是谁？'],
  },
  {
    language: 'Japanese',
    notes: [
      '大阪に住んでいます。',
      'ピーナッツが食べられない。',
      '毎朝パンを買った。',
      '母は病院で働いている。',
      '火曜日に泳ぎに行きます。',
    ],
    asked: [
      ['どこに住んでいる？', '大阪'],
      ['どこに住んでましたか？', '大阪'],
      ['何が食べられませんか？', 'ピーナッツ'],
      ['何を食べてはいけない？', 'ピーナッツ'],
      ['どこで働きますか？', '病院'],
      ['いつ泳ぐ？', '火曜日'],
    ],
    unanswered: ['弁護士は誰ですか？', '映画は何が好きですか？'],
  },
  {
    language: 'Korean',
    notes: [
      '저는 부산에 살고 있어요.',
      '아침마다 빵을 먹습니다.',
      '빨간 스코다를 샀어요.',
      '우롱차를 자주 마셔요.',
      '열쇠는 화분 밑에 있어요.',
    ],
    asked: [
      ['어디에 살아요?', '부산'],
      ['아침에 뭘 먹어요?', '빵'],
      ['뭘 샀나요?', '스코다'],
      ['뭘 마십니까?', '우롱차'],
      ['열쇠가 어디 있나요?', '화분'],
    ],
    unanswered: ['변호사는 누구예요?', '소파는 무슨 색이에요?'],
  },
];

describe.each(told)(
  'scores of right answers (T5, T7): $language',
  ({ notes, asked, unanswered }) => {
    it('stay above a min_score of 0.1, and other answers below', async () => {
      const memory = await remembering(notes);
      const first = async (query: string) =>
        (await memory.search({ ...ada, query, min_score: 0.1 })).results[0]?.text;
      for (const [query = '', part] of asked) {
        expect([query, await first(query)]).toEqual([
          query,
          expect.stringContaining(part as string),
        ]);
      }
      for (const query of unanswered)
        expect([query, await first(query)]).toEqual([query, undefined]);
    });
  },
);

describe('scores of what is left when the answer is gone (T5)', () => {
  it.each([
    ['Which vehicle did we get?', 'We bought a red Skoda.'],
    ['¿Dónde trabajaba?', 'Trabajo como enfermera.'],
    ['我愛喝什麼茶', '我喜欢喝乌龙茶。'],
    ['何が食べられませんか？', 'ピーナッツが食べられない。'],
    ['뭘 마십니까?', '우롱차를 자주 마셔요.'],
  ])('%s', async (query, answer) => {
    const memory = await remembering(['Tom got married in June.', '我住在杭州。', answer]);
    const ask = async () => (await memory.search({ ...ada, query })).results;
    const [found] = await ask();
    expect(found?.text).toBe(answer);
    await memory.delete(found?.id ?? '');
    expect((await ask())[0]?.score ?? 0).toBeLessThan(0.05);
  });
});

describe('three misspelt words of a question in English (T5)', () => {
  it('are all looked for', async () => {
    const memory = await remembering([
      'The orchestra rehearses in the community theatre.',
      'We painted the kitchen yellow.',
    ]);
    const query = 'When does the orchstra rehearce in the communty centre?';
    const { trace } = await memory.search({ ...ada, query, explain: true });
    const meant = trace?.query.terms.flatMap(({ stands_for }) => stands_for ?? []);
    expect(new Set(meant)).toEqual(new Set(['orchstra', 'rehearc', 'communti']));
  });
});
