import { z } from 'zod';
import type { Memory } from '../../../model/memory.js';
import { ANSWER_TOKENS, beginning, shortened, whole } from '../fit.js';
import { reading, tool, type ToolCall } from '../tool.js';

const TITLE = 80;

/**
 * The two tools that ChatGPT's connectors look for, with the names and fields that they prescribe:
 * one text in each, `results` of id, title and url, and a document
 * (https://developers.openai.com/apps-sdk, "search" and "fetch").
 */
const common = { toolset: 'chatgpt', needs: 'read', annotations: reading } as const;

export const search = tool({
  ...common,
  name: 'search',
  title: 'Search memory',
  description: `Finds what the user said in earlier conversations, in this and in other apps, best first.
Call it whenever something about the user, their people, plans or preferences may be known. Ask one plain question.
Comes back: results with id, title and url; read one whole with fetch.`,
  input: z.strictObject({ query: z.string().describe('A question or key words.') }),
  output: z.object({
    results: z.array(z.object({ id: z.string(), title: z.string(), url: z.string() })),
  }),
  run: async ({ query }, { door, reads, link }) => {
    // A title has no mark for what no longer holds.
    const { results } = await door.search({
      ...reads,
      query,
      limit: 20,
      include_superseded: false,
    });
    return {
      results: results.map((hit) => ({ id: hit.id, title: titleOf(hit), url: link(hit) })),
    };
  },
});

export const fetch = tool({
  ...common,
  name: 'fetch',
  title: 'Read one memory',
  description: `Reads one memory whole, by an id that search gave.
Comes back: its text, word for word (of a very long one the beginning), and in metadata when and by whom it was said.`,
  input: z.strictObject({ id: z.string().describe('Id of a result of search.') }),
  output: z.object({
    id: z.string(),
    title: z.string(),
    text: z.string(),
    url: z.string(),
    metadata: z.record(z.string(), z.string()),
  }),
  run: async ({ id }, { door, link }) => documentOf(await door.get(id), link),
});

function documentOf(memory: Memory, link: ToolCall['link']) {
  const speaker = memory.sources[0]?.speaker;
  const text = beginning(memory.text, ANSWER_TOKENS / 2);
  return {
    id: memory.id,
    title: titleOf(memory),
    text,
    url: link(memory),
    metadata: {
      occurred_at: memory.occurred_at,
      kind: memory.kind,
      ...(text !== memory.text && { cut: 'The text goes on; this is its beginning.' }),
      ...(speaker && { speaker }),
      ...(memory.valid_to !== null && { valid_to: memory.valid_to }),
      ...(memory.tags.length > 0 && { tags: whole(memory.tags.join(', '), 1_000) }),
    },
  };
}

function titleOf({ text }: Memory): string {
  const [line = '', ...more] = text.trim().split('\n');
  const title = shortened(line, TITLE);
  return more.length > 0 && title === line ? `${title}…` : title;
}
