import type { ChatEvent, ChatResult } from '../../model/chat.js';
import { type Output, printable } from '../output.js';

/** Writes an answer while it comes. @returns the whole */
export async function tellChat(
  events: AsyncIterable<ChatEvent>,
  output: Output,
  { sources }: { sources: boolean },
): Promise<ChatResult | undefined> {
  let result: ChatResult | undefined;
  for await (const event of events) {
    if (event.type === 'delta') output.piece(event.text);
    if (event.type === 'done') result = event.result;
  }
  output.piece('\n');
  if (result && !output.json) output.line(...afterwards(result, output, sources));
  return result;
}

/** What is told below an answer. */
function afterwards(result: ChatResult, { paint }: Output, sources: boolean): string[] {
  const quotes = result.citations.map(({ mark, quote, memory_id: id }) =>
    paint('detail', printable(`[${mark}] ${quote.replaceAll(/\s+/g, ' ')} · ${id}`)),
  );
  const questions = result.suggestions.map((question) => `? ${printable(question)}`);
  const warnings = result.warnings.map(({ detail }) => paint('minus', printable(detail)));
  return [...(sources ? quotes : []), ...questions, ...warnings];
}
