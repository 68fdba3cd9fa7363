import { isIP } from 'node:net';
import { categoryPolicies, type CategoryPolicy } from './categories.js';
import { type DialectName, dialectNames } from './dialects.js';
import { personalPolicies, type PersonalPolicy } from './personal.js';
import type { Price } from './price.js';
import { parseModelName } from './providers.js';
import { isTimezone } from './time.js';
import { type Toolset, toolsets } from './toolsets.js';

/** What settings may be. Each reads a text, or throws a RangeError that says what is wanted. */

export function text(value: string): string {
  if (value.trim() === '') throw new RangeError('a text that is not empty');
  return value;
}

export function optionalText(value: string): string | undefined {
  return text(value);
}

export function port(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new RangeError('a port from 0 to 65535');
  return number;
}

export function megabytes(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1)
    throw new RangeError('a whole number of MiB, at least 1');
  return number;
}

export function megabytesOrNone(value: string): number {
  const number = Number(value);
  if (value.trim() === '' || !Number.isInteger(number) || number < 0 || number > 1_000_000)
    throw new RangeError('a whole number of MiB, or 0');
  return number;
}

export function days(value: string): number {
  const number = Number(value);
  if (!Number.isFinite(number) || number < 0 || number > 36_500)
    throw new RangeError('a number of days from 0 to 36500');
  return number;
}

export function count(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new RangeError('a whole number, 0 or more');
  return number;
}

/** In US dollars for a million tokens, in and out. */
export function price(value: string): Price | undefined {
  const [input = NaN, output = NaN, ...more] = list(value).map(Number);
  if (more.length > 0 || ![input, output].every((one) => Number.isFinite(one) && one >= 0))
    throw new RangeError('two prices in US dollars for a million tokens, in and out: 0.25,2.00');
  return { input, output };
}

export function list(value: string): string[] {
  return value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
}

/** `public`, and networks by address and length. */
export function urlNetworks(value: string): string[] {
  const entries = list(value);
  const isNetwork = (entry: string) => {
    const [address = '', bits = ''] = entry.split('/');
    const most = isIP(address) === 6 ? 128 : 32;
    return isIP(address) !== 0 && (!entry.includes('/') || (/^\d+$/.test(bits) && +bits <= most));
  };
  if (entries.length === 0 || !entries.every((entry) => entry === 'public' || isNetwork(entry)))
    throw new RangeError('public, networks such as 10.1.0.0/16, or both');
  return entries;
}

/** The same, or none at all. */
export function webhookNetworks(value: string): string[] {
  return value.trim() === 'none' ? [] : urlNetworks(value);
}

export function toolsetList(value: string): Toolset[] {
  const known = someOf(toolsets, value);
  if (known === undefined || known.length === 0)
    throw new RangeError('one or more of memory, chatgpt, openmemory');
  return known;
}

export function dialectList(value: string): DialectName[] {
  if (value.trim() === 'none') return [];
  const known = someOf(dialectNames, value);
  if (known === undefined || known.length === 0)
    throw new RangeError(`none, or one or more of ${dialectNames.join(', ')}`);
  return known;
}

/** Undefined where one of the list is not among them. */
function someOf<Name extends string>(names: readonly Name[], value: string): Name[] | undefined {
  const given = list(value);
  const known = given.flatMap((item) => names.find((name) => name === item) ?? []);
  return known.length < given.length ? undefined : known;
}

export function url(value: string): string | undefined {
  if (!/^https?:\/\//.test(value) || !URL.canParse(value))
    throw new RangeError('a URL with http:// or https://');
  return value.replace(/\/+$/, '');
}

export function databaseUrl(value: string): string | undefined {
  if (!/^postgres(?:ql)?:\/\//.test(value) || !URL.canParse(value))
    throw new RangeError('postgres://user:password@host:port/database');
  return value;
}

export function connections(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 1_000)
    throw new RangeError('a whole number from 1 to 1000');
  return number;
}

export function timeout(value: string): number {
  return value === '0' ? 0 : milliseconds(value);
}

export function reranker(value: string): string | undefined {
  if (value.startsWith('url:')) url(value.slice('url:'.length));
  else if (value !== 'llm') parseModelName(value, 'rerank');
  return value.trim();
}

export function milliseconds(value: string): number {
  const number = Number(value);
  if (!Number.isInteger(number) || number < 1 || number > 600_000)
    throw new RangeError('a whole number of milliseconds, at most 600000');
  return number;
}

export function apiKey(value: string): string | undefined {
  if (!/^tlv_[a-z0-9]+_[A-Za-z0-9]+$/.test(value)) throw new RangeError('a key: tlv_<id>_<secret>');
  return value;
}

export function timezone(value: string): string {
  if (!isTimezone(value)) throw new RangeError('an IANA time zone such as Europe/Berlin');
  return value;
}

export function onOrOff(value: string): 'on' | 'off' {
  if (value !== 'on' && value !== 'off') throw new RangeError('on or off');
  return value;
}

export function allowOrDeny(value: string): 'allow' | 'deny' {
  if (value !== 'allow' && value !== 'deny') throw new RangeError('allow or deny');
  return value;
}

export function offOrDaily(value: string): 'off' | 'daily' {
  if (value !== 'off' && value !== 'daily') throw new RangeError('off or daily');
  return value;
}

export function logLevel(value: string): 'error' | 'info' | 'debug' {
  if (value !== 'error' && value !== 'info' && value !== 'debug')
    throw new RangeError('error, info or debug');
  return value;
}

export function secretPolicy(value: string): 'redact' | 'refuse' | 'keep' {
  if (value !== 'redact' && value !== 'refuse' && value !== 'keep')
    throw new RangeError('redact, refuse or keep');
  return value;
}

export function language(value: string): 'en' | 'zh' {
  if (value !== 'en' && value !== 'zh') throw new RangeError('en or zh');
  return value;
}

export function personalPolicy(value: string): PersonalPolicy {
  const found = personalPolicies.find((policy) => policy === value);
  if (found === undefined) throw new RangeError(`one of ${personalPolicies.join(', ')}`);
  return found;
}

export function categoryPolicy(value: string): CategoryPolicy {
  const found = categoryPolicies.find((policy) => policy === value);
  if (found === undefined) throw new RangeError(`one of ${categoryPolicies.join(', ')}`);
  return found;
}
