import { describe, expect, it } from 'vitest';
import { TulvingError } from '../../errors.js';
import type { LanguageModel } from '../../models/port.js';
import { advicePrompt, choicePrompt, recallPrompt } from '../prompts/answers.js';
import { preferenceJudges, referenceJudges, silenceJudges } from '../prompts/judges.js';
import { digestOf, fill } from '../prompts/prompt.js';
import type { Answer } from './answer.js';
import { judgeChoice } from './choice.js';
import { estimateCost } from './estimate.js';
import { AnswerQueue } from './queue.js';
import { withRetries } from './retry.js';
import { readVerdict } from './verdict.js';

describe('evaluation/prompts', () => {
  const everyJudge = [referenceJudges, preferenceJudges, silenceJudges].flatMap(
    ({ lenient, strict }) => [lenient, strict],
  );

  it('puts fields in as they are, whatever they hold', () => {
    const filled = fill(recallPrompt, {
      memories: '{question} $& {x}',
      today: '',
      question: 'Who?',
      options: '',
    });
    expect(filled).toBe('{question} $& {x}\n\nQuestion: Who?');
  });

  it.each([recallPrompt, advicePrompt, choicePrompt, ...everyJudge])(
    'leaves no field of $name open',
    ({ text, fields }) => {
      const named = Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name);
      expect(fields).toEqual(expect.arrayContaining(named));
    },
  );

  it('tells prompts apart by every word of them', () => {
    const other = { ...recallPrompt, system: `${recallPrompt.system} Hurry.` };
    expect(digestOf([other])).not.toBe(digestOf([recallPrompt]));
    expect(digestOf([{ ...recallPrompt }])).toBe(digestOf([recallPrompt]));
  });
});

describe('evaluation/answering/choice', () => {
  it.each([
    ['The kite suits her. Final answer: (b)', true, true],
    ['<final_answer> (b) </final_answer>', true, true],
    ['Final answer: b', true, true],
    ['(b)', true, false],
    ['I take (b).', true, false],
    ['Not (a). Final answer: (b)', true, true],
    ['(a) or (b)', false, false],
    ['Final answer: (a) or (b)', false, false],
    ['Final answer: (c)', false, false],
    ['Final answer: none', false, false],
    ['', false, false],
  ])('judges %j', (reply, lenient, strict) => {
    const verdict = judgeChoice(reply, 'b');
    expect([verdict.lenient.correct, verdict.strict.correct]).toEqual([lenient, strict]);
  });
});

describe('evaluation/answering/verdict', () => {
  it.each([
    ['{"reason": "same", "correct": true}', { correct: true, reason: 'same' }],
    ['```json\n{"correct": false}\n```', { correct: false, reason: '' }],
  ])('reads %j', (reply, verdict) => expect(readVerdict(reply)).toEqual(verdict));

  it.each(['', 'correct', '{"correct": "yes"}', '{"verdict": true}', '}{'])(
    'takes %j for no verdict',
    (reply) => expect(() => readVerdict(reply)).toThrow('no verdict'),
  );
});

describe('evaluation/answering/retry', () => {
  const failing = (times: number) => {
    let tries = 0;
    return () =>
      ++tries <= times ? Promise.reject(new Error(`try ${tries}`)) : Promise.resolve(tries);
  };
  const patience = (waits: number[]) => ({
    wait: async (milliseconds: number) => void waits.push(milliseconds),
    random: () => 1,
  });

  it('tries again after longer and longer pauses', async () => {
    const waits: number[] = [];
    let failed = 0;
    expect(await withRetries(failing(3), patience(waits), () => (failed += 1))).toBe(4);
    expect([waits.length, failed]).toEqual([3, 3]);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  });

  it('does not try again what was refused, nor what no model is to blame for', async () => {
    for (const code of ['model_refused', 'invalid_setting'] as const) {
      let tries = 0;
      const refused = () => {
        tries += 1;
        return Promise.reject(new TulvingError(code, 'no'));
      };
      await expect(withRetries(refused, patience([]), () => undefined)).rejects.toThrow('no');
      expect(tries).toBe(1);
    }
  });

  it('gives up with what the last try said', async () => {
    await expect(withRetries(failing(9), patience([]), () => undefined)).rejects.toThrow('try 4');
  });
});

