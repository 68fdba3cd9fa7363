import type { KeyScope } from '../model/key.js';
import type { Instant } from '../model/time.js';

/** A key as it is kept: never its secret, only the hash. Null: the key does not fix that. */
export interface StoredKey {
  id: string;
  tenant: number;
  /** SHA-256 of the secret. */
  hash: Uint8Array;
  /** What people call it. */
  name: string;
  scopes: readonly KeyScope[];
  /** Name of the principal, which is made when it is new in its tenant. */
  principal: string | null;
  user: string | null;
  agent: string | null;
  app: string | null;
  cubes: readonly string[] | null;
  createdAt: Instant;
  expiresAt: Instant | null;
  revokedAt: Instant | null;
  lastUsedAt: Instant | null;
}

/** Where keys are kept. `testing/keys-suite.ts` is what an implementation must pass. */
export interface KeyStore {
  add(key: StoredKey): Promise<void>;
  /** Looked up across tenants: the key tells which one it is of. */
  find(id: string): Promise<StoredKey | undefined>;
  /** Oldest first, revoked and expired ones included. */
  list(tenant: number): Promise<StoredKey[]>;
  /** A second revocation changes nothing. @returns whether the tenant has that key */
  revoke(tenant: number, id: string, at: Instant): Promise<boolean>;
  /**
   * In one transaction: adds the new key and lets the old one end at `oldUntil`, or earlier where
   * that was so before.
   *
   * @returns false, and adds nothing, when the tenant has no such key that is still valid at the
   * moment when the new one is made
   */
  rotate(tenant: number, id: string, next: StoredKey, oldUntil: Instant): Promise<boolean>;
  /** When it was last used; an earlier moment than is known changes nothing. */
  touch(id: string, at: Instant): Promise<void>;
  /**
   * Whether any key exists, revoked and expired ones included: the first key ends keyless access
   * for good. Asked at every request, and must see at once what another process did.
   */
  any(): Promise<boolean>;
  /** Removes all keys of all tenants: keyless access begins again. @returns how many there were */
  clear(): Promise<number>;
}
