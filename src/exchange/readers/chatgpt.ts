import { type Role, roles } from '../../model/memory.js';
import { jsonItems } from '../json-items.js';
import type { Found } from '../records.js';
import type { ImportFile, ReadContext } from '../source.js';
import { conversationFound, type Turn } from './conversation.js';
import { field, momentField, objectField, textField } from './statement.js';

/** `conversations.json` of an export from ChatGPT. */
export async function* readChatGpt(file: ImportFile, context: ReadContext): AsyncGenerator<Found> {
  for await (const { index, value, error } of jsonItems(file.open())) {
    const place = `conversation ${index + 1}`;
    const id = textField(value, 'conversation_id') ?? textField(value, 'id') ?? String(index);
    const title = textField(value, 'title');
    const mapping = objectField(value, 'mapping');
    if (error !== undefined || !mapping) yield { place, refused: error ?? 'it has no messages' };
    else {
      const turns = shownTurns(value, mapping, context);
      yield* conversationFound({ system: 'chatgpt', id, title, turns }, context, place);
    }
  }
}

/** The messages of the branch that was shown last: answers that were made anew are left out. */
function shownTurns(
  conversation: unknown,
  mapping: Record<string, unknown>,
  context: ReadContext,
): Turn[] {
  const turns: Turn[] = [];
  const seen = new Set<string>();
  let node = textField(conversation, 'current_node');
  while (node !== undefined && !seen.has(node)) {
    seen.add(node);
    const entry = mapping[node];
    const turn = turnOf(node, field(entry, 'message'), conversation, context);
    if (turn) turns.push(turn);
    node = textField(entry, 'parent');
  }
  const others = Object.keys(mapping).filter(
    (id) => !seen.has(id) && field(mapping[id], 'message'),
  );
  if (others.length > 0) context.notKept('answers of ChatGPT that were made anew');
  return turns.toReversed();
}

function turnOf(
  id: string,
  message: unknown,
  conversation: unknown,
  context: ReadContext,
): Turn | undefined {
  const role = roleOf(textField(objectField(message, 'author'), 'role'));
  const content = objectField(message, 'content');
  const parts = field(content, 'parts');
  if (!role || !Array.isArray(parts)) return undefined;
  const texts = parts.filter((part): part is string => typeof part === 'string');
  if (texts.length < parts.length) context.notKept('pictures and files of conversations');
  const at = momentField(message, 'create_time') ?? momentField(conversation, 'create_time');
  return { id, role, text: texts.join('\n'), at: at ?? new Date(context.at).toISOString() };
}

function roleOf(name: string | undefined): Role | undefined {
  return roles.find((role) => role === name);
}