describe('evaluation/answering/queue', () => {
  const spent = { calls: 1, failed_calls: 0, input: 0, output: 0, estimated: false };
  const failed: Answer = {
    status: 'failed',
    part: 'answer',
    code: 'model_busy',
    error: 'gone',
    remedy: 'Wait.',
    spent,
  };
  const verdict = { correct: true, reason: '' };
  const judged: Answer = { status: 'judged', text: '', lenient: verdict, strict: verdict, spent };
  const nothing = () => Promise.resolve();

  it('has no more on the way than it may, and waits for all', async () => {
    const queue = new AnswerQueue(2);
    let now = 0;
    let most = 0;
    let done = 0;
    for (let index = 0; index < 6; index++) {
      await queue.add(
        async () => {
          most = Math.max(most, ++now);
          await new Promise((resolve) => setImmediate(resolve));
          now -= 1;
          return judged;
        },
        async () => void (done += 1),
      );
    }
    await queue.done();
    expect([most, done]).toEqual([2, 6]);
  });

  it('stops when no answer comes any more, and only then', async () => {
    const queue = new AnswerQueue(1);
    for (let index = 0; index < 4; index++) await queue.add(async () => failed, nothing);
    await queue.add(async () => judged, nothing);
    for (let index = 0; index < 4; index++) await queue.add(async () => failed, nothing);
    await queue.settle();
    await queue.add(async () => failed, nothing);
    await expect(queue.done()).rejects.toMatchObject({
      code: 'model_busy',
      message: expect.stringContaining('gone'),
      remedy: expect.stringContaining('Wait.'),
    });
  });

  it('tells what could not be written', async () => {
    const queue = new AnswerQueue(1);
    await queue.add(
      async () => judged,
      () => Promise.reject(new Error('disk full')),
    );
    await expect(queue.done()).rejects.toThrow('disk full');
  });
});

const modelOf = (price: LanguageModel['price']): LanguageModel => ({
  identity: { provider: 'test', model: 'priced' },
  price,
  generate: () => Promise.reject(new Error('not to be asked')),
});

describe('evaluation/answering/estimate', () => {
  const question = { id: '1', text: 'Who?', category: 'a', gold: [] };

  it('counts three calls, or one where there is a rule, and grows with the budget', () => {
    const judged = { ...question, expected: { by: 'silence' } as const };
    const options = '(a) x (b) y';
    const ruled = { ...question, expected: { by: 'choice', letter: 'a', options } as const };
    const asked = { model: modelOf({ input: 1, output: 10 }) };
    const both = estimateCost([judged, ruled, question], recallPrompt, 1_000, asked);
    expect(both).toMatchObject({ questions: 2, calls: 4 });
    const more = estimateCost([judged, ruled], recallPrompt, 2_000, asked);
    expect(more.input_tokens - both.input_tokens).toBe(2_000);
    expect(both.output_tokens).toBeGreaterThan(2 * recallPrompt.maxTokens);
    expect(both.cost).toBeCloseTo((both.input_tokens + 10 * both.output_tokens) / 1_000_000, 9);
  });

  it('costs nothing for whom a judge of no price judges, and nobody knows what one without a price costs', () => {
    const judged = { ...question, expected: { by: 'silence' } as const };
    const model = modelOf({ input: 0, output: 1 });
    const of = (judge: LanguageModel) =>
      estimateCost([judged], recallPrompt, 1_000, { model, judge }).cost;
    expect(of(modelOf({ input: 0, output: 0 }))).toBeCloseTo(recallPrompt.maxTokens / 1_000_000, 9);
    expect(of(modelOf(undefined))).toBeNull();
  });
});
