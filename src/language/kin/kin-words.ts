import { analyse, type AnalysedQuery } from '../terms/analyse.js';
import { stem } from '../terms/stem.js';
import { type EverydayRow, everydayRows } from './everyday-words.js';
import type { RelationAsked } from './relations.js';

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
  { words: 'previous former' },
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

const LATIN = /^[a-z]+$/;

type Kin = ReadonlyMap<string, ReadonlySet<string>>;
type EverydayLanguage = keyof typeof everydayRows;
const everydayLanguages = Object.keys(everydayRows) as EverydayLanguage[];
/** Those that share letters: a French *chef* leads, an English one cooks. */
const latin: ReadonlySet<string> = new Set<EverydayLanguage>(['en', 'de', 'fr', 'es', 'pt', 'it']);

const everyday = new Map<EverydayLanguage, Kin>();

/** Made when it is first asked for. */
function everydayKin(language: EverydayLanguage): Kin {
  const known = everyday.get(language) ?? readEveryday(everydayRows[language]);
  everyday.set(language, known);
  return known;
}

function readEveryday(rows: readonly EverydayRow[]): Kin {
  const found = new Map<string, Set<string>>();
  const relate = (term: string, others: readonly string[]) => {
    const known = found.get(term) ?? new Set();
    for (const other of others) if (other !== term) known.add(other);
    found.set(term, known);
  };
  for (const row of rows) {
    const asked = row.asked.flatMap(termOf);
    const telling = row.telling.flatMap(termOf);
    for (const term of asked) relate(term, [...asked, ...telling]);
    for (const term of telling) relate(term, asked);
  }
  return found;
}

/** For one of a question's terms the words by which a change of what it asks for is told, in all languages. */
export function changesOf(
  { relation }: RelationAsked,
  { terms }: AnalysedQuery,
): Map<string, string[]> {
  const [first] = terms;
  if (first === undefined) return new Map();
  const known = new Set(terms);
  const others = relation.finds.split(' ').flatMap(termOf);
  return new Map([[first, [...new Set(others)].filter((term) => !known.has(term))]]);
}

/** As it stands in the word index; of a text without spaces the first pair. */
function termOf(word: string): string[] {
  // Asking the analyser for each of some thousand words took a fifth of a second.
  if (LATIN.test(word)) return [stem(word)];
  // One character of several stands in too many words.
  return analyse(word)
    .filter((term) => word.length === 1 || term.length > 1)
    .slice(0, 1);
}

/**
 * For each of a query's terms the everyday words that may tell of it, too: of the languages that it is in, or where
 * nothing tells which these are, of all.
 *
 * @param besides terms that are looked for already
 * @param changes what `changesOf` gave for the question
 */
export function everydayKinOf(
  { terms, languages }: AnalysedQuery,
  besides: Iterable<string>,
  changes: ReadonlyMap<string, readonly string[]> = new Map(),
): Map<string, readonly string[]> {
  const known = new Set([...terms, ...besides]);
  const asked = everydayLanguages.filter(
    (one) => languages.length === 0 || languages.includes(one) || !latin.has(one),
  );
  const found = new Map<string, readonly string[]>();
  for (const term of new Set(terms)) {
    const kin = [
      ...asked.flatMap((language) => [...(everydayKin(language).get(term) ?? [])]),
      ...(changes.get(term) ?? []),
    ];
    const others = [...new Set(kin)].filter((other) => !known.has(other));
    if (others.length > 0) found.set(term, others);
  }
  return found;
}
