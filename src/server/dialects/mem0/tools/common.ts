import { z } from 'zod';
import { TulvingError } from '../../../../errors.js';
import type { Memory } from '../../../../model/memory.js';
import { fitting } from '../../../mcp/fit.js';
import type { ToolCall } from '../../../mcp/tool.js';

/** The eleven tools of mem0's hosted MCP server, under its names; each answers with one text of JSON. */
export const common = {
  toolset: 'mem0',
  output: z.object({
    result: z.string(),
    note: z.string().optional().describe('What the result leaves out.'),
  }),
  texts: ({ result, note }: Record<string, unknown>) =>
    [result, note].filter((text) => typeof text === 'string'),
} as const;

export const writing = {
  readOnlyHint: false,
  destructiveHint: false,
  openWorldHint: false,
} as const;
export const removing = {
  readOnlyHint: false,
  destructiveHint: true,
  openWorldHint: false,
} as const;

export const graphArgument = z
  .boolean()
  .optional()
  .describe('Taken and not needed: what is related is found anyway.');

export function told(result: unknown): { result: string } {
  return { result: JSON.stringify(result) };
}

/** As many items of an answer as fit into one. */
export function toldOfMany(
  items: readonly object[],
  beside: object = {},
): { result: string; note?: string } {
  const { kept, leftOut } = fitting(items);
  return {
    ...told({ ...beside, results: kept }),
    ...(leftOut > 0 && { note: `${leftOut} more did not fit; ask for fewer, or more narrowly.` }),
  };
}

/** An id gives no right: it must lie where the connection is, or be of nobody in particular. */
export async function theirs(id: string, { door, reads, chooses }: ToolCall): Promise<Memory> {
  const memory = await door.get(id);
  const { user_id: user, agent_id: agent, cube } = reads;
  const isOfUser =
    chooses || user === undefined || memory.user_id === null || memory.user_id === user;
  const isThere = cube === undefined || memory.cube === cube;
  if (isOfUser && isThere && (agent === undefined || memory.agent_id === agent)) return memory;
  throw new TulvingError('not_found', `There is no memory ${id}.`);
}
