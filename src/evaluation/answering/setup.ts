import type { LanguageModel } from '../../models/port.js';
import { questionsOf } from '../selection.js';
import type { Conversation, Expected } from '../dataset.js';
import type { Packing } from '../examiner.js';
import type { AnswerPrompt } from '../prompts/answers.js';
import { digestOf, type Prompt } from '../prompts/prompt.js';
import { type Answering, judgesOf } from './answerer.js';
import type { AnswerSetup } from './tally.js';

interface AnsweredSet {
  prompt: AnswerPrompt | undefined;
  conversations: readonly Conversation[];
}

/** Undefined for a set whose questions cannot be answered. */
export function setupOf(
  { model, judge = model }: Answering,
  { prompt, conversations }: AnsweredSet,
  { budgetTokens, k }: Packing,
): AnswerSetup | undefined {
  if (!prompt) return undefined;
  const kinds = new Set(questionsOf(conversations).flatMap(({ expected }) => expected?.by ?? []));
  const prompts = [prompt, ...[...kinds].toSorted().flatMap(judgePromptsOf)];
  return {
    model: nameOf(model),
    judge: nameOf(judge),
    temperature: 0,
    k: k ?? null,
    budget_tokens: budgetTokens,
    digest: digestOf(prompts),
    prompts: prompts.map(({ name, system, text, maxTokens }) => ({
      name,
      system,
      text,
      maxTokens,
    })),
  };
}

function judgePromptsOf(by: Expected['by']): Prompt[] {
  return by === 'choice' ? [] : [judgesOf[by].lenient, judgesOf[by].strict];
}

function nameOf({ identity: { provider, model } }: LanguageModel): string {
  return `${provider}/${model}`;
}
