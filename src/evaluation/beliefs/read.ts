import { z } from 'zod';
import { validate } from '../../model/validate.js';
import { type Belief, beliefSchema, casesSchema, type Probe, sessionsSchema } from './shapes.js';

/** Whom the cases are about, unless they say. */
const USER = 'test-user';
/** What the runner of the set allows where a case does not say. */
const PLACES = 20;
const QUESTIONS = 15;
export const SESSIONS = 'Session-level noise isolation';

/**
 * Reads the fixtures of PrecisionMemBench (Flynt 2026).
 *
 * @throws TulvingError `invalid_input` that names what is missing
 */
export function readBeliefs(file: unknown): Belief[] {
  return validate(z.array(beliefSchema).min(1), file);
}

export function readCases(file: unknown): Probe[] {
  return validate(casesSchema, file).map(({ caseId: id, userId, budget = {}, ...rest }) => ({
    id,
    category: rest.category,
    user: userId ?? USER,
    scope: rest.scope,
    query: rest.query,
    places: budget.maxBeliefs ?? PLACES,
    questions: budget.maxQuestions ?? QUESTIONS,
    expect: rest.expect,
    after: {},
  }));
}

/** The turns of all sessions, in order: what one makes known, the next ones may find. */
export function readSessions(file: unknown): Probe[] {
  return validate(sessionsSchema, file).flatMap(({ caseId, turns }) =>
    turns.map((turn) => ({
      id: `${caseId}/${turn.turnIndex}`,
      category: SESSIONS,
      user: USER,
      scope: turn.scope,
      query: turn.userMessage,
      places: PLACES,
      questions: QUESTIONS,
      expect: turn.expect,
      after: { create: turn.createBeliefAtTurn, change: turn.updateBeliefAtTurn },
    })),
  );
}
