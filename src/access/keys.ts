import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { TulvingError } from '../errors.js';
import { type Access, accessOf, covers, narrowAccess, requireScope } from '../model/access.js';
import { type Caller, LOCAL } from '../model/caller.js';
import {
  type Key,
  keyScopes,
  type KeyVerbs,
  type NewKeyRequest,
  type NewKeyResult,
  newKeySchema,
  type RotateKeyRequest,
  rotateKeySchema,
} from '../model/key.js';
import { type Clock, formatInstant, type Instant } from '../model/time.js';
import { instantOf, invalidInput, validate } from '../model/validate.js';
import type { KeyStore, StoredKey } from '../store/keys.js';

/** A key as its holder has it: `tlv_<id>_<secret>`. The prefix lets scanners recognise a leak. */
export interface KeyText {
  id: string;
  secret: string;
}

export type NewKeyText = () => KeyText;

export type KeyStatus = 'valid' | 'expired' | 'revoked';

const PATTERN = /^tlv_([a-z0-9]{16})_([0-9A-Za-z]{43})$/;
const LOWER = '0123456789abcdefghijklmnopqrstuvwxyz';
const BASE_62 = `${LOWER}ABCDEFGHIJKLMNOPQRSTUVWXYZ`;
const ID_LENGTH = 16;
/** 43 characters of 62 are 256.03 bits. */
const SECRET_LENGTH = 43;
const NO_HASH = new Uint8Array(32);
const HOUR = 3_600_000;

export const newKeyText: NewKeyText = () => ({
  id: randomText(LOWER, ID_LENGTH),
  secret: randomText(BASE_62, SECRET_LENGTH),
});

export function formatKey({ id, secret }: KeyText): string {
  return `tlv_${id}_${secret}`;
}

export function parseKey(text: string): KeyText | undefined {
  const [, id, secret] = PATTERN.exec(text) ?? [];
  return id === undefined || secret === undefined ? undefined : { id, secret };
}

/** A fast hash is enough: the secret is random to its full length, so there is nothing to guess. */
export function hashSecret(secret: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(secret).digest());
}

/** Takes alike whether the key exists or not. */
export function verifySecret(secret: string, hash: Uint8Array | undefined): boolean {
  const same = timingSafeEqual(hashSecret(secret), hash ?? NO_HASH);
  return same && hash !== undefined;
}

/** A revocation counts at once, whatever the clock of the process was that made it. */
export function statusOf(key: Pick<StoredKey, 'expiresAt' | 'revokedAt'>, at: Instant): KeyStatus {
  if (key.revokedAt !== null) return 'revoked';
  return key.expiresAt !== null && key.expiresAt <= at ? 'expired' : 'valid';
}

/**
 * Makes keys, tells whose they are, and ends them. Nobody makes, sees or ends a key that is wider
 * than the caller's own access.
 */
export class Keys implements KeyVerbs {
  readonly #keys: KeyStore;
  readonly #clock: Clock;
  readonly #timezone: string;
  readonly #newKeyText: NewKeyText;
  /** When this process last wrote down that a key was used. */
  readonly #noted = new Map<string, Instant>();

  constructor(parts: { keys: KeyStore; clock: Clock; timezone: string; newKeyText?: NewKeyText }) {
    this.#keys = parts.keys;
    this.#clock = parts.clock;
    this.#timezone = parts.timezone;
    this.#newKeyText = parts.newKeyText ?? newKeyText;
  }

