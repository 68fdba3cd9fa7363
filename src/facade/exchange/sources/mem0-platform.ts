import { TulvingError } from '../../../errors.js';
import { fieldOf, listIn, textOf } from './fields.js';
import { inGroups } from './groups.js';
import { PoliteHttp } from './polite-http.js';
import type { Rows, SourceOptions } from './source.js';

/** The most that the API gives in a page. */
const PAGE = 200;

/** mem0's hosted API, and what serves it: its users, agents, apps and runs, and page by page what each has. */
export async function* mem0PlatformRows(options: SourceOptions): Rows {
  const { key, isKnown, withHistory = true } = options;
  if (key === undefined) throw noKey();
  const http = new PoliteHttp(options, { Authorization: `Token ${key}` });
  const seen = new Set<string>();
  const isNew = (row: unknown) => {
    const id = textOf(row, 'id');
    if (id === undefined) return true;
    if (seen.has(id) || isKnown?.(id)) return false;
    seen.add(id);
    return true;
  };
  for await (const { type, name } of entities(http)) {
    for await (const page of memories(http, { [`${type}_id`]: name })) {
      const fresh = page.filter(isNew);
      if (withHistory) yield* inGroups(fresh, (row) => withItsHistory(http, row));
      else yield* fresh as Record<string, unknown>[];
    }
  }
}

async function* entities(http: PoliteHttp): AsyncGenerator<{ type: string; name: string }> {
  const pages = paged((page) => http.get(`/v1/entities/?page=${page}&page_size=${PAGE}`));
  for await (const page of pages) {
    for (const entity of page) {
      const [type, name] = [textOf(entity, 'type'), textOf(entity, 'name')];
      if (type !== undefined && name !== undefined) yield { type, name };
    }
  }
}

function memories(http: PoliteHttp, filters: Record<string, string>): AsyncGenerator<unknown[]> {
  const body = { filters, show_expired: true };
  return paged((page) => http.ask(`/v3/memories/?page=${page}&page_size=${PAGE}`, body));
}

/** By number: the addresses of next pages that an answer names are not gone to. */
async function* paged(ask: (page: number) => Promise<unknown>): AsyncGenerator<unknown[]> {
  for (let page = 1; ; page += 1) {
    const answer = await ask(page);
    const results = listIn(answer, 'results');
    if (results.length > 0) yield results;
    const isLast = Array.isArray(answer) || (fieldOf(answer, 'next') ?? null) === null;
    if (isLast || results.length === 0) return;
  }
}

async function withItsHistory(http: PoliteHttp, row: unknown): Promise<Record<string, unknown>> {
  const known = row as Record<string, unknown>;
  const id = textOf(row, 'id');
  if (id === undefined) return known;
  const answer = await http.find(`/v1/memories/${encodeURIComponent(id)}/history/`);
  return { ...known, history: listIn(answer, 'results') };
}

function noKey(): TulvingError {
  return new TulvingError('usage', 'The key of mem0 is missing.', {
    remedy: 'Put it into MEM0_API_KEY, or name the variable that holds it with --key-env.',
  });
}
