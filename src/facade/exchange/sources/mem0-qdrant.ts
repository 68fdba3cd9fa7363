import { fieldOf, listIn, textOf } from './fields.js';
import { PoliteHttp } from './polite-http.js';
import type { Rows, SourceOptions } from './source.js';
import { openHistory } from './mem0-history-file.js';
import { theOne } from './the-one.js';

const PAGE = 500;

/** A collection of mem0's in Qdrant, by Qdrant's own API. */
export async function* mem0QdrantRows(options: SourceOptions): Rows {
  const { key, isKnown } = options;
  const http = new PoliteHttp(options, key === undefined ? {} : { 'api-key': key });
  const name = options.collection ?? (await onlyCollection(http));
  const history = await openHistory(options);
  try {
    let offset: unknown = null;
    do {
      const answer = await http.ask(`/collections/${encodeURIComponent(name)}/points/scroll`, {
        limit: PAGE,
        with_payload: true,
        with_vector: false,
        ...(offset !== null && { offset }),
      });
      const result = fieldOf(answer, 'result');
      const points = listIn(fieldOf(result, 'points')).filter(
        (point) => !isKnown?.(String(fieldOf(point, 'id'))),
      );
      yield* history.added(points as Record<string, unknown>[]);
      offset = fieldOf(result, 'next_page_offset') ?? null;
    } while (offset !== null);
  } finally {
    history.close();
  }
}

async function onlyCollection(http: PoliteHttp): Promise<string> {
  const result = fieldOf(await http.get('/collections'), 'result');
  const names = listIn(fieldOf(result, 'collections')).flatMap((one) => textOf(one, 'name') ?? []);
  return theOne(names, 'collection');
}
