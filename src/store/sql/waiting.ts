/** Reviews `r` of a memory `m`, some with another one `o`. */
export const REVIEWED = `FROM review r JOIN memory m ON m.no = r.memory
  LEFT JOIN memory o ON o.no = r.other`;

/** What was deleted, or undone with the batch that made it, nobody need look at, unless it is restored. */
export const WAITS = `r.decided_at IS NULL AND m.state <> 'deleted' AND (o.no IS NULL OR o.state <> 'deleted')`;
