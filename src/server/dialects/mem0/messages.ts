import { roles, type Role } from '../../../model/memory.js';
import type { Message } from '../../../model/requests.js';
import { badRequest } from './refusal.js';

/** Documents that stand among the parts of a message. */
export interface Told {
  messages: Message[];
  /** Addresses of documents. */
  addresses: string[];
}

const documentParts = ['pdf_url', 'mdx_url'];

/**
 * The words of mem0's messages. Parts that are no text are left out, as pictures are; nothing but such
 * parts is an error, since nothing would be kept.
 */
export function messagesOf(given: unknown): Told {
  const list = typeof given === 'string' ? [{ role: 'user', content: given }] : given;
  if (!Array.isArray(list) || list.length === 0) {
    throw badRequest('messages must be a list of {role, content} with at least one element.');
  }
  const told = list.map(toldBy);
  const messages = told.flatMap(({ messages: some }) => some);
  const addresses = told.flatMap(({ addresses: some }) => some);
  if (messages.length + addresses.length > 0) return { messages, addresses };
  throw badRequest('messages hold no text; pictures are not read by Tulving.');
}

function toldBy(given: unknown): Told {
  const { role, content, name } = (given ?? {}) as Record<string, unknown>;
  const parts: unknown[] = Array.isArray(content) ? content : [content];
  const text = parts.map(textOf).filter(Boolean).join('\n');
  const message: Message = {
    role: roleOf(role),
    content: text,
    ...(typeof name === 'string' && name.trim() !== '' && { speaker: name }),
  };
  return { messages: text.trim() === '' ? [] : [message], addresses: parts.flatMap(addressOf) };
}

function textOf(part: unknown): string {
  if (typeof part === 'string') return part;
  const { type, text } = (part ?? {}) as Record<string, unknown>;
  return (type === 'text' || type === undefined) && typeof text === 'string' ? text : '';
}

function addressOf(part: unknown): string[] {
  const { type, ...rest } = (part ?? {}) as Record<string, unknown>;
  if (typeof type !== 'string' || !documentParts.includes(type)) return [];
  const held = rest[type];
  const url = typeof held === 'object' && held !== null ? (held as { url?: unknown }).url : held;
  if (typeof url === 'string') return [url];
  throw badRequest(`A part of type ${type} names no url.`);
}

function roleOf(role: unknown): Role {
  const named = role === 'function' ? 'tool' : role;
  return roles.find((one) => one === named) ?? 'user';
}
