import type { ImportFile } from '../../exchange/source.js';
import { openSource } from '../../facade/exchange/sources/sources.js';
import { type ImportSource, importSources } from '../../model/exchange.js';
import { createFetch } from '../../network/fetch.js';
import type { Call, Option } from '../command.js';
import { given, usage } from '../input.js';

/** Where the key of each is looked for, unless --key-env names another variable. */
const keyVariables: Readonly<Partial<Record<ImportSource, string>>> = {
  'mem0-platform': 'MEM0_API_KEY',
  'mem0-server': 'MEM0_API_KEY',
  'mem0-qdrant': 'QDRANT_API_KEY',
};

export const sourceOptions: readonly Option[] = [
  {
    flags: '--from <system>',
    help: {
      en: `Read from the system itself, which is not changed: ${importSources.join(', ')}.`,
      zh: `直接从该系统读取（不做任何改动）：${importSources.join('、')}。`,
    },
  },
  {
    flags: '--key-env <name>',
    help: {
      en: 'Environment variable with the key (or password) of that system; default MEM0_API_KEY, for Qdrant QDRANT_API_KEY.',
      zh: '存放该系统密钥（或密码）的环境变量；默认 MEM0_API_KEY，Qdrant 为 QDRANT_API_KEY。',
    },
  },
  {
    flags: '--collection <name>',
    help: {
      en: 'Collection or table that holds the memories; may be left out where there is one.',
      zh: '存放记忆的 collection 或表；只有一个时可省略。',
    },
  },
  {
    flags: '--history <file>',
    help: {
      en: "mem0's SQLite file of history, for its stores; none leaves all history out.",
      zh: 'mem0 的 SQLite 历史文件（用于其存储）；none 表示不读取任何历史。',
    },
  },
  {
    flags: '--save <file>',
    help: {
      en: 'Keep what is read in this file too; begun again, the import goes on from it.',
      zh: '同时把读取的内容保存到此文件；再次导入时从该文件继续。',
    },
  },
];

/** What --from names, as a file; undefined where it is not given. */
export function sourceFile(place: string, { options, settings }: Call): ImportFile | undefined {
  const { from, collection, history, save, keyEnv } = options as Partial<Record<string, string>>;
  if (from === undefined) {
    const stray = Object.entries({ collection, history, save, 'key-env': keyEnv });
    const [name] = stray.find(([, value]) => value !== undefined) ?? [];
    if (name !== undefined) throw usage(`--${name} goes with --from.`);
    return undefined;
  }
  const system = importSources.find((one) => one === from);
  if (!system) throw usage(`--from takes ${importSources.join(', ')}, not "${from}".`);
  const { caFile } = settings;
  const source = given({
    collection,
    history: history === 'none' ? undefined : history,
    key: keyOf(system, keyEnv),
  });
  return openSource(
    system,
    {
      ...source,
      place,
      withHistory: history !== 'none',
      fetch: createFetch({ environment: process.env, caFile }),
    },
    save,
  );
}

function keyOf(system: ImportSource, named: string | undefined): string | undefined {
  const name = named ?? keyVariables[system];
  const key = name === undefined ? undefined : process.env[name]?.trim();
  if (named !== undefined && !key) throw usage(`The environment variable ${named} is empty.`);
  return key === '' ? undefined : key;
}
