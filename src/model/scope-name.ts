/** Who or what memories are kept under. */
export const scopeKinds = ['user', 'agent', 'app', 'run'] as const;

export type ScopeKind = (typeof scopeKinds)[number];

/** A name that memories are kept under, with those that can be found. */
export interface ScopeName {
  kind: ScopeKind;
  name: string;
  memories: number;
  created_at: string;
  updated_at: string;
}
