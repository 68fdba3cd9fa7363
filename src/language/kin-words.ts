import { stem } from './stem.js';

/**
 * Words of one relation between a person and something, where what is asked and what was told seldom share
 * one: who "moved to Porto" is asked where they live. As they stand in the word index, Latin ones before
 * stemming; `also` are longer forms in questions, whose characters are among the words.
 */
const ROWS: readonly { words: string; also?: string }[] = [
  {
    words: 'live reside move relocate settle 住 搬 迁居 定居 落户 이사 살고',
    also: '居住 住址 住处 搬到 搬家 搬去',
  },
  { words: 'employer hire join 上班 工作 跳槽 入职 任职 就职' },
  { words: 'husband wife spouse marry 妻子 老婆 丈夫 老公 爱人 结婚 嫁 娶' },
  { words: 'study graduate degree 专业 就读 毕业 学校' },
  { words: 'birthday born 生日 出生' },
];

const kin = new Map<string, readonly string[]>();

for (const { words, also = '' } of ROWS) {
  const terms = words.split(' ').map(stem);
  for (const term of [...terms, ...also.split(' ')]) {
    kin.set(
      term,
      terms.filter((other) => other !== term && !term.includes(other)),
    );
  }
}

/** What else may tell of what the terms ask for: each with the term that it stands for. */
export function kinOf(terms: readonly string[]): Map<string, string> {
  const asked = new Set(terms);
  const found = new Map<string, string>();
  for (const term of asked) {
    for (const other of kin.get(term) ?? []) {
      if (!asked.has(other) && !found.has(other)) found.set(other, term);
    }
  }
  return found;
}
