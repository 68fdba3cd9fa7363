import { createHash } from 'node:crypto';
import { v7 } from 'uuid';

/** Numbers of the log's clock in a millisecond, and by how much one is moved to lead in 32 bits. */
const TICKS = 1_024;
const TICK_BITS = 22;

/**
 * The same event told to the same webhook has the same id wherever the delivery is made: a backup that is
 * restored, or a replay after deliveries were removed, makes it again, and receivers know it by its id. They
 * sort as the events do.
 */
export function deliveryId(
  webhook: string,
  {
    hlc,
    kind,
    subject,
    version,
  }: Record<'hlc' | 'version', number> & Record<'kind' | 'subject', string>,
  type: string,
): string {
  const of = JSON.stringify([webhook, hlc, kind, subject, version, type]);
  const random = createHash('sha256').update(of).digest().subarray(0, 16);
  return v7({ msecs: Math.floor(hlc / TICKS), seq: (hlc % TICKS) << TICK_BITS, random });
}
