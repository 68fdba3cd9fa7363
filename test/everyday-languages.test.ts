import { describe, expect, it } from 'vitest';
import { fewOnPglite, temporaryMemory } from './helpers/temporary-memory.js';

/** What somebody told over a year, in the order of time, and what is asked: the number of the note that answers. */
const people: readonly { language: string; notes: string[]; asked: [string, number][] }[] = [
  {
    language: 'ja',
    notes: [
      '札幌の古いアパートで暮らしてる。',
      '犬の名前はソラ。',
      '上司の小林さんは優しい。',
      '水泳を毎週やってる。',
      'えびは食べられない体質。',
      '仙台に引っ越した。',
      '新しい上司は原田さん。',
    ],
    asked: [
      ['今どこに住んでる？', 5],
      ['引っ越す前はどこに住んでた？', 0],
      ['今の上司の名前は？', 6],
      ['どんなスポーツをしてる？', 3],
      ['ペットはいる？', 1],
      ['アレルギーはある？', 4],
    ],
  },
  {
    language: 'ko',
    notes: [
      '대전 원룸에 살고 있어.',
      '고양이 이름은 구름이야.',
      '우리 팀장님은 최영수 님.',
      '주말마다 수영을 배운다.',
      '새우 먹으면 두드러기 난다.',
      '인천으로 이사했다.',
      '새 팀장은 한소라 님.',
    ],
    asked: [
      ['지금 어디 살아?', 5],
      ['이사하기 전에 살던 집은?', 0],
      ['지금 팀장 이름', 6],
      ['내가 하는 운동은?', 3],
      ['반려동물 있어?', 1],
      ['알레르기 있어?', 4],
    ],
  },
  {
    language: 'pt',
    notes: [
      'Moro em Belém, perto do mercado.',
      'O cachorro se chama Toddy.',
      'Trabalho como contador num hotel.',
      'Jogo futebol às quintas.',
      'Camarão me dá coceira.',
      'Me mudei pra Natal.',
      'Comecei no emprego novo, numa editora.',
    ],
    asked: [
      ['Onde eu moro agora?', 5],
      ['Onde eu morava antes?', 0],
      ['Qual é o meu trabalho atual?', 6],
      ['Que esporte eu faço?', 3],
      ['Qual é o meu bicho de estimação?', 1],
      ['Tenho alguma alergia?', 4],
    ],
  },
  {
    language: 'it',
    notes: [
      'Abito a Torino vicino al Po.',
      'Il gatto si chiama Brodo.',
      'Lavoro come cuoca in una mensa.',
      'Il martedì vado in piscina per il nuoto.',
      'Le noci mi fanno gonfiare la lingua.',
      'Mi sono trasferita a Bari.',
      'Sono stata assunta da una pasticceria.',
    ],
    asked: [
      ['Dove abito adesso?', 5],
      ['Dove abitavo prima?', 0],
      ['Qual è il mio lavoro attuale?', 6],
      ['Che sport faccio?', 3],
      ['Che animale ho?', 1],
      ['A cosa sono allergica? Quali allergie ho?', 4],
    ],
  },
  {
    language: 'de',
    notes: [
      'Ich wohne in Jena im dritten Stock.',
      'Der Kater heißt Filou.',
      'Mein Chef Herr Adam ist streng.',
      'Dienstags gehe ich klettern.',
      'Von Erdnüssen schwillt mir der Hals zu.',
      'Bin nach Kiel gezogen.',
      'Die neue Chefin ist Frau Sommer.',
    ],
    asked: [
      ['Wo wohne ich jetzt?', 5],
      ['Wo habe ich vorher gewohnt?', 0],
      ['Wie heißt meine Vorgesetzte jetzt?', 6],
      ['Welchen Sport mache ich?', 3],
      ['Habe ich ein Haustier?', 1],
      ['Vertrage ich Nüsse?', 4],
    ],
  },
  {
    language: 'zh',
    notes: [
      '我住在武汉江边。',
      '狗叫豆包。',
      '在一家出版社做校对。',
      '周四晚上去攀岩。',
      '搬到厦门了。',
      '今天到设计公司报到。',
    ],
    asked: [
      ['我现在住在哪里？', 4],
      ['搬家之前我住在哪里？', 0],
      ['我现在做什么工作？', 5],
      ['我平时做什么运动？', 3],
      ['我养了什么宠物？', 1],
    ],
  },
  {
    language: 'en',
    notes: [
      'I live in a flat in Leeds.',
      'The cat is called Pickle.',
      'My boss, Mr Hale, wants the rota by Thursday.',
      'I work as a nurse at the university hospital.',
      'My dentist is Dr Vogel.',
      'Moved to Bristol.',
      'The new boss is Ms Ortiz.',
      'New job since today: team lead at a hospice.',
      'Changed dentist, I now go to Dr Kiefer.',
    ],
    asked: [
      ['Where did I live before I moved?', 0],
      ['Who was my boss before?', 2],
      ['Where did I work before the hospice?', 3],
      ['Who was my dentist before I changed?', 4],
      ['Who is my dentist?', 8],
    ],
  },
];

const cases = people.flatMap(({ language, notes, asked }) =>
  asked.map(([query, answer]) => ({ language, query, notes, answer: notes[answer] })),
);

describe('everyday questions in the language of the notes (T4, T7)', () => {
  it.each(fewOnPglite(cases, 3))('$language: $query', async ({ notes, query, answer }) => {
    const memory = await temporaryMemory();
    for (const [month, text] of notes.entries()) {
      await memory.add({
        user_id: 'kim',
        text,
        occurred_at: `2025-${String(month + 1).padStart(2, '0')}-05`,
      });
    }
    const { results } = await memory.search({ user_id: 'kim', query });
    expect(results[0]?.text).toBe(answer);
  });
});

describe('what a coding agent keeps (T4, T5)', () => {
  const notes = [
    'Commits follow Conventional Commits; user prefers small commits.',
    'Payments by Stripe. Handler in apps/api/stripeWebhook.ts. Test with `stripe listen`.',
    'Node pinned to 20.11 in .nvmrc. Images are built with a Dockerfile.',
    'Go 1.22 for the gateway.',
    'ORM: Prisma, schema in packages/db/schema.prisma.',
    'User hates default exports, except for pages of Next.js.',
    'getUserById returned null for deleted users.',
    'Upgraded Node to 22.4 (.nvmrc, Dockerfile). 20 is no longer tested.',
    'Deployment moved from Vercel to Cloudflare Pages for the shop.',
    'Replaced Prisma with Drizzle, cold starts were too slow.',
    'Bumped Go to 1.25.',
  ];

  it.each([
    // What ended for other users, or in other words that a note has beside its matter, replaces nothing.
    ['How should I format commit messages?', 0],
    ['stripeWebhook', 1],
    ['should I write export default here?', 5],
    ['which ORM do we use?', 9],
    ['which Go version do we use?', 10],
    ['which Node version do we use?', 7],
  ])('answers %j', async (query, answer) => {
    const memory = await temporaryMemory();
    for (const [month, text] of notes.entries()) {
      const occurred_at = `2026-01-${String(month + 1).padStart(2, '0')}`;
      await memory.add({ user_id: 'dev', text, occurred_at });
    }
    const { results } = await memory.search({ user_id: 'dev', query });
    expect(results[0]?.text).toBe(notes[answer]);
  });
});
