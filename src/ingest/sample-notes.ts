import type { MemoryKind, Role } from '../model/memory.js';

/** What is said, in one language. */
interface SampleTurn {
  role: Role;
  content: string;
}

interface SampleNote {
  text: string;
  kind?: MemoryKind;
  categories: readonly string[];
  /** When it happened. */
  daysAgo: number;
  /** Whether it ends that the note before it holds. */
  supersedesLast?: boolean;
}

export interface SampleSet {
  talk: { daysAgo: number; turns: readonly SampleTurn[] };
  notes: readonly SampleNote[];
}

/** A short life of somebody who does not exist, with something of each kind. */
export const sampleSets: Readonly<Record<'en' | 'zh', SampleSet>> = {
  en: {
    talk: {
      daysAgo: 9,
      turns: [
        { role: 'user', content: 'I start as a veterinarian in Porto on the first of next month.' },
        { role: 'assistant', content: 'Congratulations! Do you move there with your dog Momo?' },
        {
          role: 'user',
          content: 'Yes, Momo comes along. My sister Mia has found a flat for us near the harbour.',
        },
        {
          role: 'assistant',
          content:
            'Then the flat near the harbour should allow dogs. Shall I look for a trainer there?',
        },
        {
          role: 'user',
          content: 'Please do. Momo is afraid of trams, so the trainer should know about that.',
        },
      ],
    },
    notes: [
      {
        text: 'The weekly team meeting is on Tuesday at ten.',
        kind: 'fact',
        categories: ['work'],
        daysAgo: 30,
      },
      {
        text: 'The weekly team meeting has moved to Thursday at nine.',
        kind: 'fact',
        categories: ['work'],
        daysAgo: 4,
        supersedesLast: true,
      },
      {
        text: 'Prefers answers in a few short sentences, without lists.',
        kind: 'preference',
        categories: ['style'],
        daysAgo: 21,
      },
      {
        text: 'Does not eat fish, but likes mushrooms and everything with lemon.',
        kind: 'preference',
        categories: ['food'],
        daysAgo: 16,
      },
      {
        text: 'To release the clinic site: run the tests, raise the version, tag it, and wait for the green light before you publish.',
        kind: 'procedure',
        categories: ['work'],
        daysAgo: 12,
      },
      {
        text: 'Mia plays the viola, and has a concert in Braga in the spring.',
        categories: ['people'],
        daysAgo: 7,
      },
      {
        text: 'The spare key of the flat is with the neighbour on the second floor, Mrs Duarte.',
        categories: ['home'],
        daysAgo: 2,
      },
    ],
  },
  zh: {
    talk: {
      daysAgo: 9,
      turns: [
        { role: 'user', content: '下个月一号我开始在厦门当兽医。' },
        { role: 'assistant', content: '恭喜！你会带着狗狗豆豆一起搬过去吗？' },
        { role: 'user', content: '会的，豆豆一起去。我妹妹小米在码头附近帮我们找到了一套房子。' },
        { role: 'assistant', content: '那码头附近的房子要允许养狗。要我在那边找一位训犬师吗？' },
        { role: 'user', content: '好的。豆豆害怕公交车，训犬师要懂得怎么处理。' },
      ],
    },
    notes: [
      { text: '每周例会在星期二上午十点。', kind: 'fact', categories: ['工作'], daysAgo: 30 },
      {
        text: '每周例会改到星期四上午九点。',
        kind: 'fact',
        categories: ['工作'],
        daysAgo: 4,
        supersedesLast: true,
      },
      {
        text: '喜欢简短的回答，几句话即可，不要列表。',
        kind: 'preference',
        categories: ['风格'],
        daysAgo: 21,
      },
      {
        text: '不吃鱼，喜欢蘑菇和带柠檬味的菜。',
        kind: 'preference',
        categories: ['饮食'],
        daysAgo: 16,
      },
      {
        text: '发布诊所网站的步骤：运行测试，提升版本号，打标签，绿灯之后再发布。',
        kind: 'procedure',
        categories: ['工作'],
        daysAgo: 12,
      },
      { text: '小米拉中提琴，春天在泉州有一场音乐会。', categories: ['家人'], daysAgo: 7 },
      { text: '房子的备用钥匙在二楼的邻居陈阿姨那里。', categories: ['住处'], daysAgo: 2 },
    ],
  },
};