  /**
   * Makes a key. Its secret is answered this once; only a hash is kept. The first key ends keyless
   * access for good.
   *
   * @throws TulvingError `forbidden` when it would be wider than the caller's own access
   */
  async create(request: NewKeyRequest, caller: Caller = LOCAL): Promise<NewKeyResult> {
    requireScope(caller.access, 'admin');
    refuseBounded(caller.access);
    const input = validate(newKeySchema, request);
    const at = this.#clock();
    const made = this.#make(at, {
      ...narrowAccess(caller.access, {
        scopes: keyScopes.filter((scope) => input.scopes.includes(scope)),
        principal: input.principal ?? null,
        user: input.user_id ?? null,
        agent: input.agent_id ?? null,
        app: input.app_id ?? null,
        cubes: input.cubes ? [...new Set(input.cubes)] : null,
        expiresAt: input.expires_at === undefined ? null : this.#future(input.expires_at, at),
      }),
      tenant: caller.tenant,
      name: input.name,
    });
    await this.#keys.add(made.key);
    return made.result;
  }

  /** Oldest first, revoked and expired ones included; none that is wider than the caller's access. */
  async list(caller: Caller = LOCAL): Promise<Key[]> {
    requireScope(caller.access, 'admin');
    const keys = await this.#keys.list(caller.tenant);
    return keys.filter((key) => manages(caller, key)).map(presentKey);
  }

  /** Ends a key at once. Ending it again changes nothing. */
  async revoke(id: string, caller: Caller = LOCAL): Promise<void> {
    requireScope(caller.access, 'admin');
    await this.#managed(id, caller);
    if (!(await this.#keys.revoke(caller.tenant, id, this.#clock()))) throw noKey(id);
  }

  /**
   * Makes a new key that fixes and may the same, and ends as the old one would have. The old one
   * is taken until the grace is over.
   */
  async rotate(
    id: string,
    request: RotateKeyRequest = {},
    caller: Caller = LOCAL,
  ): Promise<NewKeyResult> {
    requireScope(caller.access, 'admin');
    const { grace_seconds: grace } = validate(rotateKeySchema, request);
    const old = await this.#managed(id, caller);
    const at = this.#clock();
    const made = this.#make(at, old);
    if (await this.#keys.rotate(caller.tenant, id, made.key, at + grace * 1000)) return made.result;
    throw new TulvingError('not_found', `The key ${id} has ended.`, {
      remedy: 'Make a new one in its place.',
    });
  }

  /**
   * Whose key it is.
   *
   * @throws TulvingError `unauthorized`, with the same words whether the id or the secret is wrong
   */
  async authenticate(text: string): Promise<StoredKey> {
    const parsed = parseKey(text);
    const key = parsed && (await this.#keys.find(parsed.id));
    const right = verifySecret(parsed?.secret ?? '', key?.hash);
    if (!key || !right) throw noSuchKey();
    return this.#stillValid(key);
  }

  /** The key of an id that was authenticated before, if it has not ended since. */
  async valid(id: string): Promise<StoredKey> {
    const key = await this.#keys.find(id);
    if (!key) throw noSuchKey();
    return this.#stillValid(key);
  }

  #stillValid(key: StoredKey): StoredKey {
    const status = statusOf(key, this.#clock());
    if (status === 'valid') return key;
    const what = status === 'revoked' ? 'was revoked' : 'has expired';
    throw new TulvingError('unauthorized', `The key "${key.name}" (${key.id}) ${what}.`);
  }

  /**
   * Notes that a key was used, at most once an hour. Apart from `authenticate`, so that a store
   * that cannot be written, for a full disk or another process, can still be read with a key.
   */
  async noteUse({ id, lastUsedAt }: StoredKey): Promise<void> {
    const at = this.#clock();
    if (at - Math.max(lastUsedAt ?? 0, this.#noted.get(id) ?? 0) < HOUR) return;
    this.#noted.set(id, at);
    await this.#keys.touch(id, at);
  }

  /** Whether any key exists: then nobody is served without one. */
  any(): Promise<boolean> {
    return this.#keys.any();
  }

  /**
   * Removes every key of every tenant, so that keyless access begins again.
   * For the command line on the data directory; no other door may lead here.
   */
  clear(): Promise<number> {
    return this.#keys.clear();
  }

  /** A key that the caller may not manage is as if it were not there. */
  async #managed(id: string, caller: Caller): Promise<StoredKey> {
    const key = await this.#keys.find(id);
    if (key && manages(caller, key)) return key;
    throw noKey(id);
  }

  #make(at: Instant, rights: KeyRights): { key: StoredKey; result: NewKeyResult } {
    const text = this.#newKeyText();
    const { tenant, name, scopes, principal, user, agent, app, cubes, expiresAt } = rights;
    const key: StoredKey = {
      id: text.id,
      hash: hashSecret(text.secret),
      tenant,
      name,
      scopes,
      principal,
      user,
      agent,
      app,
      cubes,
      expiresAt,
      createdAt: at,
      revokedAt: null,
      lastUsedAt: null,
    };
    return { key, result: { ...presentKey(key), secret: formatKey(text) } };
  }

  #future(value: string, at: Instant): Instant {
    const expires = instantOf(value, '/expires_at', this.#timezone);
    if (expires > at) return expires;
    throw invalidInput([{ pointer: '/expires_at', detail: 'must lie in the future' }]);
  }
}

/** What a new key has from its request, or from the key that it stands in for. */
type KeyRights = Pick<StoredKey, 'tenant' | 'name' | Exclude<keyof Access, 'bounds'>>;

/** Its keys would not be bounded by the rules that it is bounded by. */
function refuseBounded({ bounds }: Access): void {
  if (bounds === undefined) return;
  throw new TulvingError('forbidden', 'Whoever access rules are about makes no keys.', {
    remedy: 'Use the command line on the data directory, or a key that no rule is about.',
  });
}

function manages({ tenant, access }: Caller, key: StoredKey): boolean {
  return key.tenant === tenant && covers(access, accessOf(key));
}

function presentKey(key: StoredKey): Key {
  const { id, name, scopes, principal, user, agent, app, cubes } = key;
  return {
    id,
    name,
    scopes: [...scopes],
    principal,
    user_id: user,
    agent_id: agent,
    app_id: app,
    cubes: cubes && [...cubes],
    created_at: formatInstant(key.createdAt),
    expires_at: presentInstant(key.expiresAt),
    revoked_at: presentInstant(key.revokedAt),
    last_used_at: presentInstant(key.lastUsedAt),
  };
}

function presentInstant(at: Instant | null): string | null {
  return at === null ? null : formatInstant(at);
}

function noSuchKey(): TulvingError {
  return new TulvingError('unauthorized', 'There is no such key.');
}

function noKey(id: string): TulvingError {
  return new TulvingError('not_found', `There is no key ${id}.`, {
    remedy: 'Give its id; `tulving keys` lists them.',
  });
}

/** Bytes from the end of their range are thrown away: a bare modulo would favour some letters. */
function randomText(alphabet: string, length: number): string {
  const even = 256 - (256 % alphabet.length);
  let text = '';
  while (text.length < length) {
    for (const byte of randomBytes(length)) {
      if (byte < even && text.length < length) text += alphabet[byte % alphabet.length];
    }
  }
  return text;
}
