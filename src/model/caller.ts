import { type Access, FULL } from './access.js';

/** Who calls, and what that one may. Doors (REST, CLI) fill it in; a library call is the local tenant. */
export interface Caller {
  tenant: number;
  principal: string | null;
  app: string | null;
  access: Access;
  /** Id of the key that was shown, if any. */
  key: string | null;
}

export const LOCAL: Caller = { tenant: 1, principal: null, app: null, access: FULL, key: null };
