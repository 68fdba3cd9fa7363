import type { Call, Command } from '../command.js';
import { modelSettings } from '../flags.js';
import { usage } from '../input.js';

/** What each action does; loaded when it is asked for. */
const actions: Readonly<Record<string, (call: Call) => Promise<void>>> = {
  list: async (call) => (await import('../model-commands/list.js')).listModels(call),
  test: async (call) => (await import('../model-commands/test.js')).testModels(call),
  usage: async (call) => (await import('../model-commands/usage.js')).tellUsage(call),
  use: async (call) => {
    const [, kind, name] = call.arguments as (string | undefined)[];
    await (await import('../model-commands/use.js')).useModel(call, kind, name);
  },
};

export const models: Command = {
  name: 'models',
  summary: {
    en: 'Show the models that are configured and known, try them, or choose one.',
    zh: '查看已配置和已知的模型、测试它们，或选择一个。',
  },
  arguments: [
    {
      name: 'action',
      count: 'optional',
      help: { en: 'list, test, usage or use; list.', zh: 'list、test、usage 或 use；默认 list。' },
    },
    {
      name: 'kind',
      count: 'optional',
      help: { en: 'use: llm, embedder or reranker.', zh: 'use：llm、embedder 或 reranker。' },
    },
    {
      name: 'model',
      count: 'optional',
      help: {
        en: 'use: provider:model, or none. It is written into tulving.yaml; keys never are.',
        zh: 'use：提供商:模型，或 none。写入 tulving.yaml；密钥不会写入。',
      },
    },
  ],
  settings: modelSettings,
  examples: [
    'models',
    'models test',
    'models usage --json',
    'models use embedder openai:text-embedding-3-small',
    'models use embedder openai-compatible:http://10.0.0.7:8000/v1#bge-m3',
    'models use reranker none',
  ],
  async run(call) {
    const [name = 'list', ...rest] = call.arguments as (string | undefined)[];
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (!action) throw usage(`models takes ${Object.keys(actions).join(', ')}, not "${name}".`);
    if (name !== 'use' && rest.some((one) => one !== undefined)) {
      throw usage(`models ${name} takes nothing more.`);
    }
    await action(call);
  },
};
