import type { AccessRules } from '../../access/rules.js';
import type { RecordOf } from '../../exchange/records.js';
import { hasScope, isWhole } from '../../model/access.js';
import type { Caller } from '../../model/caller.js';

type RuleRecord = RecordOf<'rule'>;

export function mayManageRules({ access }: Caller): boolean {
  return hasScope(access, 'admin') && isWhole(access);
}

/** Takes over access rules, before the memories that they are about: nobody sees these in between. */
export class ImportRules {
  readonly #rules: Pick<AccessRules, 'list' | 'add'>;
  readonly #caller: Caller;
  readonly #isDry: boolean;
  /** About single memories, by what these are called in the file. */
  readonly #ofMemories = new Map<string, RuleRecord[]>();
  #known: Set<string> | undefined;

  constructor(rules: Pick<AccessRules, 'list' | 'add'>, caller: Caller, isDry: boolean) {
    this.#rules = rules;
    this.#caller = caller;
    this.#isDry = isDry;
  }

  /** @returns whether it was not there yet */
  async take(rule: RuleRecord): Promise<boolean> {
    const memory = memoryOf(rule);
    if (memory !== undefined) {
      this.#ofMemories.set(memory, [...(this.#ofMemories.get(memory) ?? []), rule]);
    }
    return this.#add(rule);
  }

  /** A memory gets another id here: what was ruled of the one holds for the other, too. */
  async copied(memory: string, copy: string): Promise<void> {
    for (const rule of this.#ofMemories.get(memory) ?? []) {
      await this.#add({ ...rule, object: `memory:${copy}` });
    }
  }

  async #add({ subject, object, effect, action }: RuleRecord): Promise<boolean> {
    const known = (this.#known ??= await this.#all());
    const said = JSON.stringify([subject, object, effect, action]);
    if (known.has(said)) return false;
    known.add(said);
    if (!this.#isDry) {
      await this.#rules.add({ subject, object, effect, actions: [action] }, this.#caller);
    }
    return true;
  }

  async #all(): Promise<Set<string>> {
    const { data } = await this.#rules.list(this.#caller);
    return new Set(
      data.map(({ subject, object, effect, action }) =>
        JSON.stringify([subject, object, effect, action]),
      ),
    );
  }
}

function memoryOf({ object }: RuleRecord): string | undefined {
  return object.startsWith('memory:') ? object.slice('memory:'.length) : undefined;
}
