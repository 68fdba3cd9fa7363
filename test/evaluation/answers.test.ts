import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Answering,
  formatReport,
  prepareEvaluation,
  runEvaluation,
  type RunOptions,
} from '../../src/evaluation/index.js';
import { TulvingError } from '../../src/errors.js';
import type { GenerateRequest } from '../../src/models/port.js';
import { ScriptedModel } from '../helpers/scripted-model.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

/** A made-up conversation in the format of LoCoMo. */
const locomo = [
  {
    sample_id: 'conv-1',
    conversation: {
      speaker_a: 'Ines',
      speaker_b: 'Otto',
      session_1_date_time: '1:56 pm on 8 May, 2023',
      session_1: [
        { speaker: 'Otto', dia_id: 'D1:1', text: 'I repaired an old barometer on 7 May.' },
        { speaker: 'Ines', dia_id: 'D1:2', text: 'My kayak leaks since the trip to Bergen.' },
      ],
    },
    qa: [
      {
        question: 'When was the barometer repaired?',
        answer: '7 May 2023',
        evidence: ['D1:1'],
        category: 2,
      },
      { question: 'What leaks?', answer: 'the kayak', evidence: ['D1:2'], category: 4 },
      { question: 'Which zeppelin leaks?', adversarial_answer: 'Otto’s', category: 5 },
    ],
  },
];

const patience = { wait: () => Promise.resolve(), random: () => 0 };

