/** What a statement may be given. */
export type Bindable = string | number | null | Uint8Array;

export interface Condition {
  /** Begins with AND where there is anything. */
  sql: string;
  parameters: Bindable[];
}

export function join(parts: readonly [string, Bindable | undefined][]): Condition {
  const given = parts.filter((part): part is [string, Bindable] => part[1] !== undefined);
  return {
    sql: given.map(([condition]) => `AND ${condition}`).join(' '),
    parameters: given.map(([, value]) => value),
  };
}
