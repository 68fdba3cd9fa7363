import type { Memory } from '../../memory.js';
import type { Call, Command } from '../command.js';
import { withLocalMemory } from '../door.js';
import { usage } from '../input.js';
import { requireConsentToEmbed } from '../model-commands/consent.js';
import { counted } from '../output.js';

const kinds = ['terms', 'vectors'] as const;
type Kind = (typeof kinds)[number];

export const reindex: Command = {
  name: 'reindex',
  summary: {
    en: 'Make the index anew where an older version made it, and the vectors of a model where they are missing; a server does both by itself.',
    zh: '重建由旧版本建立的索引，并补齐模型向量；服务器会自动完成。',
  },
  arguments: [
    {
      name: 'what',
      count: 'optional',
      help: {
        en: 'terms (with the built-in vectors) or vectors (of the model that is the embedder); both.',
        zh: 'terms（词项及内置向量）或 vectors（所配置嵌入模型的向量）；默认两者。',
      },
    },
  ],
  options: [
    {
      flags: '--all',
      help: { en: 'Also what is up to date.', zh: '连同已是最新的部分一并重建。' },
    },
    {
      flags: '--yes',
      help: {
        en: 'Yes, send the texts to the model, whatever the estimate says.',
        zh: '同意把文本发送给模型，不再询问预估费用。',
      },
    },
  ],
  settings: ['embedder', 'embedderUrl', 'embedderDimension'],
  examples: ['reindex', 'reindex vectors --yes', 'reindex terms --all --json'],
  run: runReindex,
};

async function runReindex(call: Call): Promise<void> {
  const { arguments: given, settings, output } = call;
  const [what] = given as (string | undefined)[];
  const wanted = wantedOf(what, settings.embedder !== undefined);
  const stop = new AbortController();
  let stopped: NodeJS.Signals | undefined;
  const interrupted = (signal: NodeJS.Signals) => {
    stopped = signal;
    stop.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted);
  try {
    const report = await withLocalMemory(settings, (memory) =>
      remake(memory, wanted, call, stop.signal),
    );
    output.answer(report, () => tell(report));
  } catch (error) {
    if (stopped === undefined) throw error;
    if (!output.json) {
      output.line('Stopped. What is done is kept; the same command goes on from here.');
    }
    // As it would have ended without us, so that a shell knows.
    process.removeAllListeners(stopped);
    process.kill(process.pid, stopped);
  } finally {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupted);
  }
}

interface Report {
  /** Memories whose terms were made anew; missing where that was not asked for. */
  memories?: number;
  vectors?: { memories: number; givenUp: number; cause: string | null };
}

async function remake(
  memory: Memory,
  wanted: readonly Kind[],
  { options, output }: Call,
  signal: AbortSignal,
): Promise<Report> {
  const all = options['all'] === true;
  const report: Report = {};
  if (wanted.includes('terms')) {
    const { memories } = await output.during('Making the index anew', (show) =>
      memory.reindex({ all, signal, progress: (done, total) => show({ done, total }) }),
    );
    report.memories = memories;
  }
  if (wanted.includes('vectors')) {
    const estimate = await memory.vectors.estimate({ all });
    if (estimate) await requireConsentToEmbed(estimate, options['yes'] === true, output);
    report.vectors = await output.during('Making vectors', (show) =>
      memory.vectors.make({ all, signal, progress: (done, total) => show({ done, total }) }),
    );
  }
  return report;
}

function wantedOf(what: string | undefined, hasModel: boolean): readonly Kind[] {
  if (what === undefined) return hasModel ? kinds : ['terms'];
  const kind = kinds.find((one) => one === what);
  if (kind === undefined) throw usage(`reindex takes ${kinds.join(' or ')}, not "${what}".`);
  if (kind === 'terms' || hasModel) return [kind];
  throw usage(
    'No model is the embedder: give --embedder provider:model, or see tulving models use.',
  );
}

function tell({ memories, vectors }: Report): string[] {
  const anew = (count: number) => counted(count, 'memory', 'memories');
  const terms =
    memories === 0
      ? 'The index is up to date.'
      : `The index of ${anew(memories ?? 0)} was made anew.`;
  return [
    ...(memories === undefined ? [] : [terms]),
    ...(vectors === undefined ? [] : [tellVectors(vectors, anew)]),
  ];
}

function tellVectors(
  { memories, givenUp, cause }: NonNullable<Report['vectors']>,
  anew: (count: number) => string,
): string {
  const made =
    memories === 0 ? 'Every vector is there.' : `The vectors of ${anew(memories)} were made.`;
  if (givenUp === 0) return made;
  return `${made} For ${anew(givenUp)} no usable one came: ${cause ?? 'no reason given'}`;
}
