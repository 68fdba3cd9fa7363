import type { Key } from '../../../model/key.js';
import { type Provider, providers } from '../../../model/providers.js';
import { EVERY_CUBE } from '../../../model/scope.js';
import { Answer, type Call, type Handle, type Json } from '../mem0/call.js';
import { badRequest, Refusal } from '../mem0/refusal.js';
import type { Served } from '../../served.js';

/** Its keys begin with more letters than that; ours are told apart by their ids. */
const PREFIX = 12;

/** What models there are, without keys, and what a model is told. */
export function configuration({ settings }: Served): Handle {
  return async ({ memory, caller }) => {
    const { custom_instructions } = await memory.cubes.settings(EVERY_CUBE, caller);
    return {
      version: 'v1.1',
      llm: modelOf(settings.llm),
      embedder: modelOf(settings.embedder),
      vector_store: null,
      custom_instructions,
    };
  };
}

/** Instructions alone: a client must not send the words of all users to another model. */
export async function configure({ memory, caller, body }: Call): Promise<Json> {
  const { custom_instructions: instructions, ...rest } = body;
  const left = Object.keys(rest).filter((name) => name !== 'version');
  if (left.length > 0) {
    const detail = `${left.join(', ')} cannot be set over HTTP: \`tulving models use\` chooses models. Nothing was changed.`;
    throw new Refusal(403, { detail, error: detail });
  }
  if (instructions !== undefined) {
    const custom_instructions = (instructions || null) as string | null;
    await memory.cubes.set(EVERY_CUBE, { custom_instructions }, caller);
  }
  return { message: 'Configuration set successfully' };
}

/** Those that have models of a kind. */
export async function listProviders(): Promise<Json> {
  const having = (kind: 'text' | 'embed') =>
    Object.entries(providers as Readonly<Record<string, Provider>>)
      .filter(([, provider]) => provider[kind] !== undefined)
      .map(([name]) => name);
  return { llm: having('text'), embedder: having('embed') };
}

/** In fixed words, with what the use needs in them: no model is asked. */
export async function generateInstructions({ body }: Call): Promise<Json> {
  const { use_case: use } = body;
  if (typeof use !== 'string' || use.trim() === '') throw badRequest('use_case is required.');
  const about = use.trim().replace(/[.。]+$/u, '');
  return {
    custom_instructions: `Remember what will matter again for this use: ${about}. Keep preferences, decisions, people, dates and what holds for long. Leave out small talk, and what is said once and needed never again.`,
    test_message: `I am trying this out for ${about}. I prefer short answers, and my next deadline is Friday.`,
  };
}

export async function listKeys({ memory, caller }: Call): Promise<Json[]> {
  const keys = await memory.keys.list(caller);
  return keys.filter(({ revoked_at }) => revoked_at === null).map(shownKey);
}

/** It may read and write, as their keys may. */
export async function createKey({ memory, caller, body }: Call): Promise<Answer> {
  const { label } = body;
  if (typeof label !== 'string' || label.trim() === '') throw badRequest('label is required.');
  const { secret, ...key } = await memory.keys.create({ name: label }, caller);
  return new Answer(201, { ...shownKey(key), key: secret });
}

export async function revokeKey({ memory, caller, parameter }: Call): Promise<Json> {
  await memory.keys.revoke(parameter('id'), caller);
  return { message: 'API key revoked' };
}

function shownKey({ id, name, created_at, last_used_at }: Key): Json {
  return {
    id,
    label: name,
    key_prefix: `tlv_${id}`.slice(0, PREFIX),
    created_at,
    last_used_at,
  };
}

/** From `provider:model`. */
function modelOf(named: string | undefined): Json | null {
  if (named === undefined || named === '') return null;
  const at = named.indexOf(':');
  if (at === -1) return { provider: named, config: {} };
  return { provider: named.slice(0, at), config: { model: named.slice(at + 1) } };
}
