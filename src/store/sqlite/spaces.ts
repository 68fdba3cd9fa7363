import type { Instant } from '../../model/time.js';
import type { ModelSpace, ModelSpaceIdentity } from '../spaces.js';
import { SqlSpaces, wish } from '../sql/spaces.js';
import type { Statements } from '../sql/statements.js';
import { dialect } from './dialect.js';
import type { WriteQueue } from './write-queue.js';

export class SqliteSpaces extends SqlSpaces {
  readonly #writes: WriteQueue;

  constructor(statements: Statements, writes: WriteQueue) {
    super(statements, '');
    this.#writes = writes;
  }

  async want(
    identity: ModelSpaceIdentity,
    at: Instant,
    { anew = false }: { anew?: boolean } = {},
  ): Promise<ModelSpace> {
    const { name, find, haveWait } = wish(identity, at, { anew, greatest: dialect.greatest });
    const no = await this.#writes.run((db) => {
      db.run(...name);
      const made = db.get<{ no: number }>(...find)?.no ?? 0;
      for (const statement of haveWait(made)) db.run(...statement);
      return made;
    });
    return (await this.list()).find((space) => space.no === no) as ModelSpace;
  }
}
