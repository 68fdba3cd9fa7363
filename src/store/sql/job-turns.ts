import type { Dialect } from './statements.js';

/**
 * Start-time fair queueing (Goyal, Vin, Cheng 1996, https://doi.org/10.1145/248156.248171) with jobs in place
 * of packets: a job's turn is one after the last of its user's that waits, and no earlier than the turn that is
 * being served. So a queue that is read in the order of turns gives each user one job in each round, however
 * many one of them has handed in; whoever comes anew comes into this round.
 */
export interface TurnOf {
  kind: string;
  tenant: string;
  /** Never null: '' stands for nobody. */
  user: string;
}

/** The first turn of a kind that has not been served. */
export function headOf(kind: string): string {
  return `(SELECT min(w.turn) FROM job w WHERE w.state = 'waiting' AND w.tries = 0 AND w.kind = ${kind})`;
}

/** Of a job that comes to wait. Expressions that are parameters: kind, tenant, user, kind, kind. */
export function turnOf({ greatest }: Dialect, { kind, tenant, user }: TurnOf): string {
  const afterOwn = `(SELECT max(w.turn) + 1 FROM job w WHERE w.state = 'waiting'
    AND w.kind = ${kind} AND w.tenant = ${tenant} AND coalesce(w.user_id, '') = ${user})`;
  const last = `(SELECT max(w.turn) FROM job w WHERE w.state = 'waiting' AND w.kind = ${kind})`;
  return `${greatest}(coalesce(${afterOwn}, 0), coalesce(${headOf(kind)}, ${last}, 0))`;
}
