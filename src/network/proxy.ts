import { BlockList, isIP } from 'node:net';
import { unescape } from 'node:querystring';
import { TulvingError } from '../errors.js';

export type Environment = Readonly<Record<string, string | undefined>>;

/** A proxy that the environment names for an address. */
export interface Proxy {
  url: URL;
  /** The variable that names it. */
  variable: string;
  /** Its address without user and password. */
  shown: string;
}

/** As curl has it: each scheme has its own variable, and the lower-case spelling wins. */
const variables: Readonly<Record<string, readonly string[]>> = {
  'http:': ['http_proxy', 'HTTP_PROXY'],
  'https:': ['https_proxy', 'HTTPS_PROXY'],
};
const exceptions = ['no_proxy', 'NO_PROXY'];

/** Whether any proxy is named at all. */
export function namesProxy(environment: Environment): boolean {
  return Object.values(variables).some((names) => firstOf(names, environment) !== undefined);
}

/**
 * The proxy for an address. Loopback is never asked of a proxy, which would look on its own machine.
 *
 * @throws TulvingError `invalid_setting` when the variable holds no address of a proxy
 */
export function proxyFor(target: URL, environment: Environment): Proxy | undefined {
  const variable = firstOf(variables[target.protocol] ?? [], environment);
  if (variable === undefined || isLoopback(target.hostname)) return undefined;
  const list = environment[firstOf(exceptions, environment) ?? ''] ?? '';
  if (isExcepted(target, list)) return undefined;
  const url = addressOf(environment[variable] ?? '', variable);
  return { url, variable, shown: withoutCredentials(url) };
}

/** Value of `Proxy-Authorization`; a user without a password is sent, too. */
export function credentialsOf({ username, password }: URL): string | undefined {
  if (username === '' && password === '') return undefined;
  const pair = `${unescape(username)}:${unescape(password)}`;
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

/** `localhost` and its subdomains, 127.0.0.0/8, ::1, and the same mapped into IPv6. */
export function isLoopback(hostname: string): boolean {
  const host = bare(hostname);
  return host === 'localhost' || host.endsWith('.localhost') || holds(loopback, host);
}

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8, 'ipv4');
loopback.addAddress('::1', 'ipv6');

/** `*`, names with their subdomains, addresses, networks such as 10.0.0.0/8; each may end in a port. */
function isExcepted(target: URL, list: string): boolean {
  const host = bare(target.hostname);
  const port = target.port || (target.protocol === 'https:' ? '443' : '80');
  return list
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .some((entry) => {
      const [, name = entry, wanted] = /^(\[.*\]|[^:]+):(\d+)$/.exec(entry) ?? [];
      return (wanted === undefined || wanted === port) && covers(bare(name), host);
    });
}

function covers(entry: string, host: string): boolean {
  if (entry === '*') return true;
  const [address = '', bits] = entry.split('/');
  if (bits !== undefined) return isIP(address) !== 0 && holds(networkOf(address, bits), host);
  const name = entry.replace(/^\*?\./, '');
  return host === name || (isIP(host) === 0 && host.endsWith(`.${name}`));
}

function networkOf(address: string, bits: string): BlockList {
  const network = new BlockList();
  const version = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  const length = Number(bits);
  if (Number.isInteger(length) && length >= 0 && length <= (version === 'ipv6' ? 128 : 32))
    network.addSubnet(address, length, version);
  return network;
}

function holds(list: BlockList, host: string): boolean {
  const version = isIP(host);
  return version !== 0 && list.check(host, version === 6 ? 'ipv6' : 'ipv4');
}

/** In lower case, without the brackets of IPv6 and the dot at the end of a full name. */
function bare(hostname: string): string {
  return hostname
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}

/** `proxy.example:3128` is read as an http:// address. */
function addressOf(value: string, variable: string): URL {
  const address = value.includes('://') ? value : `http://${value}`;
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url !== undefined && ['http:', 'https:'].includes(url.protocol)) return url;
  // The value is not shown: it may hold a password.
  throw new TulvingError('invalid_setting', `${variable} does not hold the address of a proxy.`, {
    remedy: `Write ${variable} as http://host:port or https://host:port, or unset it.`,
  });
}

function withoutCredentials(url: URL): string {
  const mask = url.username === '' && url.password === '' ? '' : '***@';
  return `${url.protocol}//${mask}${url.host}`;
}

function firstOf(names: readonly string[], environment: Environment): string | undefined {
  return names.find((name) => environment[name]);
}
