import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportExtras, exportFormats, type ExportRequest } from '../../model/exchange.js';
import type { Call, Command } from '../command.js';
import { withExport } from '../door.js';
import { passphraseOption, sealed, sealOf } from '../exchange/sealed.js';
import { unpacked } from '../exchange/unpacked.js';
import { given, parseJson, unreadable, usage } from '../input.js';
import { counted } from '../output.js';
import type { Report } from '../progress.js';

export const exportMemories: Command = {
  name: 'export',
  summary: {
    en: 'Write memories into a file, with all that belongs to them, or as another system has them.',
    zh: '把记忆连同其全部内容写入文件，或写成其他系统的格式。',
  },
  options: [
    {
      flags: '--format <format>',
      help: {
        en: `${exportFormats.join(', ')}; default jsonl, which loses nothing.`,
        zh: `${exportFormats.join('、')}；默认 jsonl，不丢失任何内容。`,
      },
    },
    {
      flags: '--to <file>',
      help: {
        en: 'The file, or for markdown a folder; - or none writes to standard output.',
        zh: '输出文件，markdown 可为文件夹；- 或省略则写到标准输出。',
      },
    },
    {
      flags: '--filter <json>',
      help: {
        en: 'Only memories for which it holds, see docs/filters.md.',
        zh: '只导出符合条件的记忆，见 docs/filters.md。',
      },
    },
    {
      flags: '--with <extras>',
      help: {
        en: `What goes along in jsonl, with commas: ${exportExtras.join(', ')}; none for memories as they are. Default history.`,
        zh: `jsonl 中附带的内容，用逗号分隔：${exportExtras.join('、')}；none 表示只导出当前内容。默认 history。`,
      },
    },
    {
      flags: '--encrypt',
      help: {
        en: 'Encrypt the file, as `age -p` does; `tulving import` opens it.',
        zh: '以 `age -p` 的方式加密文件；用 `tulving import` 打开。',
      },
    },
    passphraseOption,
  ],
  scoped: true,
  examples: [
    'export --to memories.jsonl',
    'export --user ada --format markdown --to notes/',
    'export --user ada --format openmemory --to ada.zip',
    'export --filter \'{"tags": "travel"}\' --encrypt --to stick.jsonl.age',
  ],
  run: runExport,
};

async function runExport(call: Call): Promise<void> {
  const { settings, output } = call;
  const request = requestOf(call);
  const { to = '-' } = call.options as { to?: string };
  refuseTerminal(call, to);
  const passphrase = await sealOf(call);
  // A server does not tell how many there were.
  let memories = settings.url === undefined ? 0 : undefined;
  await output.during('Exporting', (report: Report) =>
    withExport(
      settings,
      request,
      (made) => {
        memories = made.done;
        report(made);
      },
      (stream) => write(sealed(stream, passphrase), to, isFolder(request, to, passphrase)),
    ),
  );
  if (to === '-') return;
  const many = memories === undefined ? '' : `: ${counted(memories, 'memory', 'memories')}`;
  output.answer(given({ file: to, memories }), () => [`Written to ${to}${many}.`]);
}

function requestOf({ options, scope }: Call): ExportRequest {
  const { format, filter, with: extras } = options as Partial<Record<string, string>>;
  const { user_id: user, ...narrower } = scope;
  const named = typeof options['user'] === 'string' ? { user_id: user } : {};
  return {
    ...narrower,
    ...named,
    ...(given({
      format,
      ...(filter !== undefined && { filters: parseJson(filter, '--filter') }),
      ...(extras !== undefined && { with: extras === 'none' ? [] : extras.split(',') }),
    }) as object),
  };
}

function refuseTerminal({ options: { format, encrypt } }: Call, to: string): void {
  if (to !== '-' || !process.stdout.isTTY) return;
  const isZip = format === 'markdown' || format === 'openmemory';
  if (!isZip && encrypt !== true) return;
  const what = encrypt === true ? 'encrypted' : 'a zip';
  throw usage(`This is ${what}: name a file with --to, or pipe it on.`);
}

function isFolder({ format }: ExportRequest, to: string, passphrase: string | undefined): boolean {
  return format === 'markdown' && to !== '-' && !to.endsWith('.zip') && passphrase === undefined;
}

async function write(
  stream: AsyncIterable<Uint8Array>,
  to: string,
  asFolder: boolean,
): Promise<void> {
  if (to === '-') {
    await pipeline(Readable.from(stream, { objectMode: false }), process.stdout, { end: false });
    return;
  }
  if (asFolder) {
    await unpacked(stream, to);
    return;
  }
  try {
    // For its owner alone: it holds what the data directory holds.
    const file = createWriteStream(to, { mode: 0o600 });
    await pipeline(Readable.from(stream, { objectMode: false }), file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).syscall === 'open') throw unreadable(to, error);
    throw error;
  }
}
