import type { Instant } from '../../model/time.js';
import type { ModelSpace, ModelSpaceIdentity } from '../spaces.js';
import { SqlSpaces, wish } from '../sql/spaces.js';
import type { Statements } from '../sql/statements.js';
import { dialect } from './dialect.js';
import type { Database } from './driver.js';

export class PostgresSpaces extends SqlSpaces {
  readonly #db: Database;

  constructor(statements: Statements, db: Database) {
    super(statements, 'FOR UPDATE SKIP LOCKED');
    this.#db = db;
  }

  async want(
    identity: ModelSpaceIdentity,
    at: Instant,
    { anew = false }: { anew?: boolean } = {},
  ): Promise<ModelSpace> {
    const { name, find, haveWait } = wish(identity, at, { anew, greatest: dialect.greatest });
    const no = await this.#db.transaction(async (sql) => {
      // Who is just writing is waited for, and who writes later sees the new space: no memory falls between.
      await sql.run('LOCK TABLE memory IN SHARE ROW EXCLUSIVE MODE');
      await sql.run(...name);
      const made = (await sql.get<{ no: number }>(...find))?.no ?? 0;
      for (const statement of haveWait(made)) await sql.run(...statement);
      return made;
    });
    return (await this.list()).find((space) => space.no === no) as ModelSpace;
  }
}
