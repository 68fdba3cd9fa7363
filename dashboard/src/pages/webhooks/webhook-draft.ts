import type { NewWebhookRequest, Webhook } from 'tulving/client';

export interface WebhookDraft {
  name: string;
  url: string;
  format: Webhook['format'];
  kinds: readonly string[];
  /** Names, separated by commas. */
  users: string;
  cubes: string;
  apps: string;
  withMemory: boolean;
}

/** What most people want to hear of. */
export const kinds = [
  'memory.*',
  'memory.created',
  'memory.updated',
  'memory.deleted',
  'memory.erased',
  'episode.*',
  '*',
] as const;

export function draftOf(webhook: Webhook | undefined): WebhookDraft {
  const filters = webhook?.filters ?? {};
  const listed = (names: readonly string[] = []) => names.join(', ');
  return {
    name: webhook?.name ?? '',
    url: webhook?.url ?? '',
    format: webhook?.format ?? 'tulving',
    kinds: filters.kinds ?? ['memory.*'],
    users: listed(filters.users),
    cubes: listed(filters.cubes),
    apps: listed(filters.apps),
    withMemory: webhook?.include.includes('memory') ?? false,
  };
}

/** @param before what it was, of which is kept what the form does not show */
export function requestOf(draft: WebhookDraft, before: Webhook | undefined): NewWebhookRequest {
  const { name, url, format, withMemory } = draft;
  const fields = (['users', 'cubes', 'apps'] as const).flatMap((field) => {
    const names = namesIn(draft[field]);
    return names.length === 0 ? [] : [[field, names]];
  });
  const { mem0_events: mem0 } = before?.filters ?? {};
  const filters = {
    ...(draft.kinds.length > 0 && { kinds: draft.kinds }),
    ...(format === 'mem0' && mem0 && { mem0_events: mem0 }),
    ...(Object.fromEntries(fields) as object),
  };
  return {
    ...(name.trim() !== '' && { name: name.trim() }),
    url: url.trim(),
    format,
    filters: filters as NonNullable<NewWebhookRequest['filters']>,
    include: withMemory ? ['memory'] : [],
  };
}

function namesIn(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
