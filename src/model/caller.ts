/** Who calls. Doors (REST, CLI) fill it in; a library call is the local tenant. */
export interface Caller {
  tenant: number;
  principal: string | null;
  app: string | null;
}

export const LOCAL: Caller = { tenant: 1, principal: null, app: null };
