/** What people tell, asked by another word of the same relation: written for these tests. */
export interface ToldOtherwise {
  language: string;
  /** The first one answers. */
  memories: readonly string[];
  questions: readonly string[];
}

export const toldOtherwise: readonly ToldOtherwise[] = [
  {
    language: 'Chinese, simplified: home',
    memories: [
      '我上个月搬到了上海。',
      '我喜欢喝茶。',
      '我的猫叫团子。',
      '妹妹在北京开了一家咖啡馆。',
    ],
    questions: ['我住在哪里？', '我现在住在哪个城市？', '我的住址在哪个城市？'],
  },
  {
    language: 'Chinese, simplified: settled',
    memories: ['她去年定居在成都。', '她有一只狗。', '她喜欢爬山。', '她的生日是五月三日。'],
    questions: ['她住哪儿？'],
  },
  {
    language: 'Chinese, traditional: home',
    memories: ['我們搬到台中了。', '我喜歡喝咖啡。', '我在學吉他。', '我討厭下雨天。'],
    questions: ['我們住哪裡？', '我们现在住在哪里？'],
  },
  {
    language: 'Chinese, simplified: work',
    memories: ['我跳槽到了字节跳动。', '我喜欢打羽毛球。', '我弟弟在读大学。', '我养了两只鹦鹉。'],
    questions: ['我在哪里上班？', '我在哪家公司工作？'],
  },
  {
    language: 'Chinese, traditional: marriage',
    memories: [
      '我和小林去年結婚了。',
      '我和小王一起去爬山。',
      '我和小李是同學。',
      '我家有三口人。',
    ],
    questions: ['我的妻子是誰？', '我老婆叫什么？'],
  },
  {
    language: 'Chinese, simplified: studies',
    memories: ['我毕业于复旦大学物理系。', '我哥哥喜欢下棋。', '我在学开车。', '我每天跑步。'],
    questions: ['我的专业是什么？'],
  },
  {
    language: 'English: home',
    memories: [
      'I moved to Lisbon last month.',
      'I love green tea.',
      'My cat is called Miso.',
      'I swim on Wednesdays.',
    ],
    questions: ['Where do I live?', 'Which city am I living in?', 'Where do I reside?'],
  },
  {
    language: 'English: work and marriage',
    memories: [
      'Siemens hired me in June.',
      'I play chess.',
      'I went hiking with Sam.',
      'I share a boat with Ben.',
    ],
    questions: ['Who is my employer?'],
  },
  {
    language: 'English: marriage',
    memories: ['I married Tom in 2019.', 'I went hiking with Sam.', 'I share an office with Ben.'],
    questions: ['Who is my husband?', 'What is the name of my spouse?'],
  },
  {
    language: 'Korean: home',
    memories: [
      '저는 지난달에 부산으로 이사했어요.',
      '저는 커피를 좋아해요.',
      '고양이 이름은 나비예요.',
    ],
    questions: ['제가 어디에 살고 있어요?'],
  },
];
