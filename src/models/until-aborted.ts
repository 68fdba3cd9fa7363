/**
 * What is answered, or the reason of the signal, whichever comes first: a model of somebody's own need not
 * listen to the signal, and whoever gives up must not wait for it.
 */
export async function untilAborted<Answer>(
  signal: AbortSignal | undefined,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  if (!signal) return ask();
  signal.throwIfAborted();
  let giveUp = () => {};
  const aborted = new Promise<never>((_, reject) => {
    giveUp = () => reject(signal.reason as Error);
    signal.addEventListener('abort', giveUp, { once: true });
  });
  try {
    return await Promise.race([ask(), aborted]);
  } finally {
    signal.removeEventListener('abort', giveUp);
  }
}

/** The same for what comes in pieces. */
export async function* eachUntilAborted<Piece>(
  signal: AbortSignal | undefined,
  pieces: AsyncIterable<Piece>,
): AsyncGenerator<Piece> {
  const iterator = pieces[Symbol.asyncIterator]();
  let isOver = false;
  try {
    for (;;) {
      const next = await untilAborted(signal, () => iterator.next());
      isOver = next.done === true;
      if (next.done) return;
      yield next.value;
    }
  } finally {
    const closed = isOver ? undefined : iterator.return?.();
    // One that does not listen does not close either.
    if (signal?.aborted) closed?.catch(() => undefined);
    else await closed;
  }
}
