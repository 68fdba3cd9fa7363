import { allows, type RuledObject } from './rule-bounds.js';
import { isInScope, type Reach, type ScopeOf } from './scope.js';

/** Whether a memory is read by that reach. */
export function isWithin(
  reach: Reach,
  memory: Omit<RuledObject, 'scope'> & { scope: ScopeOf },
): boolean {
  return isInScope(reach, memory.scope) && (reach.bounds ?? []).every((one) => allows(one, memory));
}
