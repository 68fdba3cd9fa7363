import { z } from 'zod';
import { fold } from '../../language/terms/fold.js';
import type { LinkKind } from '../../model/link.js';
import type { StoredMemory } from '../../store/port.js';
import type { Ask, Question } from './ask.js';
import { checkCited, type Cited, citedSchema, type Refusal } from './cited.js';
import type { Cluster } from './clusters.js';
import { DATA_NOTE, Shown } from './shown.js';

/** How a model may relate two memories, and the kind of link that it becomes. */
const relations = {
  causes: 'causes',
  condition_of: 'condition_of',
  follows: 'follows',
  part_of: 'part_of',
  conflicts: 'contradicts',
} as const satisfies Record<string, LinkKind>;

export type Relation = keyof typeof relations;

const replySchema = z.object({
  sentences: z.array(citedSchema),
  relations: z
    .array(
      z.object({
        from: z.string(),
        kind: z.string(),
        to: z.string(),
        quote_from: z.string().describe('words of the one, as they stand there'),
        quote_to: z.string().describe('words of the other, as they stand there'),
      }),
    )
    .default([]),
});

const SYSTEM = `You put the memories of an assistant in order.
${DATA_NOTE}
1. Sum up what the memories say in 1 to 6 plain sentences, in their language. Each sentence cites the memories that it rests on by their marks. Add nothing that no memory says. Keep names, numbers and dates as they are.
2. Name how memories are related, where two of them together show it, and only then:
   causes: what "from" says brought about what "to" says; condition_of: "to" depends on "from"; follows: "from" happened after "to" and because of it or as the next step; part_of: "from" is a part of what "to" tells; conflicts: both cannot be true at once.
   Each relation quotes words of both memories exactly. Leave the list empty where there is none.
Answer with JSON alone: {"sentences":[{"text":"…","cites":["m1","m2"]}],"relations":[{"from":"m1","kind":"causes","to":"m2","quote_from":"…","quote_to":"…"}]}`;

export interface Told {
  sentences: Cited[];
  related: { from: StoredMemory; kind: LinkKind; to: StoredMemory }[];
  /** Of sentences and relations together. */
  refused: Partial<Record<Refusal | RelationRefusal, number>>;
}

export function clusterQuestion(
  { title, members }: Cluster,
  timezone: string,
): { shown: Shown; question: Omit<Question<typeof replySchema>, 'signal'> } {
  const shown = new Shown(members, timezone);
  const about = title === undefined ? '' : `They are about: ${JSON.stringify(title)}\n`;
  const prompt = `${about}${shown.block}`;
  return {
    shown,
    question: { name: 'summary', system: SYSTEM, prompt, schema: replySchema, lenient: true },
  };
}

/** Has a cluster summed up and its memories related; what the memories do not bear out is refused. */
export async function askAboutCluster(
  cluster: Cluster,
  { ask, timezone, signal }: { ask: Ask; timezone: string; signal?: AbortSignal | undefined },
): Promise<Told> {
  const { shown, question } = clusterQuestion(cluster, timezone);
  const { value } = await ask({ ...question, signal });
  const { kept, refused: counts } = checkCited(value.sentences.slice(0, MOST_SENTENCES), shown);
  const refused: Told['refused'] = counts;
  const related = new Map<string, Told['related'][number]>();
  for (const relation of value.relations.slice(0, MOST_RELATIONS)) {
    const found = relationIn(relation, shown);
    if (typeof found === 'string') refused[found] = (refused[found] ?? 0) + 1;
    else related.set(`${found.from.no} ${found.kind} ${found.to.no}`, found);
  }
  return { sentences: kept, related: [...related.values()], refused };
}

const [MOST_SENTENCES, MOST_RELATIONS] = [12, 40];

type RelationRefusal = 'relation_unknown' | 'relation_unquoted' | 'relation_order';
type GivenRelation = z.infer<typeof replySchema>['relations'][number];

function relationIn(given: GivenRelation, shown: Shown): Told['related'][number] | RelationRefusal {
  const [from, to] = [shown.of(given.from), shown.of(given.to)];
  const kind = Object.hasOwn(relations, given.kind) ? relations[given.kind as Relation] : undefined;
  if (!from || !to || from === to || kind === undefined) return 'relation_unknown';
  if (!quotes(from, given.quote_from) || !quotes(to, given.quote_to)) return 'relation_unquoted';
  if (kind === 'follows' && from.occurredAt < to.occurredAt) return 'relation_order';
  // Which of two contradicts the other is told by time: newer → older.
  const turned = kind === 'contradicts' && from.occurredAt < to.occurredAt;
  return turned ? { from: to, kind, to: from } : { from, kind, to };
}

function quotes({ text }: StoredMemory, quote: string): boolean {
  const plain = (words: string) => fold(words.toWellFormed()).replaceAll(/\s+/g, ' ').trim();
  const wanted = plain(quote).replace(/[.。…]+$/, '');
  return /[\p{L}\p{N}]/u.test(wanted) && plain(text).includes(wanted);
}
