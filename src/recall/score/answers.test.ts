import { describe, expect, it } from 'vitest';
import { cue } from '../../language/cues.js';
import { inheritedByAnswer } from './answers.js';

/** @param turns speaker and whether it asks, as `A`, `B?` */
function inherited(turns: string): number {
  const said = turns.split(' ');
  const talk = {
    previous: Int32Array.from(said, (_, at) => at - 1),
    speakers: Int32Array.from(said, (turn) => turn.charCodeAt(0)),
    cues: Uint8Array.from(said, (turn) => (turn.endsWith('?') ? cue.asks : 0)),
  };
  return inheritedByAnswer(talk, said.length - 1, { at: (slot) => (slot < 0 ? NaN : 1) });
}

describe('recall/score/answers', () => {
  it('gives the turn after a question all of its score', () => {
    expect(inherited('A? B')).toBe(1);
  });

  it('gives less to later messages of the answer, and past what was added to the question', () => {
    const scores = ['A? B', 'A? A B', 'A? B B', 'A? A B B', 'A? B B B'].map(inherited);
    expect(scores).toEqual(scores.toSorted((one, other) => other - one));
    expect(new Set(scores).size).toBe(scores.length);
    expect(scores.at(-1)).toBeGreaterThan(0);
  });

  it('takes the last of several questions', () => {
    expect(inherited('A? A? B')).toBe(1);
  });

  it.each(['B', 'A B', 'B? B', 'A? A A A B', 'A? B B B B', 'A? C B', 'A? B A'])(
    'gives nothing where no question of the other is near: %s',
    (turns) => expect(inherited(turns)).toBe(0),
  );
});
