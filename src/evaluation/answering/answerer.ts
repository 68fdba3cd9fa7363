import { TulvingError } from '../../errors.js';
import { estimateTokens } from '../../language/tokens.js';
import type { LanguageModel } from '../../models/port.js';
import type { Expected, Question } from '../dataset.js';
import type { AnswerPrompt } from '../prompts/answers.js';
import {
  type JudgePrompt,
  type Judges,
  preferenceJudges,
  referenceJudges,
  silenceJudges,
} from '../prompts/judges.js';
import { fill, type Prompt } from '../prompts/prompt.js';
import type { Answer, Part, Spent, Verdict } from './answer.js';
import { judgeChoice } from './choice.js';
import { faultOf } from './fault.js';
import { type Patience, withRetries } from './retry.js';
import { readVerdict } from './verdict.js';

export interface Answering {
  model: LanguageModel;
  /** Default: the model that answers. */
  judge?: LanguageModel;
  patience?: Patience;
}

export const judgesOf: Readonly<Record<Exclude<Expected['by'], 'choice'>, Judges>> = {
  reference: referenceJudges,
  preference: preferenceJudges,
  silence: silenceJudges,
};

const patient: Patience = {
  wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
};

/** A question that an answer can be judged by. */
export type Asked = Question & { expected: Expected };

export function canBeAnswered(question: Question): question is Asked {
  return question.expected !== undefined;
}

/** Has a model answer questions from a block of memories, and the answers judged. */
export class Answerer {
  readonly #model: LanguageModel;
  readonly #judge: LanguageModel;
  readonly #patience: Patience;
  readonly #prompt: AnswerPrompt;

  constructor({ model, judge = model, patience = patient }: Answering, prompt: AnswerPrompt) {
    this.#model = model;
    this.#judge = judge;
    this.#patience = patience;
    this.#prompt = prompt;
  }

  /**
   * @param memories as `context` packs them; may be empty
   * @throws what is no fault of a model
   */
  async answer(question: Asked, memories: string): Promise<Answer> {
    const spent: Spent = { calls: 0, failed_calls: 0, input: 0, output: 0, estimated: false };
    let part: Part = 'answer';
    let text: string | undefined;
    try {
      const filled = this.#filled(question, memories);
      text = await this.#ask(this.#model, this.#prompt, filled, spent, readText);
      const { expected } = question;
      if (expected.by === 'choice') {
        return { status: 'judged', text, ...judgeChoice(text, expected.letter), spent };
      }
      const judges = judgesOf[expected.by];
      part = 'lenient';
      const lenient = await this.#judged(judges.lenient, question, text, spent);
      part = 'strict';
      const strict = await this.#judged(judges.strict, question, text, spent);
      return { status: 'judged', text, lenient, strict, spent };
    } catch (cause) {
      const { code, message: error, remedy } = faultOf(cause);
      const said = text === undefined ? {} : { text };
      return { status: 'failed', part, code, error, remedy, ...said, spent };
    }
  }

  #filled({ text: question, askedAt, expected }: Asked, memories: string): string {
    return fill(this.#prompt, {
      memories: memories || 'No memory was found.',
      today: askedAt ? `Today is ${askedAt.slice(0, 10)}.\n` : '',
      question,
      options: expected.by === 'choice' ? expected.options : '',
    });
  }

  #judged(prompt: JudgePrompt, question: Asked, answer: string, spent: Spent): Promise<Verdict> {
    const { expected } = question;
    const filled = fill(prompt, {
      question: question.text,
      expected: 'text' in expected ? expected.text : '',
      why: 'why' in expected && expected.why ? `${expected.why}\n` : '',
      answer,
    });
    return this.#ask(this.#judge, prompt, filled, spent, readVerdict);
  }

  #ask<Result>(
    model: LanguageModel,
    { system, maxTokens }: Prompt,
    prompt: string,
    spent: Spent,
    read: (reply: string) => Result,
  ): Promise<Result> {
    const call = async () => {
      spent.calls += 1;
      const { text, usage } = await model.generate({ system, prompt, maxTokens, temperature: 0 });
      spent.input += usage.input ?? estimateTokens(system) + estimateTokens(prompt);
      spent.output += usage.output ?? estimateTokens(text);
      if (usage.input === null || usage.output === null) spent.estimated = true;
      return read(text);
    };
    return withRetries(call, this.#patience, () => (spent.failed_calls += 1));
  }
}

function readText(reply: string): string {
  if (reply.trim() !== '') return reply.trim();
  throw new TulvingError('model_unusable', 'The model replied with nothing.');
}
