import type { StoredRule } from '../model/rules.js';

/** Where access rules are kept. */
export interface RuleStore {
  /** Another text after every change of the tenant's rules, also by another process. Asked at every request. */
  revision(tenant: number): Promise<string>;
  /** Oldest first. */
  list(tenant: number): Promise<StoredRule[]>;
  /** One that says the same as another is left out. @returns those that say it now, in the order given */
  add(tenant: number, rules: readonly StoredRule[]): Promise<StoredRule[]>;
  /** @returns whether there was one */
  remove(tenant: number, id: string): Promise<boolean>;
}
