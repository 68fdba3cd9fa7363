import { v7 } from 'uuid';
import type { SpaceIdentity } from '../port.js';
import type { Bindable } from './condition.js';
import type { Statements } from './statements.js';

/** Numbers of tenants and spaces, which are made when they are new. */
export class SqlNames {
  readonly #db: Statements;

  constructor(db: Statements) {
    this.#db = db;
  }

  tenant(name: string): Promise<number> {
    return this.#findOrMake(
      ['SELECT no FROM tenant WHERE name = ?', name],
      ['INSERT INTO tenant (id, name) VALUES (?, ?) ON CONFLICT DO NOTHING', v7(), name],
    );
  }

  async tenants(): Promise<number[]> {
    const rows = await this.#db.all<{ no: number }>('SELECT no FROM tenant ORDER BY no');
    return rows.map(({ no }) => no);
  }

  space({ provider, model, dimension }: SpaceIdentity): Promise<number> {
    const identity = [provider, model, dimension];
    return this.#findOrMake(
      ['SELECT no FROM space WHERE provider = ? AND model = ? AND dimension = ?', ...identity],
      [
        `INSERT INTO space (provider, model, dimension) VALUES (?, ?, ?) ON CONFLICT DO NOTHING`,
        ...identity,
      ],
    );
  }

  async #findOrMake(
    find: [sql: string, ...parameters: Bindable[]],
    make: [sql: string, ...parameters: Bindable[]],
  ): Promise<number> {
    const known = await this.#db.get<{ no: number }>(...find);
    if (known) return known.no;
    // Another process may have been faster.
    await this.#db.run(...make);
    const made = await this.#db.get<{ no: number }>(...find);
    if (!made) throw new Error(`${find[1]} was neither found nor made`);
    return made.no;
  }
}
