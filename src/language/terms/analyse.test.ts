import { describe, expect, it } from 'vitest';
import { analyse, analyseQuery, asWritten } from './analyse.js';

const query = (text: string) => analyseQuery(text).terms;
/** Whether the index of a text holds every term of a query. */
const finds = (asked: string, text: string) => {
  const terms = new Set(analyse(text));
  const wanted = query(asked);
  return wanted.length > 0 && wanted.every((term) => terms.has(term));
};

describe('language/terms/analyse', () => {
  it('brings the forms of an English word together', () => {
    expect(finds('painting', 'She painted a sunrise.')).toBe(true);
    expect(finds('buy', 'I bought a kayak')).toBe(true);
    expect(finds('child', "The children's party")).toBe(true);
    expect(finds('mother', 'My mom called')).toBe(true);
  });

  it('folds case, width, accents and quotes', () => {
    expect(finds('CAFE', 'the café')).toBe(true);
    expect(finds('ＡＢＣ', 'abc')).toBe(true);
    expect(finds("o'brien", 'Mr O’Brien')).toBe(true);
    expect(finds('Strasse', 'an der Straße')).toBe(true);
    expect(finds('елка', 'ёлка')).toBe(true);
  });

  it('keeps a dakuten: が is not か', () => {
    expect(analyse('がぎ')).not.toEqual(analyse('かき'));
  });

  it.each([
    ['上海', '我下个月要搬到上海去。'],
    ['茶', '她喜欢喝茶'],
    ['喝茶', '她喜欢喝茶'],
    ['東京', '来週、東京に行きます。'],
    ['コーヒー', '毎朝コーヒーを飲みます'],
    ['서울', '저는 서울에 살아요'],
    ['กรุงเทพ', 'ฉันอยู่ที่กรุงเทพมหานคร'],
    ['собака', 'У меня есть собака'],
  ])('finds %s in %s (T7)', (asked, text) => expect(finds(asked, text)).toBe(true));

  it.each([
    ['りんご', '朝はリンゴだけ'],
    ['ﾗｰﾒﾝ', '昨日ラーメンを食べた'],
    ['佐佐木', '佐々木さん'],
    ['臺北', '我住在台北'],
    ['发售', '発売 發售'],
    ['собакой', 'Собака, собаки, собаку'],
    ['σκύλου', 'ο σκύλος'],
    ['قطة', 'القطة الرمادية'],
    ['किताबें', 'एक किताब'],
    ['Katzen', 'die Katze'],
  ])('finds %s in %s, written or bent otherwise (T7)', (asked, text) =>
    expect(finds(asked, text)).toBe(true),
  );

  it('looks for katakana in both kana, and for what is written so first (T7)', () => {
    expect(query('リンゴ')).toEqual(['リン', 'ンゴ', 'りん', 'んご']);
    expect(finds('リンゴ', '朝はりんごだけ')).toBe(false);
  });

  it('tells a foreign stem from another', () => {
    expect(finds('Kanzel', 'die Katze')).toBe(false);
    expect(finds('собор', 'собака')).toBe(false);
    expect(finds('ごめん', 'ゴミの日')).toBe(false);
  });

  it('leaves the grammar of a query out, by the language that it seems to be in', () => {
    expect(query('Wie heißt die Katze?')).toEqual(['heisst', 'katz']);
    expect(query('When did grandpa die?')).toContain('die');
    expect(query('Qui a prêté la tente ?')).toEqual(['prete', 'tent']);
    expect(query('Где моя книга?')).toEqual(['книг']);
    expect(query('der die das')).toHaveLength(3);
    expect(query('我现在住在哪里？')).toEqual(['住']);
    expect(query('眼鏡原本是哪一家配的？')).toEqual(query('眼镜在哪配'));
    expect(query('每個月要繳多少房租？')).toEqual(['缴', '房租']);
    expect(query('需要的个人资料')).toEqual(expect.arrayContaining(['需要', '个人', '资料']));
    expect(query('요가 수업은 원래 언제였어요?')).toEqual(query('요가 수업'));
    expect(query('부엌방에서')).toEqual(['부엌', '엌방']);
    expect(analyse('wo ist die Katze')).toContain('die');
  });

  it.each([
    ['¿Dónde vivo?', ['vivo']],
    ['Wo wohnt Jannis?', ['wohnt', 'janni']],
    ["Où est-ce que j'habite ?", ['habit']],
    ["Comment s'appelle-t-elle ?", ['appel']],
    ["Dov'è la chiave?", ['chiav']],
    ['Quanto costa?', ['costa']],
    ['Onde trabalha?', ['trabalha']],
    ['Como se chama-se?', ['chama']],
    ["Is D'Angelo hands-on at L'Oréal?", query("D'Angelo hands-on L'Oréal")],
    ['Where did I see the dove?', ['see', 'dove']],
    ['Vertrage ich Nüsse?', ['vertrag', 'nuss']],
    ['Notre Dame opening hours', ['notr', 'dame', 'open', 'hour']],
  ])('looks for %j without what asks (T7)', (text, words) => {
    expect(query(text)).toEqual(words);
  });

  it.each([
    ['谁是从日本来的朋友', ['日本', '朋友']],
    ['成本来源', ['成本', '来源']],
    ['樣本來自哪裡', ['样本']],
    ['从前台拿', ['前台']],
    ['太原来的客人', ['太原', '客人']],
    ['最先进的设备', ['先进', '设备']],
    ['先前往哪里', ['前往']],
    ['一起先吃饭', ['一起', '吃饭']],
  ])('keeps the words of %j that hold a word of the past', (text, words) => {
    expect(query(text)).toEqual(expect.arrayContaining(words));
  });

  it('does not find what only shares a character (T7)', () => {
    expect(finds('上班', '我下个月要搬到上海去。')).toBe(false);
  });

  it.each([
    ['gpt-4o', 'We tried GPT-4o yesterday'],
    ['4o', 'We tried GPT-4o yesterday'],
    ['1990', 'music of the 1990s'],
    ['c++', 'He writes C++.'],
    ['v1.2.3', 'upgrade to v1.2.3 now'],
    ['ada@example.com', 'Write to ada@example.com, please'],
    ['example', 'Write to ada@example.com, please'],
    ['2023-05-08', 'on 2023-05-08'],
    ['snake_case', 'rename snake_case here'],
    ['utils.py', 'Retries live in app/user_service/utils.py'],
    ['user_service', 'Retries live in app/user_service.py'],
    ['react-query', 'We use @tanstack/react-query'],
    ['18.2.0', 'pinned to react@18.2.0'],
    ['contoso.com', 'Write to ada@contoso.com, please'],
    ['github.com', 'See https://github.com/foo-bar/baz.git'],
    ['🎉', 'we won 🎉'],
  ])('finds %s in "%s"', (asked, text) => expect(finds(asked, text)).toBe(true));

  it.each([
    ['app/user_service/utils.py', 'utils_2e_py', 'userservic'],
    ['react@18.2.0', '18_2e_2_2e_0'],
    ['https://contoso.com/a-b', 'contoso_2e_com'],
  ])('has a term for each name in %s (T4)', (text, ...terms) => {
    expect(analyse(text)).toEqual(expect.arrayContaining(terms));
  });

  it('makes no names of what a mark only ends or parts', () => {
    expect(analyse('https://contoso')).toEqual(['https_3a_2f_2f_contoso', 'http', 'contoso']);
    expect(analyse('2026-11-23T10:00')).not.toContain('2026_2d_11_2d_23t10');
    expect(analyse('and/or')).toEqual(['and_2f_or']);
  });

  it('tells C from C++ and C#', () => {
    expect(finds('c++', 'He writes C.')).toBe(false);
    expect(finds('c#', 'He writes C++.')).toBe(false);
  });

  it('drops words that say nothing, unless there is nothing else', () => {
    expect(analyse('what is the kayak')).toEqual(['kayak']);
    expect(analyse('what is the')).toEqual(['what', 'is', 'the']);
    expect(query("don't you, I'm not sure they've")).toEqual(['not', 'sure']);
  });

  it('gives terms that the posting list does not split, whatever comes', () => {
    const pattern = /^[a-z0-9_\u0080-\u{10ffff}]{1,64}$/u;
    let seed = 7;
    const next = (most: number) => (seed = (seed * 48_271) % 2_147_483_647) % most;
    for (let round = 0; round < 300; round++) {
      const text = Array.from({ length: 40 }, () =>
        String.fromCharCode(next(3) === 0 ? next(128) : next(65_536)),
      ).join('');
      for (const term of analyse(text)) {
        expect(term).toMatch(pattern);
        expect(term.isWellFormed()).toBe(true);
      }
    }
  });
});

describe('words of a query as they are written (T5)', () => {
  it.each([
    ["Where do Mia's Apples lie?", "Mia's Apples lie"],
    ['Wo wohnte Jürgen in München?', 'wohnte Jürgen München'],
    ['我愛喝什麼茶？', '愛喝 茶'],
    ['이사 살고 있어요', '이사 살고'],
    ['Où j’ai acheté la R&D', 'acheté R&D'],
    ['where was the cafe\u0301', 'cafe\u0301'],
  ])('%s: %s', (query, words) => {
    const written = asWritten(query);
    expect(analyseQuery(query).terms.map(written).join(' ')).toBe(words);
  });

  it('are not known of what stands for them', () => {
    expect(asWritten('Where does Mia live?')('move')).toBeUndefined();
  });
});
