import { describe, expect, it } from 'vitest';
import { analyse, analyseQuery } from './analyse.js';
import { unstretched } from './stretched.js';

describe('language/terms/stretched', () => {
  it('reads a stretched word with the letter once and twice', () => {
    expect(unstretched('loooove')).toEqual(['love', 'loove']);
    expect(unstretched('coool')).toEqual(['col', 'cool']);
  });

  it.each(['cool', 'bookkeeper', 'www', 'iii', 'xviii', 'aaa', ''])('leaves %j', (word) =>
    expect(unstretched(word)).toBeUndefined(),
  );

  it('finds what somebody has stretched, and leaves out stretched stop words', () => {
    const [asked] = analyseQuery('pizza').terms;
    expect(analyse('that pizzaaaa was soooo good')).toContain(asked);
    expect(analyse('that pizza was soooo good')).toEqual(analyse('that pizza was so good'));
  });
});
