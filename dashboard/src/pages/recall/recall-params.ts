import type { ContextRequest, SearchRequest } from 'tulving/client';
import { readSettings, type RecallSettings } from './setting-table';

/** What the address of the page holds: whoever is sent it asks the same. */
export interface RecallSearch extends RecallSettings {
  q?: string;
  user?: string;
  agent?: string;
  app?: string;
  run?: string;
  cube?: string;
  filters?: Record<string, unknown>;
  /** When it is asked, where that is not now: what "yesterday" is counted from. */
  asked?: string;
  /** What is put beside it. */
  b?: RecallSide;
}

/** The other side of a comparison: its settings, and what it asks otherwise. */
export interface RecallSide extends RecallSettings {
  q?: string;
  user?: string;
  cube?: string;
}

/** What a side may ask otherwise, beside its settings. */
export const sideFields = ['q', 'user', 'cube'] as const;

/** By its name here, its name in a request. */
export const scopeFields = {
  user: 'user_id',
  agent: 'agent_id',
  app: 'app_id',
  run: 'run_id',
  cube: 'cube',
} as const;

export type ScopeField = keyof typeof scopeFields;
export const scopeNames = Object.keys(scopeFields) as ScopeField[];

export function readRecallSearch(raw: Record<string, unknown>): RecallSearch {
  const { filters, asked, b } = raw;
  return {
    ...readSettings(raw),
    ...readNames(['q', ...scopeNames], raw),
    ...(isObject(filters) && { filters }),
    ...(typeof asked === 'string' && !Number.isNaN(Date.parse(asked)) && { asked }),
    ...(isObject(b) && { b: { ...readSettings(b), ...readNames(sideFields, b) } }),
  };
}

function readNames(names: readonly string[], raw: Record<string, unknown>) {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = raw[name];
      // A name such as `42` comes out of the address as a number.
      const isText = typeof value === 'string' || typeof value === 'number';
      return isText && value !== '' ? [[name, String(value)]] : [];
    }),
  );
}

/** The question of the other side: as the one of the page, but for what it asks otherwise. */
export function otherSide(search: RecallSearch): RecallSearch {
  return { ...search, ...readNames(sideFields, { ...search.b }) };
}

export function settingsOf(search: RecallSearch): RecallSettings {
  return readSettings({ ...search });
}

/** @param user whom it is about where the address names nobody */
export function asSearchRequest(
  search: RecallSearch,
  settings: RecallSettings,
  user: string | undefined,
): SearchRequest {
  const { limit, min_score, diversity, as_of, known_at, rerank, once } = settings;
  const { q: query = '', filters, asked } = search;
  return {
    ...scopeOf({ ...search, user: search.user ?? user }),
    query,
    ...(limit !== undefined && { limit }),
    ...(min_score !== undefined && { min_score }),
    ...(diversity !== undefined && { diversity }),
    ...(as_of !== undefined && { as_of }),
    ...(known_at !== undefined && { known_at }),
    ...(rerank !== undefined && { rerank }),
    ...(once !== undefined && { include_superseded: once }),
    ...(filters !== undefined && { filters: filters as SearchRequest['filters'] }),
    ...(asked !== undefined && { reference_time: asked }),
  };
}

/** As an agent asks for it: how many memories are packed is left to the budget. */
export function asContextRequest(
  search: RecallSearch,
  settings: RecallSettings,
  user: string | undefined,
): ContextRequest {
  const { limit: _, ...request } = asSearchRequest(search, settings, user);
  const { budget } = settings;
  return { ...request, ...(budget !== undefined && { budget_tokens: budget }) };
}

/** A request that was kept, to be asked on the page. Undoes the two above. */
export function recallSearchOf(request: Record<string, unknown>): RecallSearch {
  return readRecallSearch({
    ...request,
    ...Object.fromEntries(scopeNames.map((name) => [name, request[scopeFields[name]]])),
    q: request['query'],
    once: request['include_superseded'],
    budget: request['budget_tokens'],
    asked: request['reference_time'],
  });
}

function scopeOf(search: { [Name in ScopeField]?: string | undefined }) {
  return Object.fromEntries(
    scopeNames.flatMap((name) => {
      const value = search[name];
      return value === undefined ? [] : [[scopeFields[name], value]];
    }),
  ) as Pick<SearchRequest, (typeof scopeFields)[ScopeField]>;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