const fileOf = (content: unknown, name = 'made-up.json') => {
  const path = join(temporaryDirectory(), name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

const answersWith = (script: (request: GenerateRequest) => string, more = {}): Answering => ({
  model: new ScriptedModel(script, more),
  patience,
});

const isJudging = ({ system }: GenerateRequest) => system?.includes('Reply with JSON') === true;
const isStrict = ({ system }: GenerateRequest) => system?.includes('nothing is taken for') === true;
const verdict = (correct: boolean) => JSON.stringify({ reason: 'because', correct });

/** Knows what leaks, is vague about the barometer, and guesses about zeppelins. */
const vague = (request: GenerateRequest): string => {
  if (!isJudging(request)) {
    if (request.prompt.includes('barometer repaired')) return 'In spring.';
    return request.prompt.includes('zeppelin') ? 'Otto’s zeppelin.' : 'The kayak.';
  }
  if (request.prompt.includes('zeppelin')) return verdict(false);
  return verdict(request.prompt.includes('kayak') || !isStrict(request));
};

const evaluate = (options: Partial<RunOptions>) =>
  runEvaluation({ dataset: 'locomo', path: fileOf(locomo), version: '1.0.0', ...options });

const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('answers of a model, judged twice (B14)', () => {
  it('asks with what context packs, and tells lenient from strict', async () => {
    const answering = answersWith(vague);
    const out = join(temporaryDirectory(), 'out.jsonl');
    const { answers, ...report } = await evaluate({ answering, out, k: 20, budgetTokens: 300 });
    expect(answers?.categories).toEqual({
      adversarial: { judged: 1, failed: 0, lenient: 0, strict: 0 },
      'single-hop': { judged: 1, failed: 0, lenient: 1, strict: 1 },
      temporal: { judged: 1, failed: 0, lenient: 1, strict: 0 },
    });
    expect(answers).toMatchObject({
      model: 'test/scripted',
      judge: 'test/scripted',
      temperature: 0,
      k: 20,
      budget_tokens: 300,
      overall: { judged: 3, failed: 0, lenient: 0.6667, strict: 0.3333 },
      calls: 9,
      failed_calls: 0,
      tokens: { input: 900, output: 90, estimated: false },
    });
    expect(answers?.prompts.map(({ name }) => name)).toContain('judge/silence/strict');
    expect(report.turns?.overall.questions).toBe(2);
    expect(report.tokens).toBeGreaterThan(20);
    const { requests } = answering.model as ScriptedModel;
    const asked = requests.find(({ prompt }) => prompt.includes('Question: What leaks?'));
    expect(asked?.prompt).toContain('My kayak leaks since the trip to Bergen.');
    expect(asked).toMatchObject({ temperature: 0, maxTokens: 300 });
    const line = linesOf(out).find(({ question }) => question === 'conv-1/0');
    expect(line.answer).toMatchObject({
      text: 'In spring.',
      lenient: { correct: true, reason: 'because' },
      strict: { correct: false, reason: 'because' },
    });
  });

  it('never tells the model what is expected before it has answered', async () => {
    const answering = answersWith(vague);
    await evaluate({ answering });
    const { requests } = answering.model as ScriptedModel;
    const first = requests.filter((request) => !isJudging(request));
    expect(first).toHaveLength(3);
    for (const { system, prompt } of first) {
      expect(`${system}${prompt}`).not.toMatch(/Reference|7 May 2023|adversarial/);
    }
  });

  it('prints the scores, the model, the budget and the digest of the prompts', async () => {
    const report = await evaluate({ answering: answersWith(vague) });
    const text = formatReport(report);
    expect(text).toMatch(/all questions +3 +0 +66\.7 +33\.3/);
    expect(text).toContain('model test/scripted, judge test/scripted');
    expect(text).toContain('context of 1000 tokens');
    expect(text).toContain(report.answers?.digest.slice(0, 12));
  });

  it('has another model judge', async () => {
    const judge = new ScriptedModel(() => verdict(true), { model: 'judge' });
    const { answers } = await evaluate({ answering: { ...answersWith(() => 'Yes.'), judge } });
    expect(answers).toMatchObject({ judge: 'test/judge', overall: { lenient: 1, strict: 1 } });
    expect(judge.requests).toHaveLength(6);
  });

  it('says what it takes before anything is asked', async () => {
    const answering = answersWith(vague);
    const path = fileOf(locomo);
    const one = { dataset: 'locomo', path, version: '1.0.0', answering };
    const evaluation = await prepareEvaluation(one);
    expect(evaluation.estimate).toMatchObject({ questions: 3, calls: 9 });
    expect((answering.model as ScriptedModel).requests).toEqual([]);
    const { answers } = await evaluation.run();
    await evaluation.close();
    expect(evaluation.estimate?.calls).toBe(answers?.calls);
  });

  it('counts tokens itself where the model does not', async () => {
    const model = new ScriptedModel(vague, { usage: { input: null, output: null } as never });
    const { answers } = await evaluate({ answering: { model, patience } });
    expect(answers?.tokens.estimated).toBe(true);
    expect(answers?.tokens.input).toBeGreaterThan(500);
  });
});

describe('models that fail (B14)', () => {
  it('tries again, and counts the tries', async () => {
    let calls = 0;
    const answering = answersWith((request) => {
      calls += 1;
      if (calls % 2 === 1) throw new Error('busy');
      return vague(request);
    });
    const { answers } = await evaluate({ answering });
    expect(answers).toMatchObject({
      overall: { judged: 3, failed: 0 },
      calls: 18,
      failed_calls: 9,
    });
  });

  it('counts what failed apart, neither right nor wrong', async () => {
    const out = join(temporaryDirectory(), 'out.jsonl');
    const answering = answersWith((request) => {
      if (request.prompt.includes('zeppelin')) throw new Error('refused');
      return isJudging(request) ? verdict(true) : 'Yes.';
    });
    const report = await evaluate({ answering, out });
    expect(report.answers?.overall).toEqual({ judged: 2, failed: 1, lenient: 1, strict: 1 });
    expect(report.answers?.mean_of_categories).toEqual({ lenient: 1, strict: 1 });
    expect(linesOf(out).find(({ question }) => question === 'conv-1/2').answer).toMatchObject({
      status: 'failed',
      part: 'answer',
      error: 'refused',
    });
  });

  it('takes a judge that gives no verdict for a failure', async () => {
    const out = join(temporaryDirectory(), 'out.jsonl');
    const answering = answersWith((request) =>
      isStrict(request) && request.prompt.includes('barometer') ? 'Correct!' : vague(request),
    );
    const { answers } = await evaluate({ answering, out, categories: ['temporal', 'single-hop'] });
    expect(answers?.categories['temporal']).toMatchObject({ judged: 0, failed: 1 });
    expect(linesOf(out).find(({ category }) => category === 'temporal').answer).toMatchObject({
      code: 'model_unusable',
      part: 'strict',
      text: 'In spring.',
    });
  });

  it('reports on nothing where nothing was answered, and says why', async () => {
    const answering = answersWith(() => {
      throw new TulvingError('model_refused', 'Wrong key.', { remedy: 'Correct it.' });
    });
    await expect(evaluate({ answering })).rejects.toMatchObject({
      code: 'model_refused',
      message: 'The model failed for all 3 questions: Wrong key.',
      remedy: expect.stringContaining('Correct it.'),
    });
    expect((answering.model as ScriptedModel).requests).toHaveLength(3);
  });

  it('ends at once for what no model is to blame for', async () => {
    const answering = answersWith(() => {
      throw new TulvingError('invalid_setting', 'The CA file cannot be read.');
    });
    await expect(evaluate({ answering, concurrency: 1 })).rejects.toMatchObject({
      code: 'invalid_setting',
    });
    expect((answering.model as ScriptedModel).requests).toHaveLength(1);
  });

  it('stops when the model is not there, and keeps what it had', async () => {
    const [sample] = locomo;
    const qa = Array.from({ length: 8 }, (_, index) => ({
      question: `What leaks, asked ${index} times?`,
      answer: 'the kayak',
      evidence: ['D1:2'],
      category: 4,
    }));
    const path = fileOf([{ ...sample, qa }]);
    const out = join(temporaryDirectory(), 'out.jsonl');
    let working = true;
    const answering = answersWith((request) => {
      if (request.prompt.includes('asked 2 times')) working = false;
      if (!working) throw new Error('no route to host');
      return vague(request);
    });
    const options = { path, out, concurrency: 1 };
    await expect(evaluate({ ...options, answering })).rejects.toMatchObject({
      code: 'model_unavailable',
      message: expect.stringContaining('no route to host'),
    });
    const again = await evaluate({ ...options, answering: answersWith(vague) });
    expect(again).toMatchObject({ questions: 8, resumed: 2 });
    expect(again.answers?.overall).toEqual({ judged: 8, failed: 0, lenient: 1, strict: 1 });
  });
});

describe('going on with answers (B14)', () => {
  it('asks what failed and what was not finished again, and nothing else', async () => {
    const path = fileOf(locomo);
    const out = join(temporaryDirectory(), 'out.jsonl');
    const failing = answersWith((request) => {
      if (request.prompt.includes('zeppelin')) throw new Error('refused');
      return vague(request);
    });
    await evaluate({ path, out, answering: failing });
    const kept = readFileSync(out, 'utf8');
    writeFileSync(out, `${kept}{"question": "conv-1/1", "cat`);
    const answering = answersWith(vague);
    const report = await evaluate({ path, out, answering });
    expect(report).toMatchObject({ questions: 3, resumed: 2 });
    expect(report.answers?.overall).toMatchObject({ judged: 3, failed: 0 });
    const { requests } = answering.model as ScriptedModel;
    expect(requests.filter((request) => !isJudging(request))).toHaveLength(1);
    expect(readFileSync(out, 'utf8').startsWith(kept)).toBe(true);
  });

  it.each([
    ['another model', { answering: answersWith(vague, { model: 'other' }) }, 'model'],
    [
      'another judge',
      { answering: { ...answersWith(vague), judge: new ScriptedModel(vague, { model: 'other' }) } },
      'judge',
    ],
    ['another budget', { answering: answersWith(vague), budgetTokens: 500 }, '--budget-tokens'],
    ['another k', { answering: answersWith(vague), k: 3 }, '--k'],
    ['no model', {}, 'model'],
  ])('does not go on with %s', async (_, options, named) => {
    const path = fileOf(locomo);
    const out = join(temporaryDirectory(), 'out.jsonl');
    await evaluate({ path, out, answering: answersWith(vague) });
    await expect(evaluate({ path, out, ...options })).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining(named),
    });
  });
});

