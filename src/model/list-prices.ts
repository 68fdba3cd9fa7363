import type { Price } from './price.js';

/** What a provider asks for one of its models, without discounts. */
export interface ListPrice extends Price {
  /** Where it stands. */
  readonly source: string;
  /** The day on which it was read there. */
  readonly read: string;
}

interface Named {
  provider: string;
  model: string;
}

const READ = '2026-11-22';
const OPENAI = 'https://developers.openai.com/api/docs/models';
const ANTHROPIC = 'https://platform.claude.com/docs/en/about-claude/models/overview';

const row = (input: number, output: number, source: string): ListPrice => ({
  input,
  output,
  source,
  read: READ,
});

/**
 * By provider and model. Only what was found stated by the provider; models whose price depends on the
 * hour or on how long a prompt of ordinary length is are not here: nothing that is counted would tell.
 */
const listPrices: Readonly<Record<string, ListPrice>> = {
  'openai:gpt-6-luna': row(0.1, 0.5, `${OPENAI}/gpt-6-luna`),
  'openai:gpt-5.6-luna': row(0.2, 1.2, `${OPENAI}/gpt-5.6-luna`),
  'openai:gpt-5-mini': row(0.25, 2, `${OPENAI}/gpt-5-mini`),
  'openai:gpt-5-nano': row(0.05, 0.4, `${OPENAI}/gpt-5-nano`),
  'anthropic:claude-opus-5-5': row(4, 20, ANTHROPIC),
  'anthropic:claude-sonnet-5-5': row(2, 10, ANTHROPIC),
  'anthropic:claude-sonnet-5': row(2, 10, ANTHROPIC),
  'anthropic:claude-haiku-4-5': row(1, 5, ANTHROPIC),
};

/** Programs on a machine of one's own. */
const local: ReadonlySet<string> = new Set(['ollama', 'lmstudio', 'llamacpp', 'vllm']);
const FREE: Price = { input: 0, output: 0 };

/** Ollama hands models of such names on to its own service. */
const HANDED_ON = /[:-]cloud$/;
/** The day of a snapshot: `gpt-5-mini-2025-08-07`, `claude-haiku-4-5-20251001`. */
const SNAPSHOT = /-20\d\d-?\d\d-?\d\d$/;

/** What is asked for a model by who runs it; undefined where that is not known. */
export function listPrice({ provider, model }: Named): ListPrice | Price | undefined {
  if (local.has(provider)) return HANDED_ON.test(model) ? undefined : FREE;
  const name = `${provider}:${model.replace(SNAPSHOT, '')}`;
  return Object.hasOwn(listPrices, name) ? listPrices[name] : undefined;
}
