import { TulvingError } from '../errors.js';
import type { Proxy } from './proxy.js';

/** Where a request was going. */
export interface Route {
  target: URL;
  proxy: Proxy | undefined;
  /** Whether the error arose between here and the proxy. */
  isOfProxy: (error: Error) => boolean;
}

interface Coded extends Error {
  code?: string;
}

const authorities =
  'Name the PEM file of its authority with --ca-file (TULVING_CA_FILE) or NODE_EXTRA_CA_CERTS.';

/** Error codes of OpenSSL and Node.js: what is wrong with a certificate, and what to do. */
const certificateFaults: Readonly<Record<string, { what: string; remedy: string }>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: { what: 'its authority is not trusted', remedy: authorities },
  UNABLE_TO_GET_ISSUER_CERT: { what: 'its authority is not trusted', remedy: authorities },
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: { what: 'its authority is not trusted', remedy: authorities },
  SELF_SIGNED_CERT_IN_CHAIN: { what: 'its authority is not trusted', remedy: authorities },
  DEPTH_ZERO_SELF_SIGNED_CERT: { what: 'it is self-signed', remedy: authorities },
  CERT_HAS_EXPIRED: {
    what: 'it has expired',
    remedy: "Renew the certificate, or correct this machine's clock.",
  },
  CERT_NOT_YET_VALID: {
    what: 'it is not valid yet',
    remedy: "Correct this machine's clock, or the certificate.",
  },
  ERR_TLS_CERT_ALTNAME_INVALID: {
    what: 'it is for other names',
    remedy: 'Use one of the names in the certificate, or have this one added to it.',
  },
};

const unreached: readonly string[] = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
];

/** The error with what to do about it, where the way to the server is to blame; else as it came. */
export function explain(error: unknown, route: Route): unknown {
  if (!(error instanceof Error) || TulvingError.isInstance(error)) return error;
  // The caller broke it off, or its time was up.
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return error;
  const causes = causesOf(error);
  return refusedCertificate(causes, route) ?? failedProxy(causes, route) ?? error;
}

function refusedCertificate(causes: readonly Coded[], route: Route): TulvingError | undefined {
  const cause = causes.find(({ code }) => code !== undefined && code in certificateFaults);
  const fault = certificateFaults[cause?.code ?? ''];
  if (cause === undefined || fault === undefined) return undefined;
  const { proxy, target } = route;
  const whose =
    proxy && causes.some(route.isOfProxy)
      ? `the proxy ${proxy.shown} (${proxy.variable})`
      : target.host + (proxy ? `, reached through the proxy ${proxy.shown},` : '');
  const detail = `The certificate of ${whose} is refused: ${fault.what} (${cause.message}).`;
  return new TulvingError('server_unreachable', detail, { cause, remedy: fault.remedy });
}

function failedProxy(causes: readonly Coded[], { proxy, target }: Route): TulvingError | undefined {
  if (proxy === undefined) return undefined;
  const { variable, shown, url } = proxy;
  const cause = causes.at(-1);
  const fail = (detail: string, remedy: string) =>
    new TulvingError('server_unreachable', detail, { cause, remedy });
  const direct = `Correct ${variable}; or add ${target.hostname} to NO_PROXY to go there directly.`;
  const status = /Proxy (?:response|Authentication Required) \((\d+)\)/.exec(
    causes.map(({ message }) => message).join('\n'),
  )?.[1];
  if (status === '407') {
    return url.username === ''
      ? fail(`The proxy ${shown} wants a user and a password.`, credentialsRemedy(proxy))
      : fail(`The proxy ${shown} refuses the user or password.`, credentialsRemedy(proxy));
  }
  if (status !== undefined) {
    return fail(`The proxy ${shown} does not let us through to ${target.host}: ${status}.`, direct);
  }
  const why = cause?.message || cause?.code || 'unknown';
  return causes.some(({ code }) => code !== undefined && unreached.includes(code))
    ? fail(`The proxy ${shown} (${variable}) does not answer: ${why}.`, direct)
    : fail(`${target.host} gave no answer through the proxy ${shown}: ${why}.`, direct);
}

function credentialsRemedy({ variable, url }: Proxy): string {
  return `Put them into ${variable}: ${url.protocol}//user:password@${url.host}, with special characters percent-encoded.`;
}

/** The error and what led to it, outermost first. */
function causesOf(error: unknown): Coded[] {
  if (!(error instanceof Error)) return [];
  const attempts: unknown[] = error instanceof AggregateError ? error.errors : [];
  return [error, ...causesOf(error.cause), ...attempts.flatMap(causesOf)];
}
