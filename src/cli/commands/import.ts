import {
  duplicateRules,
  importFormats,
  type ImportReport,
  type ImportRequest,
} from '../../model/exchange.js';
import type { Call, Command } from '../command.js';
import { withImport } from '../door.js';
import { importFiles } from '../exchange/import-files.js';
import { sourceFile, sourceOptions } from '../exchange/import-source.js';
import { opened, passphraseOption } from '../exchange/sealed.js';
import { given } from '../input.js';
import { counted } from '../output.js';

export const importMemories: Command = {
  name: 'import',
  summary: {
    en: 'Bring in a file of Tulving or of another system; the same file again adds nothing.',
    zh: '导入 Tulving 或其他系统的文件；同一文件再次导入不会重复添加。',
  },
  arguments: [
    {
      name: 'file',
      help: {
        en: 'A file, or a folder of Markdown notes; - reads standard input. With --from an address, or a file of SQLite.',
        zh: '文件，或 Markdown 笔记的文件夹；- 读取标准输入。使用 --from 时为地址，或 SQLite 文件。',
      },
    },
  ],
  options: [
    {
      flags: '--format <format>',
      help: {
        en: `auto, ${importFormats.join(', ')}; default auto, by what is in the file.`,
        zh: `auto、${importFormats.join('、')}；默认 auto，按文件内容识别。`,
      },
    },
    {
      flags: '--dry-run',
      help: { en: 'Tell what it would do, and do nothing.', zh: '只显示将要做什么，不做改动。' },
    },
    {
      flags: '--into <cube>',
      help: { en: 'Bring it all into this cube.', zh: '全部导入此 cube。' },
    },
    {
      flags: '--on-duplicate <rule>',
      help: {
        en: `What becomes of a memory whose id is there already: ${duplicateRules.join(', ')}; new gives it another id. Default skip.`,
        zh: `id 已存在的记忆如何处理：${duplicateRules.join('、')}；new 会给它新的 id。默认 skip。`,
      },
    },
    {
      flags: '--extract',
      help: {
        en: 'Have a language model draw memories from what is brought in.',
        zh: '让语言模型从导入的内容中提取记忆。',
      },
    },
    passphraseOption,
    ...sourceOptions,
  ],
  examples: [
    'import memories.jsonl --dry-run',
    'import openmemory.zip --user ada',
    'import notes/ --user ada',
    'import conversations.json --user ada --extract',
    'import https://api.mem0.ai --from mem0-platform --dry-run --save mem0.json',
    'import http://localhost:6333 --from mem0-qdrant --collection mem0 --history ~/.mem0/history.db',
  ],
  run: runImport,
};

async function runImport(call: Call): Promise<void> {
  const { arguments: names, settings, output } = call;
  const place = String(names[0]);
  const source = sourceFile(place, call);
  const files = source ? [source] : await opened(await importFiles(place), call);
  const request = requestOf(call);
  const report = await output.during('Importing', (show) =>
    withImport(settings, files, request, show),
  );
  output.answer(report, () => linesOf(report));
  if (report.refused > 0) process.exitCode = 2;
}

function requestOf({ options, scope }: Call): ImportRequest {
  const { format, into, onDuplicate } = options as Partial<Record<string, string>>;
  const isNamed = typeof options['user'] === 'string';
  const { user_id: user } = scope;
  return given({
    format,
    cube: into,
    on_duplicate: onDuplicate,
    [isNamed ? 'user_id' : 'default_user_id']: user,
    dry_run: options['dryRun'] === true ? true : undefined,
    extract: options['extract'] === true ? true : undefined,
  }) as ImportRequest;
}

type Names = readonly [one: string, many: string];

/** Kinds of records that take more than an s for several. */
const irregular: Readonly<Record<string, Names>> = {
  memory: ['memory', 'memories'],
  category: ['category', 'categories'],
  graph: ['graph entry', 'graph entries'],
};

function namesOf(kind: string): Names {
  return irregular[kind] ?? [kind, `${kind}s`];
}

function linesOf(report: ImportReport): string[] {
  const { format, dry_run: isDry, made, read, errors, not_kept: lost, batch } = report;
  const list = (counts: Record<string, number>) =>
    Object.entries(counts)
      .map(([kind, number]) => counted(number, ...namesOf(kind)))
      .join(', ') || 'nothing';
  return [
    `In the file (${format}): ${list(read)}.`,
    `${isDry ? 'Would be brought in' : 'Brought in'}: ${list(made)}.`,
    ...told(report.duplicates, 'here already, passed over'),
    ...told(report.deleted_here, 'of these deleted here; --on-duplicate new brings them back'),
    ...told(report.blocked, 'not brought in, because these words were erased here'),
    ...errors.map(({ place, detail }) => `Refused, ${place}: ${detail}`),
    ...told(report.refused - errors.length, 'more refused'),
    ...(report.redacted.length > 0 ? [`Secrets taken out: ${report.redacted.join(', ')}.`] : []),
    ...lost.map((what) => `Not kept: ${what}.`),
    ...(batch === null ? [] : [`To take it back: tulving undo --batch ${batch}`]),
  ];
}

function told(number: number, what: string): string[] {
  return number > 0 ? [`${counted(number, 'memory', 'memories')} ${what}.`] : [];
}
