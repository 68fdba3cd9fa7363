import type { RuleBook } from '../model/rule-bounds.js';
import type { RuleStore } from '../store/rules.js';

/** The rules of each tenant, read again once they have changed, also by another process. */
export class RuleBooks {
  readonly #rules: RuleStore;
  readonly #byDefault: RuleBook['byDefault'];
  readonly #kept = new Map<number, RuleBook>();

  constructor(rules: RuleStore, byDefault: RuleBook['byDefault']) {
    this.#rules = rules;
    this.#byDefault = byDefault;
  }

  async of(tenant: number): Promise<RuleBook> {
    const revision = await this.#rules.revision(tenant);
    const kept = this.#kept.get(tenant);
    if (kept?.revision === revision) return kept;
    // Read after the revision: what comes between is read again.
    const rules = await this.#rules.list(tenant);
    const book = { revision, rules, byDefault: this.#byDefault };
    this.#kept.set(tenant, book);
    return book;
  }
}
