import type { Sql } from './driver.js';
import type { Named } from './named.js';

/** First halves of the two numbers of our advisory locks; the second are a hash and a number. */
const TURNS = 0x54756c76;
/** Of this schema, so that others in the same database do not wait for us. */
export const EVENT_LOCK = "hashtext('events of ' || current_schema())";

const TAKE_TURN = `WITH turn AS MATERIALIZED (
    SELECT pg_advisory_xact_lock(${TURNS}, key) FROM (
      SELECT DISTINCT hashtext(concat_ws('/', current_schema(), ?::bigint, name)) AS key FROM (
        SELECT 'cube/' || json_array_elements_text(?::json) AS name
        UNION ALL SELECT 'cube/' || c.name FROM memory m JOIN cube c ON c.no = m.cube
          WHERE m.id = ANY(?::text[])
        UNION ALL SELECT 'cube/' || c.name FROM episode e JOIN cube c ON c.no = e.cube
          WHERE e.id = ANY(?::text[])
        UNION ALL SELECT 'quota/' || json_array_elements_text(?::json)
      ) names ORDER BY key
    ) keys
  )
  SELECT pg_advisory_xact_lock_shared(${EVENT_LOCK}, (
    (CASE WHEN is_called THEN last_value ELSE 0 END << 32) >> 32
  )::int) FROM event_seq_seq, (SELECT count(*) FROM turn) AS turns`;

/**
 * One transaction a cube at a time. The locks are taken in one order, so that no two wait for each other;
 * then the transaction tells from which number on its events will be, for `PostgresLog`.
 */
export async function waitForTurn(
  sql: Sql,
  tenant: number,
  { cubes, memories, episodes, quota }: Named,
): Promise<void> {
  await sql.all(
    TAKE_TURN,
    tenant,
    JSON.stringify(cubes),
    memories,
    episodes,
    JSON.stringify(quota),
  );
}
