import { type ErrorCode, TulvingError } from '../../errors.js';

interface Told {
  code: ErrorCode;
  /** In place of the table's remedy. */
  remedy?: string;
}

const refused = (remedy: string): Told => ({ code: 'store_refused', remedy });
const rights =
  'Let the owner of the database grant this user CREATE on it, or the rights on the schema: docs/stores/postgres.md.';

const untrusted = refused(
  'Name the authority that signed its certificate in NODE_EXTRA_CA_CERTS, or with sslrootcert= in TULVING_DATABASE_URL.',
);
/** The driver gives these no code. */
const WITHOUT_TLS = 'The server does not support SSL connections';

/** By SQLSTATE (https://www.postgresql.org/docs/current/errcodes-appendix.html) or code of the system. */
const told: Readonly<Record<string, Told>> = {
  '28P01': refused('Correct the password in TULVING_DATABASE_URL.'),
  '28000': refused('Correct the user in TULVING_DATABASE_URL, or let pg_hba.conf admit it.'),
  '3D000': refused('Make the database (`createdb`), or correct its name in TULVING_DATABASE_URL.'),
  '42501': refused(rights),
  '25006': {
    code: 'store_read_only',
    remedy:
      'The server is a replica or was made read-only: name the primary in TULVING_DATABASE_URL.',
  },
  '53100': { code: 'store_full' },
  '53300': {
    code: 'store_busy',
    remedy: 'Lower TULVING_DATABASE_POOL, or raise max_connections of the server.',
  },
  '55P03': { code: 'store_busy' },
  '57014': { code: 'store_timeout' },
  '40001': { code: 'store_busy' },
  '40P01': { code: 'store_busy' },
  '42P01': { code: 'store_damaged', remedy: 'A table is missing: restore a backup.' },
  XX001: { code: 'store_damaged', remedy: 'Restore a backup.' },
  XX002: { code: 'store_damaged', remedy: 'Rebuild the index with REINDEX.' },
  ENOTFOUND: {
    code: 'store_unreachable',
    remedy:
      'Correct the host in TULVING_DATABASE_URL; in a password, percent-encode what is not a letter or digit.',
  },
  SELF_SIGNED_CERT_IN_CHAIN: untrusted,
  DEPTH_ZERO_SELF_SIGNED_CERT: untrusted,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: untrusted,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: untrusted,
  CERT_HAS_EXPIRED: refused('The certificate of the server has expired: renew it.'),
  ERR_TLS_CERT_ALTNAME_INVALID: refused(
    'The certificate of the server is for another name: write that name in TULVING_DATABASE_URL.',
  ),
};

/** Of the system's network calls. */
const LOST = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
]);
/** The server shuts down, has crashed, or is not ready yet. */
const AWAY = new Set(['57P01', '57P02', '57P03']);
/** Serialisation failure, deadlock; a category that went with its last memory just when it was needed again. */
const AGAIN = new Set(['40001', '40P01', '23503']);

/** Whether the connection is gone, so that what was asked may be asked on another. */
export function isLost(error: unknown): boolean {
  const code = codeOf(error);
  if (LOST.has(code) || AWAY.has(code) || code.startsWith('08')) return true;
  return (
    error instanceof Error &&
    /^(?:Connection terminated|Client has encountered)/.test(error.message)
  );
}

/** Whether a prepared statement was not there, or one of its name already. */
export function isNotPrepared(error: unknown): boolean {
  return codeOf(error) === '26000' || codeOf(error) === '42P05';
}

/** By its time-out, or by an operator. */
export function isStopped(error: unknown): boolean {
  return codeOf(error) === '57014';
}

/** Whether the server has undone a transaction because of another. */
export function shouldBeDoneAgain(error: unknown): boolean {
  return AGAIN.has(codeOf(error));
}

/** Turns an error of the driver into one with a code and a remedy. Its message holds no password. */
export function storeError(error: unknown, doing?: string): TulvingError {
  if (TulvingError.isInstance(error)) return error;
  const message = error instanceof Error ? messageOf(error) : String(error);
  const { code, remedy } = told[codeOf(error)] ?? usual(error);
  return new TulvingError(code, doing === undefined ? message : `${doing}: ${message}`, {
    cause: error,
    ...(remedy && { remedy }),
  });
}

function usual(error: unknown): Told {
  const message = error instanceof Error ? error.message : '';
  if (message.startsWith('Cannot use a pool after calling end')) return { code: 'closed' };
  if (message === WITHOUT_TLS) {
    return refused('Set up TLS at the server, or leave sslmode out of TULVING_DATABASE_URL.');
  }
  const timedOut = message.startsWith('timeout exceeded');
  return { code: isLost(error) || timedOut ? 'store_unreachable' : 'store_failed' };
}

function codeOf(error: unknown): string {
  const code = error instanceof Error ? (error as { code?: unknown }).code : undefined;
  return typeof code === 'string' ? code : '';
}

/** Trying several addresses of a host fails with an AggregateError, whose own message is empty. */
function messageOf(error: Error): string {
  if (error.message !== '') return error.message;
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return first instanceof Error ? first.message : error.name;
}
