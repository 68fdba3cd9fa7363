import { describe, expect, it } from 'vitest';
import { namesTold } from './role-names.js';
import { foldRoles, rolesIn } from './roles.js';

const namesIn = (text: string, question: string) =>
  rolesIn(foldRoles(question)).flatMap((role) => namesTold(text, role));

describe('names of those who are called by what they are (T4, T5)', () => {
  it.each([
    ['My sister Bríd has been on her own since Tom died.', 'Where does my sister live?', 'Brid'],
    ['Younger brother Femi is in Manchester.', 'Where is my little brother employed?', 'Femi'],
    ['Dev, my flatmate, is a sound engineer.', 'When does my flatmate visit?', 'Dev'],
    ['Our daughter Aoife is a nurse.', 'What does our kid do?', 'Aoife'],
    ["Met Marta, Conor's girlfriend: a potter.", "What does Conor's girlfriend do?", 'Marta'],
    ["User's wife is called Anna.", 'What does my wife drink?', 'Anna'],
    ['User is 67, married to Declan.', 'Why does my husband not fly?', 'Declan'],
    ['My boss is Tim.', 'What does my boss want?', 'Tim'],
    ['Jo is my best mate.', "How did my best mate's scare turn out?", 'Jo'],
    ['There is Barney, and Tran the apprentice.', 'What can the apprentice do?', 'Tran'],
    ['Our dog (Rex) ate the sofa.', 'What do our pets eat?', 'Rex'],
    ['Meine Schwester Anna wohnt in Köln.', 'Wo arbeitet meine Schwester?', 'Anna'],
    ['Ma sœur Claire habite Lyon.', 'Que fait ma sœur ?', 'Claire'],
    ['Mi hermana se llama Lucía.', '¿Dónde trabaja mi hermana?', 'Lucia'],
    ['妹妹桂兰在大连开裁缝铺。', '我妹那手后来怎么治的？', '桂兰'],
    ['老婆苏敏在社区医院做护士。', '媳妇过生日送什么？', '苏敏'],
    ['女儿糖糖，2019年生。', '閨女最好的朋友叫什么？', '糖糖'],
    ['小曼是我閨蜜，開咖啡店。', '閨蜜今年出了什麼事？', '小曼'],
    ['我老公阿哲在學校教書。', '我老公是什麼職務？', '阿哲'],
    ['妹の美咲ちゃんは福岡にいる。', '妹はどこに住んでいますか', '美咲'],
    ['여동생 이름은 민지입니다.', '여동생은 어디 살아?', '민지'],
  ])('%s', (text, question, name) => {
    expect(namesIn(text, question)).toEqual([name]);
  });

  it('are all of several', () => {
    const told = 'My daughters Anna, Mia and Lena love swimming.';
    expect(namesIn(told, 'What do my daughters love?')).toEqual(['Anna', 'Mia', 'Lena']);
  });

  it.each([
    ["somebody else's", 'Drove there with Ruthanne and her brother Max.', 'my brother'],
    ['an ex', 'My ex wife Carol lives in Rome.', 'my wife'],
    ['a title', 'Frau Müller rief an.', 'Wo arbeitet meine Frau?'],
    ['a pronoun', 'I told my sister I would come.', 'my sister'],
    ['a day', 'I called my sister, Monday is fine.', 'my sister'],
    ['where somebody is from', 'My wife is Polish.', 'my wife'],
    ['whom others married', 'Tom is married to Ann.', 'my wife'],
    ['a word of the dictionary', '老婆生日是三月八号。', '媳妇过生日'],
    ['a thing of theirs', '妹の誕生日は三月です。', '妹は'],
    ['asked of somebody unknown', 'My brother Max is tall.', 'his brother'],
  ])('are not %s', (_, text, question) => {
    expect(namesIn(text, question)).toEqual([]);
  });
});
