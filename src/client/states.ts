import type { SetStateRequest, SetStateResult } from '../model/states.js';

/** Memories of one request. */
const STEP = 5_000;

/** Step by step, into one batch. */
export async function setStates(
  send: (request: SetStateRequest) => Promise<SetStateResult>,
  { limit = Infinity, ...request }: SetStateRequest,
  { progress }: { progress?: (done: number) => void },
): Promise<SetStateResult> {
  let batch = request.batch_id;
  for (let changed = 0; ;) {
    const step = Math.min(STEP, limit - changed);
    const asked = { ...request, limit: step, ...(batch !== undefined && { batch_id: batch }) };
    const result = await send(asked);
    changed += result.changed;
    batch ??= result.batch_id ?? undefined;
    if (!result.dry_run) progress?.(changed);
    if (!result.more || changed >= limit) return { ...result, changed };
  }
}
