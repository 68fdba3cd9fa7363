import { z } from 'zod';
import { TulvingError } from '../../../errors.js';
import { name } from '../../../model/fields.js';
import { type ModelUse, parseModelName, providerOf } from '../../../model/providers.js';
import type { ModelSettingName, Served } from '../../served.js';

export type ModelSettings = Partial<Pick<Served['settings'], ModelSettingName>>;
export type Kind = 'llm' | 'embedder';

/** In place of a key that is kept: it goes in, and never out. */
const KEPT = '********';

const modelSchema = z.object({
  provider: name,
  config: z.object({
    model: name,
    api_key: z.string().max(4_096).nullish(),
    ollama_base_url: z.string().max(2_048).nullish(),
    temperature: z.number().nullish(),
    max_tokens: z.number().nullish(),
  }),
});

const instructionsSchema = z.object({ custom_instructions: z.string().max(4_000).nullish() });

/** What they call parts of it, null and missing: left as it is. */
export const partSchemas = {
  llm: modelSchema,
  embedder: modelSchema,
  vector_store: z.null(),
  openmemory: instructionsSchema,
} as const;

export const configSchema = z.object({
  openmemory: instructionsSchema.nullish(),
  mem0: z
    .object({
      llm: modelSchema.nullish(),
      embedder: modelSchema.nullish(),
      vector_store: z.null().optional(),
    })
    .nullish(),
});

export type GivenModel = z.output<typeof modelSchema>;
export type GivenConfig = z.output<typeof configSchema>;

const uses: Readonly<Record<Kind, ModelUse>> = { llm: 'text', embedder: 'embed' };

/** Null: none is set. */
export function shownModel(kind: Kind, settings: ModelSettings) {
  const { [kind]: text, [`${kind}Url` as const]: url } = settings;
  if (text === undefined) return null;
  const parsed = parseModelName(text, uses[kind]);
  const [usual] = providerOf(parsed).keys;
  const isKept = settings[`${kind}ApiKey` as const] !== undefined;
  return {
    provider: parsed.provider,
    config: {
      model: parsed.model,
      ...(kind === 'llm' && { temperature: null, max_tokens: null }),
      api_key: isKept ? KEPT : usual === undefined ? null : `env:${usual}`,
      ollama_base_url: url ?? parsed.url ?? null,
    },
  };
}

/** What of the settings would be another, as texts; undefined takes a setting away. */
export function changedSettings(
  kind: Kind,
  { provider, config }: GivenModel,
  before: ModelSettings,
): Map<ModelSettingName, string | undefined> {
  const known = shownModel(kind, before);
  const model = `${provider}:${config.model}`;
  requireSound(kind, model);
  const changes = new Map<ModelSettingName, string | undefined>();
  if (known?.provider !== provider || known.config.model !== config.model) changes.set(kind, model);
  const url = config.ollama_base_url ?? undefined;
  if (url !== (known?.config.ollama_base_url ?? undefined)) changes.set(`${kind}Url`, url);
  const key = keyOf(kind, model, config.api_key);
  if (key !== undefined && key !== before[`${kind}ApiKey`]) changes.set(`${kind}ApiKey`, key);
  return changes;
}

function requireSound(kind: Kind, model: string): void {
  try {
    parseModelName(model, uses[kind]);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TulvingError('invalid_input', `The ${kind} must be ${error.message}.`, {
      cause: error,
      issues: [{ pointer: `/mem0/${kind}/provider`, detail: `must be ${error.message}` }],
    });
  }
}

/** Undefined: as it is. `env:` of the provider's own variable is what is read anyway. */
function keyOf(kind: Kind, model: string, given: string | null | undefined): string | undefined {
  if (!given || given === KEPT) return undefined;
  if (!given.startsWith('env:')) return given;
  const { keys } = providerOf(parseModelName(model, uses[kind]));
  if (keys.includes(given.slice(4))) return undefined;
  const variable = `TULVING_${kind.toUpperCase()}_API_KEY`;
  throw new TulvingError('invalid_input', `${given} is not read here.`, {
    remedy: `Set ${[...keys, variable].join(' or ')} where the server is started.`,
    issues: [{ pointer: `/mem0/${kind}/config/api_key`, detail: 'names another variable' }],
  });
}
