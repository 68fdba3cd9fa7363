import { listIn, textOf } from './fields.js';
import { inGroups } from './groups.js';
import { PoliteHttp } from './polite-http.js';
import type { Rows, SourceOptions } from './source.js';

/** The most that the server lists; it has no pages. */
const MOST = 1_000;

/** mem0's self-hosted server: what it lists of each of its users, agents and runs. */
export async function* mem0ServerRows(options: SourceOptions): Rows {
  const { key, isKnown, withHistory = true } = options;
  const http = new PoliteHttp(options, key === undefined ? {} : { 'X-API-Key': key });
  const seen = new Set<string>();
  for (const entity of listIn(await http.get('/entities'), 'results')) {
    const [type, name] = [textOf(entity, 'type'), textOf(entity, 'id')];
    if (type === undefined || name === undefined) continue;
    const query = new URLSearchParams({ [`${type}_id`]: name, top_k: String(MOST) });
    const rows = listIn(
      await http.get(`/memories?${query.toString()}&show_expired=true`),
      'results',
    );
    const fresh = rows.filter((row) => {
      const id = textOf(row, 'id') ?? '';
      if (seen.has(id) || isKnown?.(id)) return false;
      seen.add(id);
      return true;
    }) as Record<string, unknown>[];
    if (withHistory) yield* inGroups(fresh, (row) => withItsHistory(http, row));
    else yield* fresh;
    // That there may be more must be told: what is left out is not found later.
    if (rows.length >= MOST) yield { not_read: missing(type, name) };
  }
}

async function withItsHistory(
  http: PoliteHttp,
  row: Record<string, unknown>,
): Promise<Record<string, unknown>> {
  const id = encodeURIComponent(String(row['id']));
  return { ...row, history: listIn(await http.find(`/memories/${id}/history`), 'results') };
}

function missing(type: string, name: string): string {
  return `the server lists ${MOST} memories at most, and ${type} ${name} may have more: read its store with --from mem0-pgvector`;
}