describe('answers of each data set (B14)', () => {
  it('judges preferences of PrefEval by whether the reply suits them', async () => {
    const path = fileOf([{ preference: 'I only keep birds.', question: 'Which pet suits me?' }]);
    const answering = answersWith((request) => (isJudging(request) ? verdict(true) : 'A finch.'));
    const report = await evaluate({ dataset: 'prefeval', path, answering });
    expect(report.answers?.overall).toMatchObject({ judged: 1, lenient: 1, strict: 1 });
    const { requests } = answering.model as ScriptedModel;
    expect(requests[0]?.prompt).toContain('The person says: Which pet suits me?');
    expect(requests[2]?.prompt).toContain('I only keep birds.');
  });

  it('has LongMemEval answered by the day of the question, abstention included', async () => {
    const question = (id: string) => ({
      question_id: id,
      question_type: 'single-session-user',
      question: 'Where is my harp?',
      question_date: '2023/06/01 (Thu) 00:58',
      answer: 'in the cellar',
      answer_session_ids: ['s'],
      haystack_dates: ['2023/05/25 (Thu) 20:21'],
      haystack_session_ids: ['s'],
      haystack_sessions: [[{ role: 'user', content: 'My harp is in the cellar.' }]],
    });
    const path = fileOf([question('a'), question('b_abs')]);
    const answering = answersWith((request) => (isJudging(request) ? verdict(true) : 'There.'));
    const report = await evaluate({ dataset: 'longmemeval', path, answering });
    expect(Object.keys(report.answers?.categories ?? {})).toEqual([
      'abstention',
      'single-session-user',
    ]);
    const { requests } = answering.model as ScriptedModel;
    expect(requests[0]?.prompt).toContain('Today is 2023-06-01.');
  });

  it('judges PersonaMem by rule, with one call a question', async () => {
    const folder = temporaryDirectory();
    const messages = [
      { role: 'user', content: 'I carved a paddle of ash.' },
      { role: 'assistant', content: 'How long did that take?' },
    ];
    const columns =
      'question_id,question_type,user_question_or_message,correct_answer,all_options,shared_context_id,end_index_in_shared_context';
    const row = (id: string, letter: string) =>
      `${id},recall_facts,My paddle?,(${letter}),"['(a) Of ash.', '(b) Of oak.']",c1,2`;
    const csv = [columns, row('q1', 'a'), row('q2', 'b')].join('\n');
    writeFileSync(join(folder, 'questions_32k.csv'), csv);
    writeFileSync(join(folder, 'shared_contexts_32k.jsonl'), JSON.stringify({ c1: messages }));
    const answering = answersWith(() => 'She said so. Final answer: (a)');
    const options = { dataset: 'personamem', path: folder, answering };
    const report = await evaluate(options);
    expect(report.answers).toMatchObject({
      calls: 2,
      overall: { judged: 2, failed: 0, lenient: 0.5, strict: 0.5 },
    });
    const { requests } = answering.model as ScriptedModel;
    expect(requests[0]?.prompt).toContain('(b) Of oak.');
    expect(requests[0]?.prompt).toContain('I carved a paddle of ash.');
    await expect(evaluate({ dataset: 'personamem', path: folder })).rejects.toMatchObject({
      code: 'usage',
      remedy: expect.stringContaining('--answer'),
    });
  });

  it('refuses a model where nothing says what is right', async () => {
    const entry = {
      context: '0. The harp of Ada is red.',
      questions: ['Which colour has the harp of Ada?'],
      answers: [['red']],
      metadata: { source: 'factconsolidation_sh_6k' },
    };
    const dataset = 'factconsolidation';
    const refused = evaluate({ dataset, path: fileOf([entry]), answering: answersWith(vague) });
    await expect(refused).rejects.toMatchObject({
      code: 'usage',
      remedy: expect.stringContaining('locomo'),
    });
  });
});
