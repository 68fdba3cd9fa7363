import { describe, expect, it } from 'vitest';
import { checkCitations, CitationCheck, withoutMarks } from './citations.js';

const shown = ['m1', 'm2', 'm3', 'm12'];

describe('citations are checked (B6)', () => {
  it.each([
    ['Mia lives in Lisbon [m1].', 'Mia lives in Lisbon [m1].', ['m1'], 0],
    ['Lisbon [m1, m2] it is.', 'Lisbon [m1][m2] it is.', ['m1', 'm2'], 0],
    ['Lisbon [m1][m3].', 'Lisbon [m1][m3].', ['m1', 'm3'], 0],
    ['Lisbon [m9].', 'Lisbon.', [], 1],
    ['Lisbon [m1; m9].', 'Lisbon [m1].', ['m1'], 1],
    ['Lisbon [m1-m3].', 'Lisbon [m1][m2][m3].', ['m1', 'm2', 'm3'], 0],
    ['Lisbon [m1 and m12].', 'Lisbon [m1][m12].', ['m1', 'm12'], 0],
    ['米娅住在里斯本【m1】。', '米娅住在里斯本[m1]。', ['m1'], 0],
    ['Lisbon [M2]', 'Lisbon [m2]', ['m2'], 0],
    ['A list [max] and [1] and [market 2].', 'A list [max] and [1] and [market 2].', [], 0],
    ['Not closed [m1', 'Not closed [m1', [], 0],
  ])('%s', (answer, text, cited, dropped) => {
    expect(checkCitations(answer, shown)).toEqual({ text, cited, dropped });
  });

  it('comes to the same in whichever pieces it arrives', () => {
    const answer = 'Mia [m1, m9] lives in  Lisbon 【m2】 [max], says [m12] she [m7]. [m';
    const whole = checkCitations(answer, shown);
    for (let size = 1; size <= 9; size += 1) {
      const check = new CitationCheck(shown);
      let text = '';
      for (let at = 0; at < answer.length; at += size)
        text += check.push(answer.slice(at, at + size));
      text += check.end();
      expect([size, text, check.cited, check.dropped]).toEqual([
        size,
        whole.text,
        whole.cited,
        whole.dropped,
      ]);
    }
  });

  it('are not remembered', () => {
    expect(withoutMarks('Mia lives in Lisbon [m1][m2]. She likes tea [m3].')).toBe(
      'Mia lives in Lisbon. She likes tea.',
    );
  });
});
