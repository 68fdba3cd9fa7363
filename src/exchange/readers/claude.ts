import { jsonItems } from '../json-items.js';
import type { Found } from '../records.js';
import type { ImportFile, ReadContext } from '../source.js';
import { conversationFound, type Turn } from './conversation.js';
import { field, momentField, textField } from './statement.js';

/** `conversations.json` of an export from Claude. */
export async function* readClaude(file: ImportFile, context: ReadContext): AsyncGenerator<Found> {
  for await (const { index, value, error } of jsonItems(file.open())) {
    const place = `conversation ${index + 1}`;
    const id = textField(value, 'uuid') ?? String(index);
    const messages = field(value, 'chat_messages');
    if (error !== undefined || !Array.isArray(messages))
      yield { place, refused: error ?? 'it has no messages' };
    else {
      const turns = messages.map((message, at) => turnOf(message, at, value, context));
      const title = textField(value, 'name');
      yield* conversationFound({ system: 'claude', id, title, turns }, context, place);
    }
  }
}

function turnOf(
  message: unknown,
  index: number,
  conversation: unknown,
  context: ReadContext,
): Turn {
  const content = field(message, 'content');
  const texts = (Array.isArray(content) ? content : []).flatMap((part) =>
    textField(part, 'type') === 'text' ? (textField(part, 'text') ?? []) : [],
  );
  const files = [field(message, 'attachments'), field(message, 'files')].flat().filter(Boolean);
  if (files.length > 0) context.notKept('pictures and files of conversations');
  const at = momentField(message, 'created_at') ?? momentField(conversation, 'created_at');
  return {
    id: textField(message, 'uuid') ?? String(index),
    role: textField(message, 'sender') === 'assistant' ? 'assistant' : 'user',
    text: texts.length > 0 ? texts.join('\n') : (textField(message, 'text') ?? ''),
    at: at ?? new Date(context.at).toISOString(),
  };
}
