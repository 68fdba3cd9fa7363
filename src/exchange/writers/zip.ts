import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

export interface Member {
  name: string;
  content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  /** Packed already. */
  isPacked?: boolean;
}

/** A zip, member by member: no more than a piece of one is in memory. */
export async function* zipped(
  members: AsyncIterable<Member> | Iterable<Member>,
): AsyncGenerator<Uint8Array> {
  let ready: Uint8Array[] = [];
  let failed: Error | undefined;
  const zip = new Zip((error, piece) => {
    failed ??= error ?? undefined;
    ready.push(piece);
  });
  function* drained(): Generator<Uint8Array> {
    if (failed) throw failed;
    const pieces = ready;
    ready = [];
    yield* pieces.filter(({ length }) => length > 0);
  }
  for await (const { name, content, isPacked = false } of members) {
    const entry = isPacked ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 });
    zip.add(entry);
    for await (const piece of content) {
      entry.push(piece);
      yield* drained();
    }
    entry.push(new Uint8Array(), true);
    yield* drained();
  }
  zip.end();
  yield* drained();
}
