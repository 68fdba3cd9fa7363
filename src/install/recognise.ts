import { basename } from 'node:path';

/** Whether an entry starts or calls Tulving, whoever wrote it. */
export function isOurs(entry: unknown, name: string, bin: string): boolean {
  const words = wordsOf(entry);
  const starts = words.includes('mcp') && words.some((word) => word === bin || isCommand(word));
  return starts || (name.startsWith('tulving') && words.some(isEndpoint));
}

/** The command line of an entry; empty for one that is an address. */
export function commandOf(entry: unknown): string[] {
  if (!isObject(entry)) return [];
  const { command, cmd, args } = entry;
  return [command, cmd, args].flat().filter((part): part is string => typeof part === 'string');
}

function wordsOf(entry: unknown): string[] {
  if (!isObject(entry)) return [];
  const { url, uri, httpUrl, serverUrl } = entry;
  const addresses = [url, uri, httpUrl, serverUrl].filter((part) => typeof part === 'string');
  return [...commandOf(entry), ...(addresses as string[])];
}

function isCommand(word: string): boolean {
  return /^tulving(?:\.js|\.cmd|\.exe)?$/.test(basename(word.replaceAll('\\', '/')));
}

function isEndpoint(word: string): boolean {
  return /^https?:\/\/.*\/mcp(?:\?|$)/.test(word);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
