import { basename } from 'node:path';

/** Programs that run a script of ours: what stands first in a command line. */
const runner = /^(?:node|nodejs|bun|deno|npx|bunx|cmd)(?:\.cmd|\.exe)?$/i;
const script = /^tulving(?:\.js|\.cmd|\.exe)?$/;
const npmPackage = /^tulving(?:@[\w.^~-]+)?$/;
const option = /^-|^\/c$/i;

/**
 * Whether an entry starts or calls Tulving, whoever wrote it: by its command, or, where it names an
 * address, by what it sends along. A name or an address alone says nothing.
 */
export function isOurs(entry: unknown, bin: string): boolean {
  const lines = linesOf(entry);
  const isAddress = lines.every((words) => words.some((word) => /^mcp-remote(?:@|$)/.test(word)));
  return isAddress ? hasMark(entry) : lines.some((words) => runsUs(words, bin));
}

/** The command line of an entry; empty for one that is an address. */
export function commandOf(entry: unknown): string[] {
  return linesOf(entry)[0] ?? [];
}

/** Under either name that clients give to the command. */
function linesOf(entry: unknown): string[][] {
  if (!isObject(entry)) return [];
  const { command, cmd, args } = entry;
  return [command, cmd]
    .filter((part) => part !== undefined)
    .map((part) => [part, args].flat().filter((word) => typeof word === 'string'));
}

/** Whether our script stands first, or right behind a program that runs it, and `mcp` behind that. */
function runsUs([program = '', ...rest]: readonly string[], bin: string): boolean {
  if (isScript(program, bin)) return rest[0] === 'mcp';
  const [first = '', verb] = rest.slice(rest.findIndex((word) => !option.test(word)));
  if (verb !== 'mcp') return false;
  if (first === bin || nameOf(first) === 'tulving.js') return true;
  return runner.test(nameOf(program)) && (isScript(first, bin) || npmPackage.test(first));
}

function isScript(word: string, bin: string): boolean {
  return word === bin || script.test(nameOf(word));
}

function nameOf(path: string): string {
  return basename(path.replaceAll('\\', '/'));
}

/** A header or a key that only Tulving knows. */
function hasMark(value: unknown): boolean {
  if (typeof value === 'string') return /\btlv_[a-z0-9]+_|\bX-Tulving-[A-Z]/i.test(value);
  if (Array.isArray(value)) return value.some(hasMark);
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, part]) => /^X-Tulving-/i.test(key) || hasMark(part));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
