import { describe, expect, it } from 'vitest';
import { analyse, analyseQuery } from '../terms/analyse.js';
import { foldForTerms } from '../terms/fold-scripts.js';
import { everydayRows } from './everyday-words.js';
import { everydayKinOf, kinOf } from './kin-words.js';

const kinOfOne = (term: string, query = term) =>
  everydayKinOf({ ...analyseQuery(query), terms: [term] }, []).get(term) ?? [];
const allRows = Object.values(everydayRows).flat();

describe('everydayKinOf', () => {
  it('gives what tells of what is asked, as it stands in the index', () => {
    expect(kinOfOne('car')).toEqual(expect.arrayContaining(['vehicl', 'skoda', 'leas']));
    expect(kinOfOne('薪水')).toEqual(expect.arrayContaining(['工资', '加薪']));
  });

  it('leads from an example to what it is one of, and to no other example', () => {
    expect(kinOfOne('violin')).toContain('instrument');
    expect(kinOfOne('violin')).not.toContain('piano');
  });

  it('leaves out what is looked for already', () => {
    const car = everydayKinOf(analyseQuery('car skoda'), ['leas']).get('car');
    expect(car).not.toContain('skoda');
    expect(car).not.toContain('leas');
    const home = everydayKinOf(analyseQuery('live'), kinOf(['live']).keys());
    expect(home.get('live')).not.toContain('move');
  });

  it('keeps to the language of the query', () => {
    expect(kinOfOne('golf', 'Who plays golf?')).toContain('sport');
    expect(kinOfOne('golf', 'Who plays golf?')).not.toContain('wagen');
    expect(kinOfOne('golf', 'Wo steht mein Golf?')).toContain('wagen');
  });

  it('keeps to none where one word of grammar is of two languages', () => {
    expect(kinOfOne('auto', 'Auto in Berlin')).toContain('skoda');
    expect(kinOfOne('job', 'the job of Ana de la Cruz')).toContain('nurs');
  });

  it('takes no single character of a word for it', () => {
    expect(kinOfOne('子供')).toContain('娘');
    expect(kinOfOne('子供')).not.toContain('お');
    expect(kinOfOne('手机')).toContain('华为');
    expect(kinOfOne('手机')).not.toContain('华');
  });

  it('knows nothing of other words', () => {
    expect(everydayKinOf(analyseQuery('quark mango'), []).get('quark')).toBeUndefined();
    expect(kinOfOne('mango')).not.toContain('mongo');
  });
});

describe('everydayRows', () => {
  it.each(allRows.map((row) => [row.asked.join(' '), row] as const))(
    '%s: no word twice',
    (_, { asked, telling }) => {
      const words = [...asked, ...telling];
      expect(asked.length).toBeGreaterThan(0);
      expect(words.filter((word, at) => words.indexOf(word) !== at)).toEqual([]);
    },
  );

  it('begin with a pair of characters that the index holds of them', () => {
    const words = allRows
      .flatMap(({ asked, telling }) => [...asked, ...telling])
      .filter((word) => word.length > 1 && !/[a-z]/.test(word));
    const isOpening = (word: string) =>
      foldForTerms(word).startsWith(analyse(word).find((term) => term.length > 1) ?? '');
    expect(words.filter((word) => !isOpening(word))).toEqual([]);
  });

  it('are written folded', () => {
    const words = allRows.flatMap(({ asked, telling }) => [...asked, ...telling]);
    const isFolded = (word: string) => /^(?:[a-z]+|[^\p{Script=Latin}\s:]+)$/u.test(word);
    expect(words.filter((word) => !isFolded(word))).toEqual([]);
  });
});
