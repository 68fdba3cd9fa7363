import { TulvingError } from '../../errors.js';
import type { AddRequest, AddResult, BatchOutcome, Message } from '../../model/requests.js';
import type { ByteStream } from '../../facade/adder.js';
import { addFiles } from '../add-files.js';
import type { Call, Command } from '../command.js';
import { withBatch, withMemory } from '../door.js';
import { given, openFile, readJson, readText, usage } from '../input.js';
import { drawingOf, labelOptions, labelsOf, validityOf, validityOptions } from '../options.js';
import { counted, type Output } from '../output.js';
import type { Report } from '../progress.js';

export const add: Command = {
  name: 'add',
  summary: {
    en: 'Remember a note, a message or a conversation.',
    zh: '记住一条笔记、一条消息或一段对话。',
  },
  arguments: [
    {
      name: 'text',
      count: 'optional',
      help: {
        en: 'The text; - or none reads standard input.',
        zh: '文本；- 或省略则读取标准输入。',
      },
    },
  ],
  options: [
    {
      flags: '--messages <file>',
      help: {
        en: 'A conversation: JSON with an array of {content, speaker, role, occurred_at}; - reads standard input.',
        zh: '一段对话：由 {content, speaker, role, occurred_at} 组成的 JSON 数组；- 读取标准输入。',
      },
    },
    {
      flags: '--file <path>',
      repeats: true,
      help: {
        en: 'A file, cut into pieces: PDF, DOCX, PPTX, XLSX, CSV, JSON, HTML, Markdown or text; a folder; or an address. May be repeated.',
        zh: '一个文件，切分成片段：PDF、DOCX、PPTX、XLSX、CSV、JSON、HTML、Markdown 或文本；也可以是文件夹或网址。可重复给出。',
      },
    },
    {
      flags: '--batch <file>',
      help: {
        en: 'A file with one add request a line, as JSON; - reads standard input.',
        zh: '每行一个 JSON 写入请求的文件；- 读取标准输入。',
      },
    },
    {
      flags: '--import',
      help: {
        en: 'With --batch: do not bring back what was erased.',
        zh: '与 --batch 合用：不恢复已清除的内容。',
      },
    },
    {
      flags: '--idempotency-key <key>',
      help: {
        en: 'With --batch: sent again with the same key within a day, it goes on where it broke off.',
        zh: '与 --batch 合用：一天内用同一个键重发，会从中断处继续。',
      },
    },
    {
      flags: '--speaker <name>',
      help: { en: 'Who says the text: keeps it as a message.', zh: '说话人：作为一条消息保存。' },
    },
    {
      flags: '--role <role>',
      help: {
        en: 'user, assistant, system or tool: keeps the text as a message.',
        zh: 'user、assistant、system 或 tool：作为一条消息保存。',
      },
    },
    {
      flags: '--kind <kind>',
      help: {
        en: 'Kind of a note: statement, fact, preference, procedure or summary.',
        zh: '笔记的种类：statement、fact、preference、procedure 或 summary。',
      },
    },
    {
      flags: '--trust <origin>',
      help: {
        en: 'Whose words they are: user, agent or outside. Of a text it may only lower what its role tells; files are outside unless you say that you wrote them.',
        zh: '出自谁：user、agent 或 outside。文本只能比其角色更低；文件默认为 outside，除非声明是您所写。',
      },
    },
    {
      flags: '--supersedes <id>',
      repeats: true,
      help: {
        en: 'A memory that no longer holds because this one does; may be repeated.',
        zh: '因本条成立而不再成立的记忆；可重复给出。',
      },
    },
    {
      flags: '--sync',
      help: {
        en: 'Wait until the language model has drawn memories from it, where one is configured.',
        zh: '配置了语言模型时，等待其从中提取完记忆。',
      },
    },
    {
      flags: '--no-extract',
      help: {
        en: 'Let no language model draw memories from it.',
        zh: '不让语言模型从中提取记忆。',
      },
    },
    ...validityOptions,
    ...labelOptions,
  ],
  scoped: true,
  settings: ['fileMegabytes', 'allowUrls', 'personal', 'categories'],
  examples: [
    'add "My sister Mia lives in Lisbon."',
    'add "I am moving to Lisbon." --speaker Mia --run monday --occurred-at 2026-04-01',
    'add "Mia lives in Porto now." --supersedes 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e',
    'add --messages conversation.json --user ada --json',
    'add --file report.pdf --file notes/',
    'add --batch memories.ndjson --import',
  ],
  async run(call) {
    const { batch, file } = call.options;
    refuseMixed(call);
    if (typeof batch === 'string') {
      await addBatch(call, batch);
      return;
    }
    if (Array.isArray(file)) {
      await addFiles(call, file as string[]);
      return;
    }
    const request = await requestOf(call);
    const result = await withMemory(call.settings, (memory) => memory.add(request));
    call.output.answer(result, () => tell(result, call.output));
  },
};

