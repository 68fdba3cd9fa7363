import type {
  AroundRequest,
  GraphEdge,
  GraphNode,
  GraphResult,
  PathRequest,
} from '../../model/graph.js';
import type { Scope } from '../../model/scope.js';
import type { Call, Command } from '../command.js';
import { withMemory } from '../door.js';
import { given, readNumber, usage } from '../input.js';
import { counted, type Output, printable } from '../output.js';

export const graph: Command = {
  name: 'graph',
  summary: {
    en: 'Show who and what is named and how it is related: around an entity, or the way to another.',
    zh: '显示记忆中提到的人和事物及其关系：某个实体的周围，或到另一个实体的路径。',
  },
  arguments: [
    {
      name: 'entity',
      help: {
        en: 'A name or an alias; without it the most mentioned are listed.',
        zh: '名称或别名；不给出则列出提到最多的。',
      },
      count: 'optional',
    },
  ],
  options: [
    {
      flags: '--hops <number>',
      help: { en: 'How many steps away: 0, 1 or 2 (default 1).', zh: '步数：0、1 或 2；默认 1。' },
    },
    {
      flags: '--to <entity>',
      help: { en: 'The shortest way to this one.', zh: '到此实体的最短路径。' },
    },
    {
      flags: '--as-of <date>',
      help: { en: 'What held then, in place of now.', zh: '查询当时成立的内容，而非现在。' },
    },
    {
      flags: '--kind <kind>',
      help: { en: 'List this kind only, such as person.', zh: '只列出此类，如 person。' },
    },
    {
      flags: '--limit <number>',
      help: { en: 'List at most so many (default 50).', zh: '最多列出的条数；默认 50。' },
    },
  ],
  scoped: true,
  examples: ['graph', 'graph Mia --hops 2', 'graph Mia --to Lisbon --as-of 2026-03-01'],
  async run(call) {
    const [entity] = call.arguments;
    if (entity === undefined) await listEntities(call);
    else await oneEntity(String(entity), call);
  },
};

async function listEntities({ options, settings, scope, output }: Call): Promise<void> {
  const { kind, limit, hops, to, asOf } = options;
  if ([hops, to, asOf].some((option) => option !== undefined)) {
    throw usage('--hops, --to and --as-of take an entity to begin with.');
  }
  const fields = given({ kind, limit: readNumber(limit, '--limit') });
  const request = { ...scope, ...fields } as Scope;
  const result = await withMemory(settings, (memory) => memory.graph.entities(request));
  output.answer(result, () => [
    ...(result.data.length === 0 ? ['Nobody and nothing is named here.'] : []),
    ...result.data.map(({ name, kind: of, aliases, mentions }) => {
      const about = [
        of,
        ...aliases.map((alias) => `also ${alias}`),
        counted(mentions, 'memory', 'memories'),
      ];
      return printable(`${name}  ${about.filter((part) => part !== null).join(' · ')}`);
    }),
    ...result.warnings.map(({ detail }) => detail),
  ]);
}

async function oneEntity(
  entity: string,
  { options, settings, scope, output }: Call,
): Promise<void> {
  const { hops, to, asOf, kind, limit } = options;
  if (kind !== undefined || limit !== undefined) {
    throw usage('--kind and --limit are for lists; leave out the entity.');
  }
  const at = given({ as_of: asOf });
  const shown = await withMemory(settings, async ({ graph: door }) => {
    if (to === undefined) {
      const steps = given({ hops: readNumber(hops, '--hops') });
      return door.around({ ...scope, ...steps, ...at, entity } as AroundRequest);
    }
    return door.path({ ...scope, ...at, from: entity, to } as PathRequest);
  });
  output.answer(shown, () =>
    'found' in shown && !shown.found
      ? ['No way leads from the one to the other.']
      : linesOf(shown, output),
  );
}

function linesOf(
  { nodes, edges, warnings }: Omit<GraphResult, 'moments'>,
  output: Output,
): string[] {
  const { paint } = output;
  const names = new Map(nodes.map(({ id, name }) => [id, name]));
  const edgeLine = ({
    from,
    kind,
    to,
    valid_from: since,
    valid_to: until,
    memories,
  }: GraphEdge) => {
    const validity = [
      ...(since === null ? [] : [`since ${output.time(since)}`]),
      ...(until === null ? [] : [`until ${output.time(until)}`]),
    ];
    const words = `${names.get(from)} —${kind}→ ${names.get(to)}`;
    const says = memories.map(({ text, id }) => `${text} · ${id}`)[0] ?? '';
    return [printable([words, ...validity].join('  ')), paint('detail', printable(`    ${says}`))];
  };
  return [
    ...nodes.flatMap((node) => nodeLines(node, paint)),
    ...edges.flatMap(edgeLine),
    ...warnings.map(({ detail }) => detail),
  ];
}

function nodeLines(
  { name, kind, aliases, hops, memories }: GraphNode,
  paint: Output['paint'],
): string[] {
  const about = [kind, ...aliases.map((alias) => `also ${alias}`)].filter((part) => part !== null);
  const head = printable(
    `${'  '.repeat(hops)}${[name, about.join(' · ')].filter(Boolean).join('  ')}`,
  );
  const told =
    hops > 0
      ? []
      : memories.map(({ text, id }) => paint('detail', printable(`    ${text} · ${id}`)));
  return [head, ...told];
}
