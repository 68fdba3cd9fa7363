import { join } from 'node:path';
import { type ModelUse, parseModelName, providerOf } from '../../model/providers.js';
import { type SettingName, settingTable } from '../../settings.js';
import type { Call } from '../command.js';
import { writeConfig } from '../config-files.js';
import { usage } from '../input.js';

interface Kind {
  use: ModelUse;
  /** Settings that belong to it, besides its name. */
  more: readonly SettingName[];
  /** What to do after it. */
  next: string;
}

export const kindsOfModel: Readonly<Record<'llm' | 'embedder' | 'reranker', Kind>> = {
  llm: { use: 'text', more: ['llmUrl'], next: 'Try it: tulving models test' },
  embedder: {
    use: 'embed',
    more: ['embedderUrl', 'embedderDimension'],
    next: 'Try it: tulving models test. Then restart the server, or run: tulving reindex vectors',
  },
  reranker: { use: 'rerank', more: ['rerankerUrl'], next: 'Try it: tulving models test' },
};

/** Says so in the config file: the name of a model, and where it is. Keys never go there. */
export async function useModel(
  { settings, options, output }: Call,
  kindGiven: string | undefined,
  name: string | undefined,
): Promise<void> {
  const kind = Object.keys(kindsOfModel).find((one) => one === kindGiven) as
    | keyof typeof kindsOfModel
    | undefined;
  if (kind === undefined || name === undefined) {
    throw usage('models use takes llm, embedder or reranker, and provider:model or none.');
  }
  const { more, next, use } = kindsOfModel[kind];
  const isNone = name === 'none' || (kind === 'embedder' && name === 'builtin');
  if (!isNone) requireSound(kind, name);
  const lines = new Map<SettingName, string | undefined>([[kind, isNone ? undefined : name]]);
  for (const setting of more) {
    const value = options[setting];
    lines.set(setting, isNone || typeof value !== 'string' ? undefined : value);
  }
  const path = settings.config ?? join(settings.data, 'tulving.yaml');
  await writeConfig(path, lines);
  const { env } = settingTable[kind];
  const shadow = process.env[env]
    ? [`${env} is set in the environment, and wins over the file.`]
    : [];
  const key = isNone ? [] : keyNeeded(name, use, settingTable[kind].env);
  output.answer({ path, [kind]: isNone ? null : name }, () => [
    isNone ? `${path}: no ${kind} any more.` : `${path}: ${kind} is ${name}.`,
    ...shadow,
    ...key,
    ...(isNone ? [] : [next]),
  ]);
}

function requireSound(kind: keyof typeof kindsOfModel, name: string): void {
  try {
    settingTable[kind].read(name);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw usage(`The ${kind} must be ${error.message}, not "${name}".`);
  }
  if (/\/\/[^/#]*@/.test(name)) {
    throw usage(
      `The address must be given without a user and a password; a key goes into ${settingTable[kind].env}_API_KEY.`,
    );
  }
}

function keyNeeded(name: string, use: ModelUse, env: string): string[] {
  if (/^(?:llm$|url:)/.test(name)) return [];
  const [usual] = providerOf(parseModelName(name, use)).keys;
  if (usual === undefined) return [];
  return [
    `It wants a key: ${env}_API_KEY or ${usual}, in the environment or in secrets.env of the data directory.`,
  ];
}
