import { v5 } from 'uuid';

/** Of this dialect alone; made once with uuidgen. */
const NAMESPACE = '7c9d1f60-3f1e-4f0a-9d55-5b1f0a6c2e84';

export type Named = 'user' | 'app' | 'category';

/**
 * OpenMemory has a UUID for every user, app and category; here they are names. The same name has the same
 * id for ever, on every machine, without being kept anywhere.
 */
export function idOfName(tenant: number, what: Named, name: string): string {
  return v5(`${tenant}/${what}/${name}`, NAMESPACE);
}

/** Of an entry of the access log, which has none of its own. */
export function idOfAccess(tenant: number, parts: readonly string[]): string {
  return v5(JSON.stringify([tenant, ...parts]), NAMESPACE);
}

/** Whether somebody means that name: by its id, or by itself. */
export function means(given: string, tenant: number, what: Named, name: string): boolean {
  return given === name || given.toLowerCase() === idOfName(tenant, what, name);
}
