import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatReport, runEvaluation } from '../../src/evaluation/index.js';
import { temporaryDirectory } from '../helpers/temporary-memory.js';

/** A made-up set of beliefs in the format of PrecisionMemBench. */
const belief = (id: string, name: string, content: string, more = {}) => ({
  _id: id,
  user_id: 'test-user',
  type: 'preference',
  canonical_name: name,
  aliases: [],
  content,
  why_it_matters: '',
  scope: ['domain:music'],
  pinned: false,
  superseded_by: null,
  resolved_at: null,
  ...more,
});

const beliefs = [
  belief('b-harp', 'instrument', 'Plays a pedal harp.', { pinned: true }),
  belief('b-flute', 'flute_old', 'Plays the zuffolo flute.', { superseded_by: 'b-harp' }),
  belief('b-strings', 'strings', 'Buys gut strings from Cremona.', { aliases: ['catgut'] }),
  belief('b-tuner', 'tuner', 'Tunes with a strobe tuner.'),
  belief('b-rosin', 'rosin', 'Uses dark rosin on the bow.', { scope: ['domain:cello'] }),
  belief('b-hall', 'hall', 'Rehearses in the Orpheum.', {
    type: 'relation',
    participants: ['b-tuner', 'b-rosin'],
  }),
  belief('b-venue', 'venue_question', 'Which venue for June?', {
    type: 'open_question',
    pinned: true,
  }),
  belief('b-pitch', 'pitch_question', 'Which pitch, Hz 442?', {
    type: 'open_question',
    pinned: true,
    resolved_at: '2026-01-01T00:00:00Z',
  }),
  belief('b-other', 'other', 'Buys nylon strings.', { user_id: 'other-user' }),
];

const test = (caseId: string, query: string, expectation: object, more = {}) => ({
  caseId,
  category: 'Made up',
  scope: ['domain:music'],
  query,
  expect: expectation,
  ...more,
});
const only = (...ids: string[]) => ({ relevantBeliefs: { shouldOnlyInclude: ids } });

const cases = [
  test('alias', 'catgut', only('b-strings')),
  test('scope', 'rosin', only()),
  test('superseded', 'zuffolo', { ...only(), pinnedFacts: { mustInclude: ['b-harp'] } }),
  test('relation', 'Orpheum', only('b-hall', 'b-tuner')),
  test('resolved', '442', { ...only(), openQuestions: { mustInclude: ['b-venue'] } }),
  test('other user', 'nylon', { relevantBeliefs: { mustExclude: ['b-other'] } }),
  test('nothing asked', ' ', only()),
  test('no place left', 'catgut', only(), { budget: { maxBeliefs: 1 } }),
  test('must fail', 'catgut', only('b-tuner')),
];

const sessions = [
  {
    caseId: 'drift',
    turns: [
      {
        turnIndex: 0,
        scope: ['domain:music'],
        userMessage: 'metronome',
        createBeliefAtTurn: belief('b-beat', 'beat', 'Practises with a metronome.'),
        expect: only(),
      },
      {
        turnIndex: 1,
        scope: ['domain:music'],
        userMessage: 'metronome',
        updateBeliefAtTurn: { beliefId: 'b-beat', addAliases: ['clicktrack'] },
        expect: { ...only('b-beat'), noiseCheck: { mustNotSurface: ['b-strings'] } },
      },
      {
        turnIndex: 2,
        scope: ['domain:music'],
        userMessage: 'clicktrack',
        expect: only('b-beat'),
      },
    ],
  },
];

const evaluate = (files: Record<string, unknown>, options = {}) => {
  const folder = temporaryDirectory();
  for (const [name, content] of Object.entries(files)) {
    writeFileSync(join(folder, name), JSON.stringify(content));
  }
  const path = folder;
  return runEvaluation({ dataset: 'precisionmembench', path, version: '1.0.0', ...options });
};

const all = {
  'beliefs.seed.json': beliefs,
  'retrieval.cases.json': cases,
  'session-retrieval.cases.json': sessions,
};

describe('evaluation of beliefs (B14)', () => {
  it('passes a case when what is demanded is found, and nothing else', async () => {
    const report = await evaluate(all);
    expect(report.beliefs?.categories['Made up']).toMatchObject({ cases: 9, passed: 8 });
    expect(report.beliefs?.overall.types).toEqual({
      active: { cases: 5, passed: 4 },
      structural: { cases: 5, passed: 5 },
      empty: { cases: 2, passed: 2 },
    });
    expect(formatReport(report)).toContain('passed: active 4 of 5, structural 5 of 5');
  });

  it('finds in a session what its turns made known', async () => {
    const report = await evaluate(all, { categories: ['Session-level noise isolation'] });
    expect(report.beliefs?.overall).toMatchObject({ cases: 3, passed: 3, precision: 1, recall: 1 });
  });

  it('makes known what was passed over, too', async () => {
    const out = join(temporaryDirectory(), 'out.jsonl');
    const [session] = sessions;
    const path = temporaryDirectory();
    for (const [name, content] of Object.entries({
      ...all,
      'session-retrieval.cases.json': [session],
    })) {
      writeFileSync(join(path, name), JSON.stringify(content));
    }
    const options = { dataset: 'precisionmembench', path, version: '1.0.0', out };
    await runEvaluation({ ...options, limit: 11 });
    const whole = await runEvaluation(options);
    expect(whole).toMatchObject({ questions: 12, resumed: 11 });
    expect(whole.beliefs?.overall.passed).toBe(11);
  });

  it('goes without sessions, and not without beliefs', async () => {
    const { 'beliefs.seed.json': seed, 'retrieval.cases.json': retrieval } = all;
    const files = { 'beliefs.seed.json': seed, 'retrieval.cases.json': retrieval };
    expect((await evaluate(files)).questions).toBe(9);
    await expect(evaluate({ 'retrieval.cases.json': retrieval })).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringContaining('beliefs.seed.json'),
    });
  });
});
