import { forgetting, type NameOf, namesGone, profileWrites, type Whose } from '../sql/forget.js';
import { dialect } from './dialect.js';
import type { Connection } from './driver.js';

const sql = forgetting(dialect);

/** Takes out what rests on memories that are erased. @returns ids of the batches that changed them */
export function forgetOfMemories(db: Connection, memories: readonly number[]): string[] {
  if (memories.length === 0) return [];
  const numbers = JSON.stringify(memories);
  const entities = db.all<{ no: number }>(sql.entitiesOf, numbers).map(({ no }) => no);
  const batches = db.all<{ id: string }>(sql.batchesOf, numbers).map(({ id }) => id);
  for (const statement of sql.ofMemories) db.run(statement, numbers);
  forgetBereft(db, entities);
  return batches;
}

/** Those of which no change is left. */
export function forgetBatches(db: Connection, ids: readonly string[]): void {
  if (ids.length > 0) db.run(sql.batches, JSON.stringify(ids));
}

/** Of a cube that has lost its name. */
export function forgetOfCube(db: Connection, tenant: number, cube: string): void {
  db.run(sql.batchesIn, tenant, cube);
  db.run(sql.deliveriesIn, cube, tenant);
  db.run(sql.settingsIn, tenant);
}

export function forgetJobs(db: Connection, tenant: number, users: readonly string[]): void {
  for (const user of users) db.run(sql.jobsOf, tenant, user);
}

export function forgetOfEpisode(db: Connection, episode: number): void {
  for (const statement of sql.ofEpisodes) db.run(statement, JSON.stringify([episode]));
}

export function forgetProfiles(db: Connection, tenant: number, whose: readonly Whose[]): void {
  for (const [statement, ...parameters] of profileWrites(tenant, whose, sql)) {
    db.run(statement, ...parameters);
  }
}

/** A new text keeps the mentions of those whom it names; relations have to be drawn anew. */
export function forgetUnsaid(db: Connection, changed: { no: number; text: string }): void {
  const numbers = JSON.stringify([changed.no]);
  const names = db.all<NameOf>(sql.namesOf, numbers);
  if (names.length === 0) return;
  db.run(sql.relationsOf, numbers);
  for (const { memory, entity, name } of namesGone(names, [changed])) {
    db.run(sql.name, memory, entity, name);
  }
  db.run(sql.nameless, numbers);
  forgetBereft(
    db,
    names.map(({ entity }) => entity),
  );
}

function forgetBereft(db: Connection, entities: readonly number[]): void {
  if (entities.length === 0) return;
  for (const statement of sql.bereft) db.run(statement, JSON.stringify(entities));
}
