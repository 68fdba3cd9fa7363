import { type FileHandle, open, readFile } from 'node:fs/promises';
import { buffer } from 'node:stream/consumers';
import { TulvingError } from '../errors.js';
import type { Options } from './command.js';

/** The text of an argument; `-` or none reads standard input. */
export async function readText(argument: unknown): Promise<string> {
  if (typeof argument === 'string' && argument !== '-') return argument;
  if (argument === undefined && process.stdin.isTTY) {
    throw usage('A text is missing: give it as an argument, or pipe it in.');
  }
  const content = await readInput();
  if (content.trim() !== '') return content;
  throw usage('Standard input is empty: pipe a text in, or give it as an argument.');
}

/** A file to read from bit by bit. */
export async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

/** A JSON file; `-` reads standard input. */
export async function readJson(path: string): Promise<unknown> {
  return parseJson(await readFileText(path), path);
}

/** A text file; `-` reads standard input. */
export async function readFileText(path: string): Promise<string> {
  return path === '-' ? readInput() : contentOf(path);
}

export function parseJson(content: string, what: string): unknown {
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new TulvingError('invalid_json', `${what} is not JSON: ${reason(error)}`, {
      cause: error,
      remedy: 'Write it as JSON, and quote it for the shell.',
    });
  }
}

export function readNumber(value: Options[string], flag: string): number | undefined {
  if (value === undefined) return undefined;
  const number = Number(value);
  if (Number.isFinite(number) && value !== '') return number;
  throw usage(`${flag} takes a number, not "${String(value)}".`);
}

/** The fields of an object that have a value. */
export function given<Fields extends object>(fields: Fields): Partial<Fields> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<Fields>;
}

export function usage(detail: string): TulvingError {
  return new TulvingError('usage', detail);
}

async function readInput(): Promise<string> {
  return textOf(await buffer(process.stdin), 'Standard input');
}

async function contentOf(path: string): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
  return textOf(bytes, path);
}

/** Without a byte order mark. What is not UTF-8 would be kept as question marks, and never be found. */
function textOf(bytes: Uint8Array, what: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new TulvingError('invalid_input', `${what} is not UTF-8.`, {
      cause: error,
      remedy:
        'Convert it first, such as: iconv -f GB18030 -t UTF-8 <file>. In PowerShell, set $OutputEncoding = [Text.Encoding]::UTF8.',
    });
  }
}

export function unreadable(path: string, error: unknown): TulvingError {
  return new TulvingError('not_found', `${path} cannot be read: ${whyUnreadable(error)}.`, {
    cause: error,
    remedy: 'Correct the path.',
  });
}

const unreadableBecause: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a folder',
  EACCES: 'this user may not read it',
};

function whyUnreadable(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return unreadableBecause[code] ?? reason(error);
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
