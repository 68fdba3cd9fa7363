import { v7 } from 'uuid';
import type { Instant } from '../../model/time.js';
import type { SpaceIdentity } from '../port.js';
import type { Bindable } from './condition.js';
import type { Statements } from './statements.js';

/** Numbers of tenants, cubes and spaces, which are made when they are new. */
export class SqlNames {
  readonly #db: Statements;
  /** Of an engine that keeps folded names beside the names themselves. */
  readonly #folded: ((name: string) => string | null) | undefined;

  constructor(db: Statements, own: { folded?: (name: string) => string | null } = {}) {
    this.#db = db;
    this.#folded = own.folded;
  }

  async node(): Promise<string> {
    const sql = "SELECT value FROM setting WHERE name = 'node'";
    const [row] = await this.#db.all<{ value: string }>(sql);
    return row?.value ?? '';
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

  cube(tenant: number, name: string, at: Instant): Promise<number> {
    const values = {
      id: v7(),
      tenant,
      name,
      created_at: at,
      ...(this.#folded && { folded: this.#folded(name) }),
    };
    const places = Object.keys(values).map(() => '?');
    return this.#findOrMake(
      ['SELECT no FROM cube WHERE tenant = ? AND name = ?', tenant, name],
      [
        `INSERT INTO cube (${Object.keys(values).join(', ')}) VALUES (${places.join(', ')})
         ON CONFLICT DO NOTHING`,
        ...Object.values(values),
      ],
    );
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
    if (!made) throw new Error('a name was neither found nor made');
    return made.no;
  }
}
