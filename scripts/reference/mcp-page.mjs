import { z } from 'zod';
import { code, page, table } from './markdown.mjs';
import { fieldRows } from './schema-rows.mjs';

/** The tools as clients are told of them. */
export async function mcpPage(built) {
  const [{ tools }, { instructions }] = await Promise.all([
    built('server/mcp/tools.js'),
    built('server/mcp/instructions.js'),
  ]);
  const sections = tools.flatMap((tool) => [
    `## ${tool.name}`,
    tool.description.replaceAll('\n', '\n\n'),
    table(['argument', 'type', 'meaning'], fieldRows(z.toJSONSchema(tool.input, { io: 'input' }))),
    'Comes back:',
    table(['field', 'type', 'meaning'], fieldRows(z.toJSONSchema(tool.output))),
    `Toolset ${code(tool.toolset)}. ${hintsOf(tool.annotations)}`,
  ]);
  return page('MCP tools', [
    'At `/mcp` of the server and by `tulving mcp` on standard input and output. How to connect a client, and whose memory it is: [MCP](../mcp.md).',
    'What a client tells its model about the server:',
    quoted(instructions),
    ...sections,
  ]);
}

function hintsOf({ readOnlyHint, destructiveHint, idempotentHint }) {
  if (readOnlyHint) return 'Reads only.';
  const again = idempotentHint ? ' Doing it again changes nothing more.' : '';
  return `Writes; ${destructiveHint ? 'takes something away' : 'takes nothing away'}.${again}`;
}

function quoted(text) {
  return text
    .split('\n')
    .map((line) => `> ${line}`.trimEnd())
    .join('\n');
}