/** What would be passed over in silence is refused. */
function refuseMixed({ arguments: [text], options }: Call): void {
  const ways = ['messages', 'file', 'batch'].filter((way) => options[way] !== undefined);
  if (text !== undefined) ways.unshift('a text');
  if (ways.length > 1) throw usage(`Give one of these, not ${ways.join(' and ')}.`);
  const batch = options['batch'] !== undefined;
  for (const flag of ['import', 'idempotencyKey']) {
    if (options[flag] !== undefined && !batch)
      throw usage('--import and --idempotency-key go with --batch.');
  }
  const own = Object.keys(options).filter((name) => labels.includes(name));
  if (batch && own.length > 0) throw usage('With --batch each line has its own labels and dates.');
}

const labels: readonly string[] = [
  'metadata',
  'category',
  'tag',
  'occurredAt',
  'trust',
  'validFrom',
  'validTo',
  'expiresAt',
  'supersedes',
  'speaker',
  'role',
  'kind',
];

async function addBatch(call: Call, path: string): Promise<void> {
  const { options, scope, settings, output } = call;
  const source = await openBatch(path);
  const imported = options['import'] === true;
  const { idempotencyKey } = options as { idempotencyKey?: string };
  const refused: BatchOutcome[] = [];
  const counts = { kept: 0, blocked: 0, refused: 0 };
  let last = 0;
  let whole: string | undefined;
  try {
    await output.during('Adding', async (report) => {
      const stream = reported(source, report);
      await withBatch(settings, { stream, scope, imported, idempotencyKey }, async (outcomes) => {
        for await (const outcome of outcomes) {
          counts[outcome.status] += 1;
          last = outcome.line;
          whole ??= outcome.batch;
          if (outcome.status === 'refused') refused.push(outcome);
        }
      });
    });
  } finally {
    // Also when it broke off: what was kept is kept.
    output.answer({ ...counts, last_line: last, batch: whole, errors: refused }, () => [
      ...refused.map(({ line, error }) => `line ${line}: ${error?.detail ?? ''}`),
      `${counts.kept} kept, ${counts.blocked} blocked, ${counts.refused} refused; answered up to line ${last}.`,
      ...(whole === undefined ? [] : [`To take it back: tulving undo --batch ${whole}`]),
    ]);
  }
  if (refused.length > 0) {
    throw new TulvingError('invalid_input', `${counted(refused.length, 'line')} refused.`, {
      remedy: 'Correct these lines and send them again.',
    });
  }
}

/** What a batch is read from; `-` is standard input, the size of which nobody knows. */
async function openBatch(path: string): Promise<{ stream: ByteStream; size?: number }> {
  if (path === '-') return { stream: process.stdin };
  const file = await openFile(path);
  const { size } = await file.stat();
  return { stream: file.createReadStream(), size };
}

async function* reported(
  { stream, size: total }: { stream: ByteStream; size?: number },
  report: Report,
): AsyncGenerator<Uint8Array> {
  let done = 0;
  for await (const chunk of stream) {
    yield chunk;
    done += chunk.length;
    report({ done, total, unit: 'bytes' });
  }
}

async function requestOf({ arguments: [argument], options, scope }: Call): Promise<AddRequest> {
  const { messages, speaker, role, kind, supersedes } = options;
  const common = {
    ...scope,
    ...labelsOf(options),
    ...validityOf(options),
    ...drawingOf(options),
    ...given({ supersedes }),
  };
  if (typeof messages === 'string') {
    if (argument !== undefined) throw usage('Give either a text or --messages.');
    return { ...common, messages: await readMessages(messages) } as AddRequest;
  }
  const text = await readText(argument);
  if (speaker === undefined && role === undefined) {
    return { ...common, text, ...given({ kind }) } as AddRequest;
  }
  return { ...common, messages: [{ content: text, ...given({ speaker, role }) }] } as AddRequest;
}

async function readMessages(path: string): Promise<Message[]> {
  const value = await readJson(path);
  const messages = Array.isArray(value)
    ? (value as unknown)
    : (value as { messages?: unknown } | null)?.messages;
  if (Array.isArray(messages)) return messages as Message[];
  throw usage(`${path} must hold an array of messages, or an object with one.`);
}

function tell({ memories, episodes, pending }: AddResult, output: Output): string[] {
  if (memories.length === 0) {
    return [
      `Kept as ${episodes.length === 1 ? 'an episode' : 'episodes'} only: small talk makes no memory.`,
    ];
  }
  return [
    ...memories.flatMap((memory) => output.memory(memory)),
    ...(pending ? ['The language model is not done with it; see tulving jobs.'] : []),
  ];
}
