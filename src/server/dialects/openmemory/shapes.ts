import type { Memory } from '../../../model/memory.js';
import { idOfName } from './ids.js';

/** What stands for the app of a memory that none has written. */
export const NO_APP = 'tulving';

export interface Page<Item> {
  items: Item[];
  total: number;
  page: number;
  size: number;
  pages: number;
}

export function pageOf<Item>(
  items: Item[],
  { total, page, size }: { total: number; page: number; size: number },
): Page<Item> {
  return { items, total, page, size, pages: Math.ceil(total / size) };
}

/** As a list shows it. */
export function listed(memory: Memory, tenant: number) {
  const { id, text: content, state, categories, metadata } = memory;
  const created_at = seconds(memory.created_at);
  return {
    id,
    content,
    created_at,
    state,
    ...appOf(memory, tenant),
    categories,
    metadata_: metadata,
  };
}

export type Listed = ReturnType<typeof listed>;

/** As it shows one. */
export function single(memory: Memory, tenant: number) {
  const { content: text, ...rest } = listed(memory, tenant);
  return { ...rest, text };
}

/** The columns of its table, which it answers a write with. */
export function raw(memory: Memory, tenant: number) {
  const { id, text: content, state, metadata } = memory;
  const changed = naive(memory.updated_at);
  return {
    id,
    user_id: idOfName(tenant, 'user', memory.user_id ?? ''),
    app_id: appOf(memory, tenant).app_id,
    content,
    vector: null,
    metadata_: metadata,
    state,
    created_at: naive(memory.created_at),
    updated_at: changed,
    archived_at: state === 'archived' ? changed : null,
    deleted_at: state === 'deleted' ? changed : null,
  };
}

function appOf({ app_id: app }: Memory, tenant: number) {
  const app_name = app ?? NO_APP;
  return { app_id: idOfName(tenant, 'app', app_name), app_name };
}

function seconds(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}

/** Python writes UTC without saying so, and the pages of OpenMemory put the Z behind it. */
export function naive(instant: string): string {
  return instant.replace(/Z$/, '');
}
