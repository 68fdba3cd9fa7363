import { estimateTokens } from '../../language/tokens.js';
import { costOf } from '../../model/price.js';
import type { Question } from '../dataset.js';
import type { AnswerPrompt } from '../prompts/answers.js';
import { type Answering, type Asked, canBeAnswered, judgesOf } from './answerer.js';

/** The most that an evaluation takes if no call fails. */
export interface Estimate {
  questions: number;
  calls: number;
  input_tokens: number;
  output_tokens: number;
  /** US dollars; null where the price of a model is not known. */
  cost: number | null;
}

/** @param budgetTokens what the memories before a question may take */
export function estimateCost(
  questions: readonly Question[],
  prompt: AnswerPrompt,
  budgetTokens: number,
  { model, judge = model }: Pick<Answering, 'model' | 'judge'>,
): Estimate {
  const total: Estimate = { questions: 0, calls: 0, input_tokens: 0, output_tokens: 0, cost: 0 };
  for (const question of questions.filter(canBeAnswered)) {
    total.questions += 1;
    callsFor(question, prompt, budgetTokens).forEach((call, at) => {
      const cost = costOf((at === 0 ? model : judge).price, call);
      total.calls += 1;
      total.input_tokens += call.input;
      total.output_tokens += call.output;
      total.cost = total.cost === null || cost === null ? null : total.cost + cost;
    });
  }
  return total;
}

/** The answer, then two opinions of it unless there is a rule. */
function callsFor(question: Asked, prompt: AnswerPrompt, budgetTokens: number) {
  const { text, expected } = question;
  const asked = estimateTokens(text);
  const options = expected.by === 'choice' ? estimateTokens(expected.options) : 0;
  const answer = {
    input: told(prompt) + budgetTokens + asked + options,
    output: prompt.maxTokens,
  };
  if (expected.by === 'choice') return [answer];
  const known = estimateTokens(Object.values(expected).join('\n'));
  const { lenient, strict } = judgesOf[expected.by];
  const judged = [lenient, strict].map((judge) => ({
    input: told(judge) + asked + known + prompt.maxTokens,
    output: judge.maxTokens,
  }));
  return [answer, ...judged];
}

function told({ system, text }: { system: string; text: string }): number {
  return estimateTokens(system) + estimateTokens(text);
}
