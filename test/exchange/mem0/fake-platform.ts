import { type Answer, type Asked, wireFake, type WireFake } from './wire-fake.js';

export const KEY = 'm0-key-of-the-test';
const PAGE = 200;
const ok = (body: unknown): Answer => ({ status: 200, body });
const notFound: Answer = { status: 404, body: { detail: 'Not found.' } };

export interface PlatformRow {
  id: string;
  memory: string;
  user_id: string | null;
  agent_id: string | null;
  app_id: string | null;
  run_id: string | null;
  [name: string]: unknown;
}

interface Platform {
  rows: readonly PlatformRow[];
  histories?: Readonly<Record<string, unknown>>;
  /** What is said before the request is answered; undefined lets it through. */
  before?: (asked: Asked, count: number) => Answer | undefined;
}

/** mem0's hosted API as its clients and its documentation have it (v1 entities and history, v3 lists). */
export function fakePlatform({ rows, histories = {}, before }: Platform): Promise<WireFake> {
  return wireFake((asked, count) => {
    const early = before?.(asked, count);
    if (early) return early;
    if (asked.headers.authorization !== `Token ${KEY}`)
      return { status: 401, body: { detail: 'Invalid API key' } };
    if (asked.method === 'GET' && asked.path === '/v1/entities/')
      return ok(page(entitiesOf(rows), asked));
    if (asked.method === 'POST' && asked.path === '/v3/memories/') {
      const { filters } = asked.body as { filters: Partial<PlatformRow> };
      const [name = '', value] = Object.entries(filters)[0] ?? [];
      const held = rows.filter((row) => row[name] === value);
      // The run is the session in lists.
      return ok(
        page(
          held.map(({ run_id: run, ...row }) => ({ ...row, session_id: run })),
          asked,
        ),
      );
    }
    const [, id = ''] = /^\/v1\/memories\/([^/]+)\/history\/$/.exec(asked.path) ?? [];
    return asked.method === 'GET' && id !== '' ? ok(histories[id] ?? []) : notFound;
  });
}

function entitiesOf(rows: readonly PlatformRow[]): unknown[] {
  return ['user', 'agent', 'app', 'run'].flatMap((type) => {
    const names = new Set(rows.flatMap((row) => row[`${type}_id`] ?? []));
    return [...names].map((name, at) => ({ id: String(at), name, type, total_memories: 1 }));
  });
}

function page(all: readonly unknown[], { query, path }: Asked): unknown {
  const size = Math.min(Number(query.get('page_size') ?? 100), PAGE);
  const number = Number(query.get('page') ?? 1);
  const results = all.slice((number - 1) * size, number * size);
  const next =
    number * size < all.length ? `https://elsewhere.example${path}?page=${number + 1}` : null;
  return { count: all.length, next, previous: null, results };
}
