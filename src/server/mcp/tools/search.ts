import { z } from 'zod';
import type { SearchRequest } from '../../../model/requests.js';
import {
  asOfField,
  diversityField,
  filtersField,
  formatField,
  knownAtField,
  objectField,
  scoreField,
  supersededField,
} from '../fields.js';
import { readOf, whyOf } from '../explanation.js';
import { fitting } from '../fit.js';
import { shownMemory, shownMemorySchema } from '../shown-memory.js';
import { reading, tool } from '../tool.js';

export const memorySearch = tool({
  name: 'memory_search',
  title: 'Search memory',
  toolset: 'memory',
  needs: 'read',
  annotations: reading,
  description: `Finds what the user or their assistants said before, best first.
Call it before you answer whenever earlier conversations may matter: names, family, preferences, projects, decisions, dates, "as I told you", "my usual", or a question about the user that this conversation does not answer. Do not call it for general knowledge.
Ask one plain question with the names and words that the user would have used; run several searches for several questions. Words, word forms, names and dates match, in any language; spell names as the user does.
Comes back: memories with id, text, date and score. Those that no longer hold are left out unless the question ("before", "used to"), include_superseded or as_of asks for them. An empty list means that nothing is known: say so, do not guess. For a block that fits a token budget use memory_context.`,
  input: z.strictObject({
    query: z.string().describe('A question or key words, in the language of the user.'),
    limit: z.int().min(1).max(50).default(8).describe('At most so many memories.'),
    min_score: scoreField,
    diversity: diversityField,
    as_of: asOfField,
    known_at: knownAtField,
    include_superseded: supersededField,
    filters: filtersField,
    explain: z
      .boolean()
      .optional()
      .describe('Adds how the query was read, and why to each memory: what its place is made of.'),
    response_format: formatField,
  }),
  output: z.object({
    results: z.array(shownMemorySchema).describe('Memories, with fields as memory_get has them.'),
    read: objectField.optional().describe('With explain: how the query was read.'),
    left_out: z.int().optional().describe('Found, but more than fits into one answer.'),
    warnings: z.array(z.string()).optional().describe('What the search went on without.'),
    hint: z.string().optional(),
  }),
  run: async ({ response_format: format, ...input }, { door, reads }) => {
    const request = { ...reads, ...input } as SearchRequest;
    const { results, warnings, trace } = await door.search(request);
    const shown = results.map((hit) => ({
      ...shownMemory(hit, format),
      ...(trace && { why: whyOf(trace, hit.id) }),
    }));
    const { kept, leftOut } = fitting(shown);
    return {
      results: kept,
      ...(trace && { read: { ...readOf(trace) } }),
      ...(warnings && { warnings: warnings.map(({ detail }) => detail) }),
      ...(results.length === 0 &&
        input.min_score && {
          hint: 'min_score may have left out what is known: ask again without it.',
        }),
      ...(leftOut > 0 && { left_out: leftOut, hint: 'Ask more narrowly, or use a smaller limit.' }),
    };
  },
});
