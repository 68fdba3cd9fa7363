import { forgetting, type NameOf, namesGone, profileWrites, type Whose } from '../sql/forget.js';
import { dialect } from './dialect.js';
import type { Sql } from './driver.js';
import type { Ledger } from './ledger.js';

const statements = forgetting(dialect);

/** Takes out what rests on memories that are erased. @returns ids of the batches that changed them */
export async function forgetOfMemories(sql: Sql, memories: readonly number[]): Promise<string[]> {
  if (memories.length === 0) return [];
  const numbers = JSON.stringify(memories);
  const entities = await sql.all<{ no: number }>(statements.entitiesOf, numbers);
  const batches = await sql.all<{ id: string }>(statements.batchesOf, numbers);
  for (const statement of statements.ofMemories) await sql.run(statement, numbers);
  await forgetBereft(
    sql,
    entities.map(({ no }) => no),
  );
  return batches.map(({ id }) => id);
}

/** Those of which no change is left. */
export async function forgetBatches(sql: Sql, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await sql.run(statements.batches, JSON.stringify(ids));
}

/** Of a cube that has lost its name. */
export async function forgetOfCube(sql: Sql, tenant: number, cube: string): Promise<void> {
  await sql.run(statements.batchesIn, tenant, cube);
  await sql.run(statements.deliveriesIn, cube, tenant);
  await sql.run(statements.settingsIn, tenant);
}

export async function forgetJobs(
  sql: Sql,
  tenant: number,
  users: readonly string[],
): Promise<void> {
  for (const user of users) await sql.run(statements.jobsOf, tenant, user);
}

export async function forgetOfEpisodes(sql: Sql, episodes: readonly number[]): Promise<void> {
  for (const statement of statements.ofEpisodes) {
    await sql.run(statement, JSON.stringify(episodes));
  }
}

export async function forgetProfiles(
  sql: Sql,
  tenant: number,
  whose: readonly Whose[],
): Promise<void> {
  for (const [statement, ...parameters] of profileWrites(tenant, whose, statements)) {
    await sql.run(statement, ...parameters);
  }
}

/** A new text keeps the mentions of those whom it names; relations have to be drawn anew. */
export async function forgetUnsaid(
  { sql }: Ledger,
  changed: readonly { no: number; text: string }[],
): Promise<void> {
  if (changed.length === 0) return;
  const numbers = JSON.stringify(changed.map(({ no }) => no));
  const names = await sql.all<NameOf>(statements.namesOf, numbers);
  if (names.length === 0) return;
  await sql.run(statements.relationsOf, numbers);
  for (const { memory, entity, name } of namesGone(names, changed)) {
    await sql.run(statements.name, memory, entity, name);
  }
  await sql.run(statements.nameless, numbers);
  await forgetBereft(
    sql,
    names.map(({ entity }) => entity),
  );
}

async function forgetBereft(sql: Sql, entities: readonly number[]): Promise<void> {
  if (entities.length === 0) return;
  for (const statement of statements.bereft) await sql.run(statement, JSON.stringify(entities));
}
