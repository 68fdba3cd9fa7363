import type { KeptTrace } from '../../model/kept-trace.js';
import type { Memory } from '../../model/memory.js';
import type { Call, Command } from '../command.js';
import { type MemoryDoor, withMemory } from '../door.js';
import { Explainer, searchedLines } from '../explain.js';
import { usage } from '../input.js';
import { counted, moreLines, type Output, printable } from '../output.js';
import { pageOf, pageOptions } from '../options.js';

export const traces: Command = {
  name: 'traces',
  summary: {
    en: 'List recent searches with their answers, or show one.',
    zh: '列出近期的搜索及其结果，或显示其中一次。',
  },
  arguments: [
    {
      name: 'id',
      help: {
        en: 'Id of a trace; without it all are listed.',
        zh: '记录的 id；不给出则列出全部。',
      },
      count: 'optional',
    },
  ],
  options: [...pageOptions],
  examples: ['traces', 'traces --limit 10 --json', 'traces 019b2f6e-6f0a-7c11-9d3e-8f5a1b2c3d4e'],
  async run(call) {
    const [id] = call.arguments;
    if (id === undefined) await listTraces(call);
    else await oneTrace(String(id), call);
  },
};

async function listTraces({ options, settings, output }: Call): Promise<void> {
  const page = await withMemory(settings, (door) => door.traces.list(pageOf(options)));
  output.answer(page, () => [
    ...(page.data.length === 0 ? ['No searches are kept here.'] : []),
    ...page.data.flatMap((trace) => linesOf(trace, output)),
    ...moreLines(page),
  ]);
}

async function oneTrace(id: string, { options, settings, output }: Call): Promise<void> {
  if (options['limit'] !== undefined || options['cursor'] !== undefined) {
    throw usage('--limit and --cursor are for lists; leave out the id.');
  }
  await withMemory(settings, async (door) => {
    const trace = await door.traces.get(id);
    if (output.json) return output.answer(trace, () => []);
    const memories = new Map<string, Memory>();
    for (const { memory_id } of trace.results) {
      const memory = await stillThere(door, memory_id);
      if (memory) memories.set(memory_id, memory);
    }
    const explainer = trace.trace ? new Explainer(trace.trace, output.language) : undefined;
    return output.answer(trace, () => [
      ...linesOf(trace, output),
      ...(explainer ? explainer.query() : searchedLines(trace, output.language)),
      ...hitsOf(trace, memories, explainer, output),
      ...(explainer ? explainer.rest() : []),
    ]);
  });
}

async function stillThere(door: MemoryDoor, id: string): Promise<Memory | undefined> {
  try {
    return await door.get(id);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'not_found') return undefined;
    throw error;
  }
}

/** In two lines, the second of which tells who asked. */
function linesOf(trace: KeptTrace, output: Output): string[] {
  const { kind, at, request, results, app, principal, took_ms: took, redacted } = trace;
  const { query, user_id: user, cube } = request;
  const details = [
    ...(typeof user === 'string' ? [`user ${user}`] : []),
    ...(typeof cube === 'string' ? [`cube ${cube}`] : []),
    ...(app === null ? [] : [`by ${app}`]),
    ...(principal === null ? [] : [principal]),
    ...(took === null ? [] : [`${took.toFixed(1)} ms`]),
    ...redacted.map((secret) => `without ${secret}`),
    trace.id,
  ];
  const first = printable(String(query)).split('\n', 1)[0] ?? '';
  return [
    `${output.time(at)}  ${kind.padEnd(7)}  ${counted(results.length, 'memory', 'memories')}  ${first}`,
    `  ${output.paint('detail', printable(details.join(' · ')))}`,
  ];
}

function hitsOf(
  { results, trace }: KeptTrace,
  memories: ReadonlyMap<string, Memory>,
  explainer: Explainer | undefined,
  output: Output,
): string[] {
  return results.flatMap((hit, index) => {
    const memory = memories.get(hit.memory_id);
    const place = String(index + 1).padStart(2);
    const since = memory && memory.version !== hit.version ? ['          changed since'] : [];
    const drawn = trace?.hits.find(({ memory_id }) => memory_id === hit.memory_id);
    return [
      '',
      ...(memory
        ? output.hit({ ...memory, score: hit.score }, index + 1)
        : [`${place}  ${hit.score.toFixed(2)}  ${hit.memory_id} is not there any more`]),
      ...since,
      ...(explainer && drawn ? explainer.hit(drawn, output.paint) : []),
    ];
  });
}
