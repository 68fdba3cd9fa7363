import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import { TulvingError } from '../errors.js';
import type { Environment } from './proxy.js';

const EXTRA = 'NODE_EXTRA_CA_CERTS';
const blocks = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/**
 * The authorities to trust: those of `caFile`, beside the ones that Node.js trusts anyway. Undefined
 * leaves it to Node.js.
 *
 * @throws TulvingError `invalid_setting` when the file cannot be read or holds no certificate
 */
export function readAuthorities(
  caFile: string | undefined,
  environment: Environment,
): string[] | undefined {
  if (caFile === undefined) return undefined;
  // A list of one's own replaces all of Node's, NODE_EXTRA_CA_CERTS included.
  const extra = environment[EXTRA];
  return [
    ...rootCertificates,
    ...(extra ? certificatesOf(extra, EXTRA) : []),
    ...certificatesOf(caFile, 'TULVING_CA_FILE (--ca-file)'),
  ];
}

function certificatesOf(path: string, source: string): string[] {
  try {
    const found = readFileSync(path, 'utf8').match(blocks) ?? [];
    for (const certificate of found) new X509Certificate(certificate);
    if (found.length > 0) return found;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw unusable(`${source}: ${path} cannot be used: ${reason}`, error);
  }
  throw unusable(`${source}: ${path} holds no certificate.`);
}

function unusable(detail: string, cause?: unknown): TulvingError {
  return new TulvingError('invalid_setting', detail, {
    cause,
    remedy: 'Name a PEM file: certificates between BEGIN CERTIFICATE and END CERTIFICATE.',
  });
}
